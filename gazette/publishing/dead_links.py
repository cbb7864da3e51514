"""Warn about links in Markdown that lead nowhere: each with its file and line, whether or not the file changed.

A page shows such a link as text. Notes and introductions come from the listings of a page's days, so that these files
are searched for the address.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from gazette.archive.affected import slug_key
from gazette.archive.store import Store
from gazette.cache.database import Cache
from gazette.cache.pages import PageRow
from gazette.core import errors, urls
from gazette.core.errors import Report
from gazette.core.model import Archive, Day, Page, Paper, Ref, StandalonePage
from gazette.core.options import Options
from gazette.publishing.draft import Draft
from gazette.rendering.renderer import Renderer
from gazette.sources.files import UnreadFile

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
_MAY_LINK = ("](", "<")
_TARGET = re.compile(r"[(<][ \t]*([^\s()<>]+)")


class _DeadLinks(NamedTuple):
    """The page that has them, what it is about, and the addresses."""

    page: str
    about: Ref | None
    addresses: tuple[str, ...]


def warn(cache: Cache, draft: Draft, archive: Archive, options: Options, report: Report) -> None:
    """Add a warning for each dead link on the pages of a site that was drawn."""
    _Warnings(draft.addresses, archive, cache.store, options, report).add(map(_dead, cache.pages.dead_links()))


def warn_undrawn(
    cache: Cache, draft: Draft, renderer: Renderer, archive: Archive, options: Options, report: Report
) -> None:
    """The same for a site that was only planned: the pages of the draft that may have links are drawn for it."""
    dead = []
    if draft.removed is not None:  # the draft does not have every page
        changed = {page.path for page in draft.pages}.union(draft.removed)
        dead = [_dead(row) for row in cache.pages.dead_links() if row[0] not in changed]
    for page in filter(_may_link, draft.pages):
        renderer.draw(page)
        dead.append(_DeadLinks(page.path, page.about, _without_target(renderer.links)))
    _Warnings(draft.addresses, archive, cache.store, options, report).add(dead)


def _dead(row: PageRow) -> _DeadLinks:
    path, about, drawn = row
    return _DeadLinks(path, about, _without_target(drawn.links))


def _without_target(links: Mapping[str, bool]) -> tuple[str, ...]:
    return tuple(address for address, exists in links.items() if not exists)


def _may_link(page: Page) -> bool:
    return page.template.endswith(".html") and any(
        sign in source for shown in page.shows.values() for source in _markdown(shown) for sign in _MAY_LINK
    )


def _markdown(shown: object) -> Iterable[str]:
    """The Markdown in a value that a page shows."""
    match shown:
        case StandalonePage():
            return (shown.body,)
        case Day():
            return [*shown.notes, *(each.note for paper in shown.withdrawn for each in paper.withdrawals)]
        case Paper():
            return [each.note for each in (*shown.appearances, *shown.withdrawals)]
    return ()


class _Warnings:
    def __init__(
        self, planned: Container[str], archive: Archive, store: Store, options: Options, report: Report
    ) -> None:
        self.planned, self.store, self.options, self.report = planned, store, options, report
        self._standalone = {urls.of(page): page.path for page in archive.standalone}
        """The files of standalone pages, by the addresses of the pages."""
        self._read: dict[str, Mapping[str, list[int]]] = {}
        """The lines of the addresses in each file that was searched."""

    def add(self, pages: Iterable[_DeadLinks]) -> None:
        found: dict[tuple[str, int, str], None] = {}
        for page in pages:
            for address in page.addresses:
                found |= dict.fromkeys(self._places(page, address))
        for path, line, address in sorted(found, key=lambda place: (place[0].split("/"), *place[1:])):
            self.report.about(path).warn(line, *self._message(address))

    def _places(self, page: _DeadLinks, address: str) -> Iterator[tuple[str, int, str]]:
        """The files and lines in which a page's Markdown may have the address; line 0 if it is written otherwise."""
        paths = [*self._files(page)]
        lines = [(path, line, address) for path in paths for line in self._lines(path, address)]
        yield from lines or [(path, 0, address) for path in paths[:1]]

    def _files(self, page: _DeadLinks) -> Iterator[str]:
        if path := self._standalone.get(page.page):
            yield path
        days = self.store.days()
        for day in self._days(page):
            if day in days:
                yield from (origin.path for origin in days[day].origins)

    def _days(self, page: _DeadLinks) -> Iterator[date]:
        if page.about and page.about.kind in ("day", "digest"):
            yield date.fromisoformat(page.about.name)
        elif page.about and page.about.kind == "paper":
            papers = self.store.papers(sorted(self.store.with_keys([slug_key(page.about.name)])))
            yield from (
                each.day
                for paper in papers
                if paper.slug == page.about.name
                for each in (*paper.appearances, *paper.withdrawals)
                if each.note
            )
        elif page.page == urls.HOME:
            yield from list(self.store.days())[-1:]

    def _lines(self, path: str, address: str) -> list[int]:
        if path not in self._read:
            source = UnreadFile(path, Path(self.options.source, path)).read(Report())
            listing = path.endswith(".md") and path not in self._standalone.values()
            self._read[path] = _targets(source.text.split("\n") if source else [], listing)
        return self._read[path].get(address, [])

    def _message(self, address: str) -> tuple[str, str]:
        path, _, part = address.partition("#")
        shown = errors.shown(address)
        if _SCHEME.match(address):
            return f"{shown} is not an address that Gazette links to", "write one that begins with https://"
        if path in self.planned:
            return f"the page {path} has no part {errors.shown(part)}", "correct what follows the `#`, or remove it"
        if not path:
            return f"the link {shown} does not say which page", "write the address of the page before the `#`"
        return f"the site has no page {errors.shown(path)}", "write the address of a page, from the root of the site"


def _targets(rows: Sequence[str], listing: bool) -> Mapping[str, list[int]]:
    """The lines on which each address is the target of a link; in a listing, those with Markdown if there are any."""
    found: dict[str, list[int]] = defaultdict(list)
    for number, row in enumerate(rows, 1):
        for address in dict.fromkeys(_TARGET.findall(row)):
            found[address].append(number)
    if not listing:
        return found
    first = next((number for number, row in enumerate(rows, 1) if row.startswith("## ")), len(rows) + 1)

    def in_markdown(numbers: list[int]) -> list[int]:
        return [number for number in numbers if number < first or rows[number - 1].startswith(">")]

    return {address: in_markdown(numbers) or numbers for address, numbers in found.items()}

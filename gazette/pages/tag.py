"""The pages of each tag: numbered pages that fill up from the oldest papers, and a head page with the newest."""

from __future__ import annotations

from collections.abc import Iterator

from gazette.archive import channels, periods
from gazette.archive.affected import Affected
from gazette.config import Site
from gazette.core import charts, urls
from gazette.core.model import Archive, Page, Subject, Tag, UnchangedPage


def pages(archive: Archive, site: Site, affected: Affected) -> Iterator[Page | UnchangedPage]:
    families = _families(archive)
    for tag in archive.tags:
        if not affected.includes(tag.ref):
            continue
        full = max(0, len(tag.papers) // site.page_length - 1)  # the head page has from one to two pages' worth
        for number in range(1, full + 1):
            if affected.keeps(tag.slug, number, site.page_length):
                yield UnchangedPage(urls.numbered(tag, number), tag.ref)
                continue
            newer = urls.numbered(tag, number + 1) if number < full else urls.of(tag)
            yield _page(urls.numbered(tag, number), tag, site, number, newer, {})
        around: dict[str, object] = {
            "parent": tag.parent,
            "children": families.get(tag.name, ()),
            "feeds": channels.links(tag, site),
            "timeline": charts.timeline(tag.months, min(tag.months), max(tag.months), charts.MAX_MONTHS_ALONE),
            "siblings": tuple(each for each in _children_of_parent(tag, families) if each.slug != tag.slug),
        }
        yield _page(urls.of(tag), tag, site, full + 1, "", around)


def _families(archive: Archive) -> dict[str, tuple[Subject, ...]]:
    """The subjects below each parent, by the parent's name; without counts, because these change every day."""
    families: dict[str, list[Subject]] = {}
    for tag in archive.tags:
        if tag.parent:
            families.setdefault(tag.parent.name, []).append(Subject(tag.name, tag.slug))
    return {name: tuple(children) for name, children in families.items()}


def _children_of_parent(tag: Tag, families: dict[str, tuple[Subject, ...]]) -> tuple[Subject, ...]:
    return families[tag.parent.name] if tag.parent else ()


def _page(path: str, tag: Tag, site: Site, number: int, newer: str, around: dict[str, object]) -> Page:
    """Page `number`, or the head page if `newer` is empty; papers of the newest day first."""
    start = (number - 1) * site.page_length
    papers = tag.papers[start : start + site.page_length] if newer else tag.papers[start:]
    shows = {
        "name": tag.name,
        "head": urls.of(tag),
        "number": number if newer else 0,
        "papers": periods.newest_first(papers),
        "newer": newer,
        "older": urls.numbered(tag, number - 1) if number > 1 else "",
    }
    defaults = {"parent": None, "children": (), "siblings": (), "feeds": (), "timeline": ()}
    return Page(path, "tag.html", {**defaults, **shows, **around}, tag.ref, updated=papers[-1].first.day)

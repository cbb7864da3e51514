"""Plan the pages that a build has to check: all of them, or only those that a change affects."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from msgspec.structs import replace

from gazette import pages
from gazette.archive.affected import Affected, everything, slug_key
from gazette.cache.database import Cache
from gazette.cache.pages import Drawn
from gazette.config import Site
from gazette.core import urls
from gazette.core.errors import Report
from gazette.core.model import Archive, Page, Ref
from gazette.core.options import Options
from gazette.publishing.edition import Edition
from gazette.rendering.renderer import Renderer
from gazette.sources import files

Navigation = tuple[tuple[str, str], ...]


class Draft(NamedTuple):
    """The pages to check, and what all pages of the site share.

    `known` is what these pages were last drawn with; if it is None, all of them are drawn.  `removed` are the paths of
    pages to remove; if it is None, every page that is not in the draft is removed.  `reason` says why the draft has
    every page of the site; it is "" if it has only the affected ones.
    """

    pages: tuple[Page, ...]
    addresses: Container[str]
    assets: Mapping[str, str]
    """The addresses of the static files, by name."""
    navigation: Navigation
    known: Mapping[str, Drawn] | None
    removed: frozenset[str] | None = None
    reason: str = ""


class NeedsEverything(Exception):
    """Every page has to be planned; the message says why."""


@dataclass(frozen=True)
class Planner:
    site: Site
    cache: Cache
    edition: Edition
    options: Options
    report: Report

    def plan(self, archive: Archive, affected: Affected, reason: str) -> Draft:
        """Plan the affected pages or, if there is a reason to, every page."""
        files.warn_of_hidden(self.options.source, self.report)
        if not reason:
            try:
                return self._timed(self._affected(archive, affected))
            except NeedsEverything as why:
                reason = str(why)
        return self._timed(self._whole(archive, reason))

    def _timed(self, draft: Draft) -> Draft:
        self.options.timings.done("plan", len(draft.pages))
        return draft

    def _whole(self, archive: Archive, reason: str) -> Draft:
        self.cache.store.load_all()
        files.check_templates(self.options.source, self.report)
        archive = replace(archive, assets=files.static(self.options.source, self.report))
        planned = pages.plan(archive, self.site, everything(archive), self.report).pages
        addresses = frozenset(page.path for page in planned)
        navigation = pages.navigation(self.site, addresses, self.report)
        assets = {asset.name: urls.of(asset) for asset in archive.assets}
        known = None if self.options.fresh else self.cache.pages.all()
        return Draft(planned, addresses, assets, navigation, known, reason=reason)

    def _affected(self, archive: Archive, affected: Affected) -> Draft:
        """Plan the affected pages, and those whose Markdown links to an address that is added or removed."""
        cache, state, report = self.cache, self.cache.state, Report()
        self.edition.trust_manifest(state.need("size"))
        while True:
            refs = affected.refs or frozenset()
            planned, unchanged = pages.plan(archive, self.site, affected, report)
            known = cache.pages.about(refs)
            now = frozenset(page.path for page in planned) | unchanged
            addresses = Addresses(self.edition.before, now - known.keys(), frozenset(known.keys() - now))
            more = cache.pages.linking(addresses.added | addresses.removed) - refs
            if not more:
                break
            affected = self._with(affected, more)
        self._check(archive, addresses)
        navigation = tuple((label, address) for label, address in state.need("navigation"))
        if pages.navigation(self.site, addresses, report) != navigation:
            raise NeedsEverything("the navigation changed")
        if report.errors:
            raise NeedsEverything("a page has an error")
        cache.store.load_shown(planned)
        self.report.warnings += dict.fromkeys(report.warnings)  # pages may have been planned several times
        return Draft(planned, addresses, state.need("assets"), navigation, known, addresses.removed)

    def _with(self, affected: Affected, more: set[Ref]) -> Affected:
        slugs, store = {ref.name for ref in more if ref.kind == "paper"}, self.cache.store
        found = store.papers(sorted(store.with_keys(map(slug_key, slugs))))
        papers = (*affected.papers, *(paper for paper in found if paper.slug in slugs))
        return affected._replace(refs=(affected.refs or frozenset()) | more, papers=papers)

    def _check(self, archive: Archive, addresses: Addresses) -> None:
        """NeedsEverything if an added or removed address matters to a page, a file or a template not in the draft."""
        state, changed = self.cache.state, addresses.added | addresses.removed
        redirected = {address for each in archive.redirects for address in (each.old, each.new)}
        old = {each.old.casefold() for each in (*archive.redirects, *archive.moved)}
        assets = [address.casefold() for address in state.need("assets").values()]
        for found, what in (
            ({path for path in addresses.added if path in self.edition.before}, "another page had the address"),
            (changed & redirected, "redirects.yaml has the address"),
            ({path for path in addresses.added if path.casefold() in old}, "a redirect has the address"),
            (changed.intersection(state.need("template_addresses")), "a template names the address"),
            (addresses.added & {*assets, *urls.folders(assets)}, "a static file has the address"),
            (urls.folders(addresses.added) & {*assets}, "a static file has the address of a folder"),
        ):
            if found:
                raise NeedsEverything(f"{what} {min(found)}, which was added or removed")


@dataclass(frozen=True)
class Addresses:
    """The addresses of all pages of the site, as a set that is not built."""

    before: Collection[str]
    added: frozenset[str]
    removed: frozenset[str]
    _known: dict[object, bool] = field(default_factory=dict)

    def __contains__(self, path: object) -> bool:
        if path not in self._known:
            self._known[path] = path in self.added or (path in self.before and path not in self.removed)
        return self._known[path]

    def __iter__(self) -> Iterator[str]:
        yield from self.added
        yield from (path for path in self.before if path not in self.removed)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def draw(draft: Draft, renderer: Renderer, edition: Edition, cache: Cache, options: Options) -> None:
    """Draw the pages of a draft that are not up to date, and store in the cache what they were drawn with."""
    if draft.reason:
        shared = renderer.shared(draft.pages)
        cache.attempt(lambda: cache.state.put_all(shared))
        cache.templates.forget_unused()
    else:
        renderer.prepare(draft.pages)
    edition.draw(
        draft.pages,
        options.preview(renderer, draft.pages) if options.preview else renderer,
        draft.known,
        options.jobs,
        draft.removed,
        meanwhile=lambda: cache.attempt(cache.store.flush),
        remember=lambda rows: cache.attempt(lambda: cache.pages.put(rows)),
    )
    cache.attempt(lambda: cache.pages.remove(edition.removed))
    cache.attempt(lambda: cache.state.put("size", edition.size))
    counts = {"key": len(draft.pages), "draw": edition.drawn, "write": len(edition.changed)}
    options.timings.add(edition.seconds, counts)
    options.timings.done("draw", edition.drawn)

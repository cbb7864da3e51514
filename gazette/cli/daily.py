"""The build that a maintainer makes every day: some listings changed, and nothing else.

Only what these have to do with is read, merged, planned and asked for its key.  Where that cannot be told without
looking at the whole, Afresh is raised, and nothing has happened.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Collection, Iterator, Mapping, Set
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import msgspec
from msgspec.structs import replace

from gazette import pages
from gazette.archive import affected, recall
from gazette.archive.affected import Afresh, Closure
from gazette.archive.update import amend
from gazette.cache.database import Memory
from gazette.cache.pages import Drawn, Row
from gazette.cli.order import Built, Job, Order
from gazette.core import urls
from gazette.core.errors import Report
from gazette.core.model import Archive, Listing, Page, Paper, Touched
from gazette.listings import importers, redirects, standalone
from gazette.publishing import manifest
from gazette.publishing.edition import Edition
from gazette.rendering.renderer import Renderer
from gazette.sources import files
from gazette.sources.changes import Glance

MOST = 100
"""So many listings that changed are worth a look at the whole."""


@dataclass(frozen=True)
class Paths:
    """The addresses of the site: those that it had and that are not gone, and those that came."""

    before: Collection[str]
    came: frozenset[str]
    gone: frozenset[str]
    _known: dict[object, bool] = field(default_factory=dict)

    def __contains__(self, path: object) -> bool:
        if path not in self._known:
            self._known[path] = path in self.came or (path in self.before and path not in self.gone)
        return self._known[path]

    def __iter__(self) -> Iterator[str]:
        yield from self.came
        yield from (path for path in self.before if path not in self.gone)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def build(job: Job) -> Built | None:
    """The edition that follows on the one that is remembered; None, and nothing done, if only the whole can tell it."""
    if not _fits(job.order, job.glance):
        return None
    told = Report()
    try:
        built = _build(job._replace(report=told))
    except Afresh:
        job.memory.undo()
        return None
    job.report.warnings += told.warnings
    return built


def _fits(order: Order, glance: Glance) -> bool:
    """Whether it is a few listings alone that changed since the build that is remembered."""
    if order.fresh or order.preview or order.checked_on or glance.changed is None or len(glance.changed) > MOST:
        return False
    listings = [Path(path) for path in glance.changed if Path(path).is_relative_to(order.content)]
    others = order.content / "pages", order.content / redirects.NAME
    return len(listings) == len(glance.changed) and all(
        files.is_regular(path, order.content, str(path) in glance.files) and not any(map(path.is_relative_to, others))
        for path in listings
    )


def _build(job: Job) -> Built:
    order, _, _, glance, _ = job
    with Edition(order.output, order.inputs) as edition:
        try:
            made = _compose(job, edition)
        except (sqlite3.Error, msgspec.MsgspecError, KeyError) as trouble:
            raise Afresh from trouble
        rows: list[Row] = []  # kept when all are drawn: till then copies of this process look papers up in the memory
        edition.fill(made.planned, made.artist, made.known, order.jobs, made.gone, remember=rows.extend)
        order.stages.drew(edition)
    order.stages.done("publish", edition.changed)
    job.remember(rows)
    job.end(edition)
    return Built(made.archive, edition, glance)


class Composed(NamedTuple):
    """The archive; the pages that may have changed, who draws them, what is known of them; the addresses that go."""

    archive: Archive
    planned: tuple[Page, ...]
    artist: Renderer
    known: dict[str, Drawn]
    gone: frozenset[str]


def _compose(job: Job, edition: Edition) -> Composed:
    order, site, memory, glance, report = job
    same = memory.archive.fact("number") == glance.number and memory.marks() == glance.memory
    if not same or not glance.same(order.output / manifest.NAME):
        raise Afresh
    edition.follow(memory.archive.fact("size"))
    archive = _archive(job)
    while True:
        planned = pages.plan(archive, site, report)
        known = memory.pages.of(_nouns(archive))
        paths = _paths(archive, planned, known.keys(), memory, edition)
        more = memory.pages.asking(paths.came | paths.gone) - _nouns(archive)
        if not more:
            break
        archive = _with(archive, more, memory)
    order.stages.done("plan", planned)
    navigation = tuple((label, address) for label, address in memory.archive.fact("navigation"))
    if pages.navigation(site, paths, report) != navigation or report.errors:
        raise Afresh
    artist = Renderer(order.source, site, memory.archive.fact("assets"), paths, navigation, memory.templates)
    artist.prepare(page for page in planned if not page.stands)
    return Composed(archive, planned, artist, known, paths.gone)


def _archive(job: Job) -> Archive:
    """The archive as it is now; touched is what the change has to do with."""
    order, _, memory, glance, report = job
    changed = glance.changed or frozenset()
    paths = [path for path in glance.files if path.startswith(f"{order.content}{os.sep}")]
    found = files.read_changed(order.source, order.content, paths, changed, report)
    order.stages.done("read", paths)
    named = files.display_paths(order.source, order.content, changed)
    before = [memory.listing(named[path]) for path in changed & glance.known]
    after = memory.relearn(found.listings, (named[path] for path in changed), importers.parse, report)
    order.stages.done("parse", found.listings)
    days = [*memory.archive.days()]
    old = order.until_day(each for each in before if each)
    reached = Closure(memory.archive, _finder(memory), old, order.until_day(after))
    done = order.stages.done("merge", amend(memory.archive, reached, job.rules))
    return replace(
        recall.recall(memory.archive, job.rules, days, done),
        standalone=standalone.parse_all(found.standalone, report),
        redirects=redirects.parse(found.redirects, report),
    )


def _finder(memory: Memory) -> affected.Find:
    held: dict[str, Listing] = {}

    def find(path: str) -> Listing:
        if path not in held:
            listing = memory.listing(path)
            if not listing:
                raise KeyError(path)
            held[path] = listing
        return held[path]

    return find


def _nouns(archive: Archive) -> frozenset[str]:
    return (archive.touched.nouns if archive.touched else frozenset()) | {""}


def _paths(archive: Archive, planned: tuple[Page, ...], old: Set[str], memory: Memory, edition: Edition) -> Paths:
    """What came and went beside the `old`; Afresh where another's page, a template or a redirect has to do with it."""
    now = frozenset(page.path for page in planned)
    paths = Paths(edition.before, now - old, frozenset(old - now))
    assets: Mapping[str, str] = memory.archive.fact("assets")
    told = {address for each in archive.redirects for address in (each.old, each.new)}
    moved = paths.came | paths.gone
    files = [address.casefold() for address in assets.values()]
    rivals = {*files, *urls.folders(files)}
    if (
        any(path in edition.before for path in paths.came)
        or not moved.isdisjoint(told)
        or not moved.isdisjoint(memory.archive.fact("spelt"))
        or not rivals.isdisjoint(paths.came)
    ):
        raise Afresh
    return paths


def _with(archive: Archive, nouns: set[str], memory: Memory) -> Archive:
    """With more that is touched: pages whose Markdown leads to what came or went."""
    touched = archive.touched or Touched()
    slugs = [noun.removeprefix("paper ") for noun in nouns if noun.startswith("paper ")]
    numbers = memory.archive.bearers(affected.addressed(slug) for slug in slugs)
    found = (memory.archive.paper(number) for number in sorted(numbers))
    papers: list[Paper] = [paper for paper in found if paper.slug in slugs]
    return replace(archive, touched=Touched(touched.nouns | nouns, (*touched.papers, *papers)))

"""Small values to test with, and the paths of the real data next to the project."""

import os
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from msgspec.structs import replace

from gazette import pages
from gazette.archive import affected
from gazette.archive.affected import ListingChanges
from gazette.archive.merge import Rules
from gazette.archive.store import Store
from gazette.archive.update import update
from gazette.config import Site
from gazette.core.errors import Report
from gazette.core.model import Archive, Author, Day, Entry, Listing, Org, Page, Tag, Trust
from gazette.listings import importers
from gazette.sources.files import SourceFile

AUG_20, AUG_21, AUG_22, AUG_25 = (date(2025, 8, day) for day in (20, 21, 22, 25))


def an_entry(title: str = "A Title", **known: object) -> Entry:
    return Entry(title, **known)


def a_listing(day: date = AUG_20, *entries: Entry, trust: Trust = Trust.WRITTEN, **known: object) -> Listing:
    """A listing of one day, in a file named after the day unless `path` is given."""
    return Listing(day, entries, trust=trust, path=known.pop("path", f"content/2025/{day}.md"), **known)


def a_site(**settings: object) -> Site:
    return Site(**{"title": "A Site", "url": "https://papers.example.org/", **settings})


def shows(kind_pages, archive: Archive, site: Site | None = None) -> dict[str, dict]:
    """The path of each page of a kind, and the values that its template gets."""
    return {page.path: page.shows for page in kind_pages(archive, site or a_site(), affected.everything(archive))}


def merged(listings: Iterable[Listing], authority: str = "", **rules: object) -> Archive:
    """The archive of some listings, with its papers as tuples, so that archives can be compared."""
    listings = tuple(listings)
    changes = ListingChanges((), listings, {}.__getitem__, lambda: listings)
    found = update(Store.in_memory(), changes, Rules(authority, **rules)).archive
    return replace(
        found,
        papers=tuple(found.papers),
        corrected=tuple(found.corrected),
        **{kind: tuple(_whole(each) for each in getattr(found, kind)) for kind in ("days", "tags", "authors", "orgs")},
    )


def _whole(thing: Day | Tag | Author | Org) -> Day | Tag | Author | Org:
    return replace(thing, papers=tuple(thing.papers))


def planned(archive: Archive, site: Site, report: Report) -> tuple[Page, ...]:
    """Every page of a site."""
    return pages.plan(archive, site, affected.everything(archive), report).pages


def a_source(text: str, path: str = "content/2025-03-12.md") -> SourceFile:
    return SourceFile(path, text, b"")


def read(text: str, path: str = "content/2025-03-12.md") -> tuple[Listing | None, Report]:
    """Parse a file of any format; the report has its errors and warnings."""
    report = Report(path)
    return importers.parse(a_source(text, path), report), report


def errors(text: str, path: str = "content/2025-03-12.md") -> list[str]:
    return list(map(str, read(text, path)[1].errors))


def warnings(text: str, path: str = "content/2025-03-12.md") -> list[str]:
    return list(map(str, read(text, path)[1].warnings))


def full_run() -> bool:
    """Whether the tests run with --slow."""
    return settings.default is settings.get_profile("slow")


def times(few: int, full: int) -> int:
    """The number of examples to try: `full` with --slow, else `few`."""
    return full if full_run() else few


def some(values: Iterable[Any], every: int, start: int = 0) -> list[Any]:
    """Every so many of some values, to try; all of them with --slow."""
    return list(values) if full_run() else list(values)[start::every]


def some_days(listings: Path, every: int, into: Path) -> Path:
    """A folder with every so many of some real listings; all of them with --slow."""
    if full_run():
        return listings
    into.mkdir()
    for path in some(sorted(listings.rglob("*.json")), every):
        (into / path.name).write_bytes(path.read_bytes())
    return into


def shared(name: str) -> Path:
    """The path of real data in ../shared.  Without it the test is skipped; in CI it fails."""
    path = Path(__file__).parents[1].parent / "shared" / name
    if not path.exists():
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(f"../shared/{name} does not exist")
    return path

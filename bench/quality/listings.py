"""Read the papers of a folder of listings, in any format that Gazette imports."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from bench.checks import require_folder
from gazette.core.errors import Refusal, Report
from gazette.core.model import Entry, Listing
from gazette.listings import importers
from gazette.sources import files
from gazette.sources.files import SourceFile


def entries(folder: Path) -> tuple[Entry, ...]:
    """Return each paper once, as `with_days` does."""
    return tuple(entry for _, entry in with_days(folder))


def with_days(folder: Path) -> tuple[tuple[date, Entry], ...]:
    """Return each paper once, with the last day that lists it.

    Print to standard error which files cannot be read, raise Refusal if none can.
    """
    require_folder(folder, "pass a folder of listings")
    report = Report()
    found = files.read(Path.cwd(), folder.resolve(), report).listings
    sources = [source for each in found if (source := each.read(report))]
    papers = {name(entry): (day, entry) for source in sources for day, entry in _parse(source, report)}
    for problem in report.errors:
        print(problem, file=sys.stderr)
    if not papers:
        raise Refusal(f"{folder} has no paper that can be read; pass a folder of listings")
    return tuple(papers.values())


def dated(folder: Path) -> tuple[Listing, ...]:
    """Return the listings of a folder; print to standard error which cannot be read, raise Refusal if none can."""
    require_folder(folder, "pass a folder of listings")
    report = Report()
    sources = [each.read(report) for each in files.read(Path.cwd(), folder.resolve(), report).listings]
    parsed = [importers.parse(source, report.about(source.path)) for source in sources if source]
    for problem in report.errors:
        print(problem, file=sys.stderr)
    if found := tuple(listing for listing in parsed if listing):
        return found
    raise Refusal(f"{folder} has no listing that can be read; pass a folder of listings")


def name(entry: Entry) -> str:
    """Return the number at arXiv, or the title of a paper without one."""
    return entry.arxiv or entry.title


def _parse(source: SourceFile, report: Report) -> Sequence[tuple[date, Entry]]:
    """Parse a listing; if nothing in it says its day or year, read it as one of the year 2000, or of its first day."""
    file_name = Path(source.path).name
    for path in (source.path, f"2000-{file_name}", f"2000-01-01-{file_name}"):
        attempt = Report(source.path)
        listing = importers.parse(replace(source, path=path), attempt)
        if listing:
            return [(listing.day, entry) for entry in listing.entries]
    report.errors.extend(attempt.errors)
    return ()

"""Write listings into content/: import other formats, rewrite Markdown listings in canonical form.

`import_files` writes nothing until it has read everything without an error.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Sequence
from contextlib import nullcontext, suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from msgspec import structs

from gazette import tex
from gazette.archive import snapshots
from gazette.cli import program
from gazette.core.errors import Problem, Report
from gazette.core.model import Listing
from gazette.listings import fields, importers, markdown, repair
from gazette.publishing import rewrite
from gazette.sources import files
from gazette.sources.files import SourceFile, UnreadFile

STANDARD_INPUT = "-"
_SHOWN_INPUT = "standard input"
_ANY_DAY = date(2000, 1, 1)
"""Stands in for the day of a capture that has none, where the day does not matter."""
_YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class Imported:
    """The result for one file: the listing it was added to, how many papers it has, how many of them were new."""

    file: str
    """Its name in messages."""
    path: Path
    papers: int
    new: int
    changed: bool


def import_files(
    names: Iterable[str], content: Path, day: date | None, year: int | None, report: Report
) -> list[Imported]:
    """Add files of any format to the listings in `content`; `day` or `year` replace what a file's name says.

    Raises Mistakes, and writes nothing, if a file or the listing it belongs to has an error.
    """
    read = [(name, _read_to_import(name, day, year, report)) for name in names]
    parsed = [(shown(name), listing) for name, found in read for listing in found]
    with nullcontext() if report.errors else rewrite.locked(content):  # with an error, nothing is written
        return _add(parsed, content, report)


def _add(parsed: Sequence[tuple[str, Listing]], content: Path, report: Report) -> list[Imported]:
    """Add listings, each with the name of its file, to those in `content`."""
    paths = _paths(content, report)
    listings: dict[Path, Listing] = {}
    for path in sorted({paths[listing.day] for _, listing in parsed if listing.day in paths}):
        if source := UnreadFile(shown(path), path).read(report):
            listings[path] = markdown.parse(source.text, source.path, report.about(source.path))
    report.raise_errors()
    imported = [
        _merge(name, new, paths.setdefault(new.day, content / str(new.day)[:4] / f"{new.day}.md"), listings)
        for name, new in parsed
    ]
    rewrite.replace_all(content, {each.path: markdown.dump(listings[each.path]) for each in imported if each.changed})
    return imported


def _read_to_import(name: str, day: date | None, year: int | None, report: Report) -> list[Listing]:
    """The listings of all days in a file; none, with errors in the report, if it cannot be read."""
    own = Report(shown(name))
    listings = _read_days(name, day, year, own)
    dated = any(problem.what.startswith("date:") for problem in own.errors)  # it has a day, but not a valid one
    found = [problem for problem in own.errors if not (dated and problem.what == markdown.NO_DAY)]
    report.errors += (_about_options(problem, name, day) for problem in found)
    report.warnings += own.warnings
    return listings


def _about_options(problem: Problem, name: str, day: date | None) -> Problem:
    """A problem with the day of a file to import, as one of the command line, which decides about the day."""
    if day and markdown.FILE_NAME in problem.what:
        what = problem.what.replace(f"{markdown.FILE_NAME} says", "--date is").replace(
            markdown.FILE_NAME, f"--date {day}"
        )
        return replace(problem, what=what, way_out="leave out --date, or correct the date in the file")
    if problem.what == markdown.NO_DAY:
        other = "" if name == STANDARD_INPUT else ", or start the file name with the day"
        return replace(problem, way_out=f"pass --date 2025-03-12{other}")
    return problem


def shown(name: str | Path) -> str:
    """A file's name in messages: its path from the current folder if it is in there."""
    if name == STANDARD_INPUT:
        return _SHOWN_INPUT
    path = Path(name)
    return (path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path).as_posix()


def _read(name: str, day: date | None, year: int | None, report: Report) -> Listing | None:
    """Parse a file as if its name began with `day` or `year`, if one is given."""
    source = _dated_source(name, day, year, report)
    return importers.parse(source, report) if source else None


def _read_days(name: str, day: date | None, year: int | None, report: Report) -> list[Listing]:
    """As `_read`, for a file that may have several days."""
    source = _dated_source(name, day, year, report)
    return importers.parse_days(source, report) if source else []


def _dated_source(name: str, day: date | None, year: int | None, report: Report) -> SourceFile | None:
    """A file with `day` or `year`, if one is given, as its name, and the suffix of its format."""
    source = _source(name, report)
    if not source:
        return None
    path = Path(name)
    recognised = path.suffix.lower() in files.SUFFIXES
    dated = str(day or year or path.stem) + (path.suffix if recognised else _guess_suffix(source.text))
    text = repair.response(source.text) if dated.endswith(".json") else source.text
    return SourceFile(dated, text, source.digest)


def _source(name: str, report: Report) -> SourceFile | None:
    if name != STANDARD_INPUT:
        return UnreadFile(shown(name), Path(name), stream=True).read(report)
    report = report.about(_SHOWN_INPUT)
    if sys.stdin:
        body = files.read_limited(sys.stdin.buffer, report)
        return None if body is None else files.decode(_SHOWN_INPUT, body, report)
    report.error(0, "it is closed", "name a file, or connect standard input")
    return None


def _guess_suffix(text: str) -> str:
    start = text.lstrip()[:6]
    if re.match(r"\s*\{.*\}[ \t\r]*\n\s*\{", text):
        return ".jsonl"
    suffixes = {"[": ".json", "{": ".json", "<": ".xml", "@": ".bib", "TY  - ": ".ris", "---": ".md", "#": ".md"}
    return next((suffix for sign, suffix in suffixes.items() if start.startswith(sign)), ".txt")


def _paths(content: Path, report: Report) -> dict[date, Path]:
    """The listing of each day whose name is the day alone, such as 2025-03-12.md."""
    paths = {}
    for path in markdown_listings(content, report):
        with suppress(ValueError):
            paths[fields.day(path.stem)] = path
    return paths


def markdown_listings(content: Path, report: Report) -> list[Path]:
    found = files.walk(content, report.about(shown(content))) if content.is_dir() else []
    return [path for name, path in found if name.endswith(".md") and files.is_listing(name)]


def _merge(name: str, new: Listing, path: Path, listings: dict[Path, Listing]) -> Imported:
    """Merge `new` into `listings[path]`."""
    old = listings.get(path)
    listings[path] = snapshots.join(old or structs.replace(new, entries=()), new)
    added = len(listings[path].entries) - (len(old.entries) if old else 0)
    return Imported(name, path, len(new.entries), added, listings[path] != old)


def repair_texts(names: Iterable[str], report: Report) -> list[str]:
    """The lines of standard input, or the abstracts of listings, with their formulas restored."""
    lines: list[str] = []
    for name in names:
        if name == STANDARD_INPUT:
            source = _source(name, report)
            lines += map(tex.restore_formulas, source.text.splitlines() if source else ())
        else:
            listing = _read_undated_capture(name) or _read(name, None, None, report.about(shown(name)))
            lines += repair.abstracts(listing) if listing else []
    return lines


def _read_undated_capture(name: str) -> Listing | None:
    """Parse a capture that lacks its day or its year: abstracts can be repaired without them."""
    path = Path(name)
    if path.suffix != ".txt" or _YEAR.match(path.stem):
        return None
    tries = (_read(name, day, year, Report(name)) for day, year in ((None, _ANY_DAY.year), (_ANY_DAY, None)))
    return next((listing for listing in tries if listing), None)


def format_files(
    paths: Iterable[Path], report: Report, restore: bool = False, content: Path | None = None
) -> list[Path]:
    """Rewrite listings in canonical form; return those that changed. A file with an error is not changed.

    No other command changes a listing in `content` meanwhile.
    """
    return [path for path in paths if _format(path, report.about(shown(path)), restore, content)]


def _format(path: Path, report: Report, restore: bool, content: Path | None) -> bool:
    if _canonical(path, report, restore) is None:
        return False
    inside = content and Path(os.path.abspath(path)).is_relative_to(content)
    with rewrite.locked(content) if content and inside else nullcontext():
        canonical = _canonical(
            path, Report(report.path), restore
        )  # an import may have changed it before the lock was taken
        if canonical is not None:
            rewrite.replace(path, canonical)
    return canonical is not None


def _canonical(path: Path, report: Report, restore: bool) -> str | None:
    """The canonical form of a listing; None if it has it, or has an error."""
    errors = len(report.errors)
    if path.is_dir():
        report.error(0, "this is a folder", "name the files in it, or leave out FILE for all of content/")
        return None
    if path.exists() and path.suffix.lower() != ".md":
        way_out = f"run `{program.name()} import` to make a Markdown listing of it"
        report.error(0, "not a Markdown listing", way_out)
        return None
    source = UnreadFile(report.path, path).read(report)
    if not source:
        return None
    listing = markdown.parse(source.text, source.path, report)
    canonical = markdown.dump(repair.formulas(listing) if restore else listing)
    same = canonical.encode() == path.read_bytes()
    return None if same or len(report.errors) > errors else canonical

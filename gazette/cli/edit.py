"""Write listings into content/: foreign files as canonical listings, and listings in canonical form.

Nothing is written before everything given was read without an error.
"""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from msgspec import structs

from gazette import tex
from gazette.archive import snapshots
from gazette.core.errors import BadValue, Report
from gazette.core.model import Listing
from gazette.listings import fields, importers, markdown, repair
from gazette.sources import files
from gazette.sources.files import Source, Unread

STANDARD_INPUT = "-"
NO_DAY = date(2000, 1, 1)
"""What stands for the day of a capture that tells none, where nobody asks for it."""
_DATED = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a file: the listing it went into, its papers, and how many of them were new there."""

    file: str
    path: Path
    papers: int
    new: int
    changed: bool


def take(files: Iterable[str], folder: Path, day: date | None, year: int | None, report: Report) -> list[Taken]:
    """Foreign files into the listings of `folder`; `day` and `year` stand in for what a file's name does not say."""
    read = [(name, _read(name, day, year, report.about(name))) for name in files]
    found = [(name, each) for name, each in read if each]
    paths = _paths(folder, report)
    held: dict[Path, Listing] = {}
    for path in {paths[each.day] for _, each in found if each.day in paths}:
        if source := Unread(path.as_posix(), path).read(report):
            held[path] = markdown.parse(source.text, source.path, report.about(source.path))
    report.settle()
    taken = [
        _join(name, each, paths.setdefault(each.day, folder / str(each.day)[:4] / f"{each.day}.md"), held)
        for name, each in found
    ]
    for path in {each.path: None for each in taken if each.changed}:
        path.parent.mkdir(parents=True, exist_ok=True)
        replace(path, markdown.dump(held[path]))
    return taken


def _paths(folder: Path, report: Report) -> dict[date, Path]:
    """Where the listing of a day is that has its plain name."""
    found = {}
    for path in markdown_in(folder, report):
        with suppress(BadValue):
            found[fields.day(path.stem)] = path
    return found


def _read(name: str, day: date | None, year: int | None, report: Report) -> Listing | None:
    """The listing in a foreign file, under a name that says what the command line said."""
    source = _source(name, report)
    if not source:
        return None
    path = Path(name)
    known = path.suffix.lower() in files.SUFFIXES
    named = str(day or year or path.stem) + (path.suffix if known else _suffix(source.text))
    written = repair.answer(source.text) if named.endswith(".json") else source.text
    return importers.parse(Source(named, written, source.digest), report)


def _source(name: str, report: Report) -> Source | None:
    if name == STANDARD_INPUT:
        return files.decoded(name, sys.stdin.buffer.read(), report.about(name))
    return Unread(name, Path(name)).read(report)


def _suffix(written: str) -> str:
    """What a text that came without a name looks like."""
    start = written.lstrip()[:3]
    if start[:1] in ("[", "{"):
        return ".json"
    return ".md" if start in ("---", "## ") else ".txt"


def _join(name: str, new: Listing, path: Path, held: dict[Path, Listing]) -> Taken:
    """`new` joined to what is held of its day."""
    old = held.get(path)
    held[path] = snapshots.join(old or structs.replace(new, entries=()), new)
    more = len(held[path].entries) - (len(old.entries) if old else 0)
    return Taken(name, path, len(new.entries), more, held[path] != old)


def repaired(files: Iterable[str], report: Report) -> list[str]:
    """Lines of text, or the abstracts of listings, with their mangled mathematics restored."""
    found: list[str] = []
    for name in files:
        if name == STANDARD_INPUT:
            source = _source(name, report)
            found += map(tex.restore_formulas, source.text.splitlines() if source else ())
        else:
            read = _undated(name) or _read(name, None, None, report.about(name))
            found += repair.abstracts(read) if read else []
    return found


def _undated(name: str) -> Listing | None:
    """A capture whose name does not say the day or the year that it lacks: nobody asks for them here."""
    path = Path(name)
    if path.suffix != ".txt" or _DATED.match(path.stem):
        return None
    tries = (_read(name, day, year, Report(name)) for day, year in ((None, NO_DAY.year), (NO_DAY, None)))
    return next((read for read in tries if read), None)


def format_all(files: Iterable[Path], report: Report, restore: bool = False) -> list[Path]:
    """Rewrite listings in canonical form; those that were not in it.  A file with a mistake stays as it is."""
    changed = []
    for path in files:
        own = report.about(str(path))
        errors = len(report.errors)
        if path.suffix.lower() != ".md":
            own.error(0, "no Markdown listing", "`build.py import` makes one of it, beside it")
            continue
        source = Unread(str(path), path).read(report)
        if not source:
            continue
        read = markdown.parse(source.text, path.as_posix(), own)
        canonical = markdown.dump(repair.formulas(read) if restore else read)
        if len(report.errors) == errors and canonical.encode() != path.read_bytes():
            replace(path, canonical)
            changed.append(path)
    return changed


def markdown_in(folder: Path, report: Report) -> list[Path]:
    """The Markdown listings below a content folder."""
    found = files.walk(folder, report.about(str(folder))) if folder.is_dir() else []
    return [path for name, path in found if name.endswith(".md") and not name.startswith("pages/")]


def replace(path: Path, written: str) -> None:
    """The file at `path` holds `written`, or what it held before; its mode stays."""
    draft = path.with_name(f".{path.name}.draft")
    draft.write_bytes(written.encode())
    if path.exists():
        shutil.copymode(path, draft)
    draft.replace(path)

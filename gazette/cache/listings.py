"""Listings as they were parsed, so that a file is parsed only if it changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import msgspec
from msgspec.structs import replace

from gazette.core import digest, parallel
from gazette.core.errors import DamagedCache, Problem, Report
from gazette.core.model import Listing
from gazette.core.version import code
from gazette.listings import lint
from gazette.sources.files import SourceFile, UnreadFile
from gazette.tex import texts

SCHEMA = """
create table listings (path text primary key, warned integer, digest blob, hints blob, body blob);
create index listings_warned on listings (path) where warned;
create index listings_hinted on listings (path) where hints is not null;
"""
MIN_FILES = 40
"""Fewer files than these are not worth a second process."""


class Parsed(msgspec.Struct, array_like=True):
    """The result of parsing a file; the listing is None if the file has none."""

    listing: Listing | None
    warnings: tuple[Problem, ...]


Parse = Callable[[SourceFile, Report], Listing | None]
ListingRow = tuple[str, bool, bytes, bytes | None, bytes]
"""The path of a file, whether it gave warnings, a digest of all that decides the result, and as bytes the hints, if
there are any, and the Parsed."""

_INSERT = "insert or replace into listings values (?, ?, ?, ?, ?)"
_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Parsed).decode
_decode_hints = msgspec.msgpack.Decoder(tuple[Problem, ...]).decode


class CachedListings:
    """A listing with errors is never cached."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base
        self._new: list[ListingRow] = []
        self._removed: list[str] = []
        self._known: dict[str, Listing] = {}

    def before(self, paths: Iterable[str]) -> list[Listing]:
        """The listings of these files as they were parsed last."""
        found = map(self._get, paths)
        return [listing for listing in found if listing]

    def unchanged(self, path: str) -> Listing:
        """The listing of a file that did not change.

        It is kept in memory, because it is asked for with each paper of its day.
        """
        if path not in self._known:
            listing = self._get(path)
            if not listing:
                raise DamagedCache(f"the listing {path} is missing")
            self._known[path] = listing
        return self._known[path]

    def _get(self, path: str) -> Listing | None:
        row = self._base.execute("select body from listings where path = ?", (path,)).fetchone()
        return _decode(row[0]).listing if row else None

    def all(self) -> Iterator[Listing]:
        """All listings, with those that `parse_changed` parsed."""
        new = {row[0]: row[-1] for row in self._new}
        cached = dict(self._base.execute("select path, body from listings"))
        bodies = {path: body for path, body in cached.items() if path not in self._removed} | new
        return (listing for body in bodies.values() if (listing := _decode(body).listing))

    def parse_changed(
        self, files: Iterable[UnreadFile], gone: Iterable[str], parse: Parse, report: Report
    ) -> list[Listing]:
        """Parse the files that changed; `gone` are their paths, and those of files that are gone.

        The warnings and hints of all files go into the report, cached or not.
        """
        parsed = [_parse(each, parse, None) for each in files]
        self._removed, self._new = [*gone], [row for row, _ in parsed if row]
        cached = dict(self._base.execute("select path, body from listings where warned"))
        warned = {path: body for path, body in cached.items() if path not in self._removed}
        warned |= {row[0]: row[-1] for row in self._new if row[1]}
        for path in sorted(warned, key=lambda path: path.split("/")):  # in the order of folders
            report.warnings += _decode(warned[path]).warnings
        report.errors += (error for _, errors in parsed for error in errors)
        report.hints += _in_order(self._hints())
        return [listing for row in self._new if (listing := _decode(row[-1]).listing)]

    def parse_all(
        self, files: Sequence[SourceFile | UnreadFile], parse: Parse, report: Report, jobs: int = 1
    ) -> list[Listing]:
        """Parse every file that is not cached as it is.  The new rows are written at once, for they may be many."""
        known: Mapping[str, ListingRow] = {row[0]: row for row in self._base.execute("select * from listings")}

        def share(some: Sequence[SourceFile | UnreadFile]) -> list[tuple[str, ListingRow | None, list[Problem]]]:
            return [(each.path, *_parse(each, parse, known.get(each.path))) for each in some]

        found: dict[str, Parsed] = {}
        hints: dict[str, bytes | None] = {}
        wrong: dict[str, list[Problem]] = {}
        for results in parallel.map_chunks(files, share, jobs, MIN_FILES):
            rows = [row for _, row, errors in results if row and not errors]
            self._base.executemany(_INSERT, rows)
            for path, row, errors in results:
                wrong[path] = errors
                if row or not errors:
                    *_, hints[path], body = row or known[path]
                    found[path] = _decode(body)
        gone = [(path,) for path in known.keys() - found.keys()]
        self._base.executemany("delete from listings where path = ?", gone)
        paths = dict.fromkeys(each.path for each in files)
        report.errors += (error for path in paths for error in wrong[path])
        parsed = [found[path] for path in paths if path in found]
        report.warnings += (warning for each in parsed for warning in each.warnings)
        report.hints += _in_order(hints)
        return [each.listing for each in parsed if each.listing]

    def _hints(self) -> dict[str, bytes | None]:
        """The hints of each file, with those that `parse_changed` parsed."""
        cached = dict(self._base.execute("select path, hints from listings where hints is not null"))
        kept = {path: hints for path, hints in cached.items() if path not in self._removed}
        return kept | {row[0]: row[3] for row in self._new}

    def flush(self) -> None:
        self._base.executemany("delete from listings where path = ?", [(path,) for path in self._removed])
        self._base.executemany(_INSERT, self._new)
        self._removed, self._new = [], []


def _in_order(hints: Mapping[str, bytes | None]) -> Iterator[Problem]:
    """The hints of all files, in the order of folders."""
    for path in sorted(hints, key=lambda path: path.split("/")):
        if body := hints[path]:
            yield from _decode_hints(body)


def _parse(
    file: SourceFile | UnreadFile, parse: Parse, known: ListingRow | None
) -> tuple[ListingRow | None, list[Problem]]:
    """The row of a file, and its errors; no row, and no errors, if `known` is still right."""
    report = Report(file.path)
    source = file.read(report)
    if not source:
        return None, report.errors
    name = digest.of(code(), source.path, source.digest)
    if known and known[2] == name:
        return None, []
    listing = parse(source, report)
    if listing and not report.errors:
        lint.inspect(listing, source.text, report)
        listing = replace(listing, entries=tuple(map(texts.mark, listing.entries)))
    body = _encode(Parsed(None if report.errors else listing, tuple(report.warnings)))
    hints = _encode(report.hints) if report.hints else None
    return (source.path, bool(report.warnings), name, hints, body), report.errors

"""What builds remember: listings, what pages were drawn with, the archive; safe to delete, never deployed.

Damage costs time only: what cannot be read is forgotten, every remembered listing bears a digest of itself, and a
page counts as drawn only if its key is the wanted one and the output's own record says that the bytes it then got
are still there.  The archive is believed only if the file is untouched since the build that wrote it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from gazette import drawn, fingerprint, holdings, spread
from gazette.content import Source, code
from gazette.drawn import Drawings
from gazette.errors import Problem, Report
from gazette.holdings import Holdings
from gazette.model import Listing

VERSION = 3
FEWEST = 40
"""Fewer sources than these are not worth a second process."""
SCHEMA = """
create table listings (path text primary key, told integer, name blob, digest blob, body blob);
create index telling on listings (path) where told;
"""


class Learnt(msgspec.Struct, array_like=True):
    """A listing as it was parsed, with what had to be said about it; None if it could not be."""

    listing: Listing | None
    warnings: tuple[Problem, ...]


Parse = Callable[[Source, Report], Listing | None]
Row = tuple[str, bool, bytes, bytes, bytes]
"""A source's path, whether it gave warnings, a digest of what it was read from, one of the body, the body: a Learnt."""

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Learnt).decode


class Memory:
    """The memory in a file; an empty one, soon forgotten, without a file or where it cannot be written.

    What is changed is kept by `keep` alone, but for listings, which are worth keeping even if the build fails.
    """

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self._lost = False

    def __enter__(self) -> Self:
        self._base = self._open()
        self.pages, self.archive = Drawings(self._base), Holdings(self._base)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._base.close()

    def _open(self) -> sqlite3.Connection:
        if self.path:
            for _ in range(2):  # a damaged one makes room for a new one
                try:
                    self.path.parent.mkdir(exist_ok=True)
                    return _connect(str(self.path))
                except (sqlite3.Error, OSError):
                    with suppress(OSError):
                        self.path.unlink(missing_ok=True)
        return _connect(":memory:")

    def marks(self) -> list[int]:
        """The file's size, times and inode: whoever touches it changes them."""
        if not self.path:
            return []
        found = self.path.stat()
        return [found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino]

    def attempt(self, change: Callable[[], object]) -> None:
        """Make a change; where the memory cannot, the build goes on, and this and all later changes are lost."""
        try:
            if not self._lost:
                change()
        except sqlite3.Error:
            self._lost = True

    def keep(self, number: int) -> bool:
        """Keep all that was changed as what the build `number` leaves; whether that could be done."""
        self.attempt(lambda: self.archive.put_fact("number", number))
        self.attempt(self._base.commit)
        return not self._lost

    def undo(self) -> None:
        """Forget what was changed and not kept."""
        self._base.rollback()
        self.archive = Holdings(self._base)

    # Listings, by the paths of their sources.

    def listings(self, sources: Iterable[Source], parse: Parse, report: Report, jobs: int = 1) -> tuple[Listing, ...]:
        """The listings of all sources, each parsed only if it was not yet; errors are never remembered."""
        known = self._known()
        named = {source.path: source for source in sources}
        held = {path: _decoded(_name(source), known.pop(path, None)) for path, source in named.items()}
        unknown = [named[path] for path, learnt in held.items() if learnt is None]
        self.attempt(lambda: self._unfit(known, bool(unknown)))

        def learn(share: Sequence[Source]) -> list[tuple[Row, list[Problem]]]:
            return [_learn(source, parse) for source in share]

        for share in spread.over(unknown, learn, jobs, FEWEST):
            self.attempt(partial(self._store, [row for row, errors in share if not errors]))
            for row, errors in share:
                report.errors += errors
                held[row[0]] = _decode(row[-1])
        self.attempt(self._base.commit)
        kept = [learnt for learnt in held.values() if learnt]
        report.warnings += (warning for learnt in kept for warning in learnt.warnings)
        return tuple(learnt.listing for learnt in kept if learnt.listing)

    def _known(self) -> dict[str, Row]:
        try:
            return {row[0]: row for row in self._base.execute("select * from listings")}
        except sqlite3.Error:
            return {}

    def _unfit(self, stale: Iterable[str], others: bool) -> None:
        """Forget sources that are gone; where listings change, the archive that is remembered fits them no longer."""
        gone = [(path,) for path in stale]
        if gone or others:
            self._base.execute("delete from facts where name = 'number'")
            self._base.executemany("delete from listings where path = ?", gone)

    def _store(self, rows: Iterable[Row]) -> None:
        self._base.executemany("insert or replace into listings values (?, ?, ?, ?, ?)", rows)

    def listing(self, path: str) -> Listing | None:
        """What was last read from the source at `path`; KeyError if it is not remembered."""
        row = self._base.execute("select * from listings where path = ?", (path,)).fetchone()
        learnt = _decoded(row[2], row) if row else None
        if learnt is None:
            raise KeyError(path)
        return learnt.listing

    def relearn(self, sources: Iterable[Source], gone: Iterable[str], parse: Parse, report: Report) -> list[Listing]:
        """The listings of sources that changed; they and what all the others had told go into the report."""
        rows, problems = [], []
        for source in sources:
            row, errors = _learn(source, parse)
            rows.append(row)
            problems += errors
        self._base.executemany("delete from listings where path = ?", [(path,) for path in gone])
        self._store(rows)
        told = self._base.execute("select path, body from listings where told").fetchall()
        told.sort(key=lambda row: row[0].split("/"))  # as folders are walked
        report.warnings += (warning for _, body in told for warning in _decode(body).warnings)
        report.errors += problems
        found = (_decode(row[-1]).listing for row in rows)
        return [each for each in found if each]


def _connect(name: str) -> sqlite3.Connection:
    base = sqlite3.connect(name, timeout=30)
    try:
        base.execute("pragma synchronous = off")
        version = base.execute("pragma user_version").fetchone()[0]
        if version not in (0, VERSION):
            raise sqlite3.DatabaseError("a memory of another version")
        if version == 0:
            base.executescript(
                f"begin; {SCHEMA} {drawn.SCHEMA} {holdings.SCHEMA} pragma user_version = {VERSION}; commit"
            )
    except sqlite3.Error:
        base.close()
        raise
    return base


def _name(source: Source) -> bytes:
    """A digest of all that decides what is read from a source."""
    return fingerprint.of(code(), source.path, source.digest)


def _learn(source: Source, parse: Parse) -> tuple[Row, list[Problem]]:
    """What is to be remembered of a source, and what is wrong with it."""
    report = Report(source.path)
    listing = parse(source, report)
    body, name = _encode(Learnt(None if report.errors else listing, tuple(report.warnings))), _name(source)
    return (source.path, bool(report.warnings), name, fingerprint.of(name, body), body), report.errors


def _decoded(name: bytes, row: Row | None) -> Learnt | None:
    if row and row[2] == name and isinstance(row[-1], bytes) and fingerprint.of(name, row[-1]) == row[3]:
        try:
            return _decode(row[-1])
        except msgspec.MsgspecError:
            return None
    return None

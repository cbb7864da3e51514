"""What was learnt from a source or a page, remembered by digest; safe to delete, never deployed.

Damage costs time only: what cannot be read is forgotten, every remembered listing bears
a digest of itself, and a page counts as drawn only if its key is the wanted one and the
output's own record says that the bytes it then got are still there.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import msgspec

from gazette import fingerprint, spread
from gazette.content import Source, code
from gazette.errors import Problem, Report
from gazette.model import Listing

VERSION = 1
FEWEST = 40
"""Fewer sources than these are not worth a second process."""
_SCHEMA = """
create table if not exists listings (name blob primary key, body blob, digest blob) without rowid;
create table if not exists pages (path text primary key, key blob, digest text) without rowid;
"""


class Learnt(msgspec.Struct, array_like=True):
    """A listing as it was parsed, with what had to be said about it; None if it could not be."""

    listing: Listing | None
    warnings: tuple[Problem, ...]


Parse = Callable[[Source, Report], Listing | None]

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Learnt).decode


class Memory:
    """The memory in a folder; an empty one, soon forgotten, without a folder or where it cannot be written."""

    def __init__(self, folder: Path | None) -> None:
        self.path = folder / "memory.sqlite" if folder else None

    def __enter__(self) -> Self:
        self._base = self._open()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._base.close()

    def _open(self) -> sqlite3.Connection:
        if self.path:
            try:
                self.path.parent.mkdir(exist_ok=True)
                return _connect(str(self.path))
            except (sqlite3.Error, OSError):
                self._forget()
        return _connect(":memory:")

    def _forget(self) -> None:
        """A damaged memory makes room for a new one."""
        if self.path:
            with suppress(OSError):
                self.path.unlink(missing_ok=True)

    # Listings, by a digest of all that decides what is read from a source.

    def listings(self, sources: Iterable[Source], parse: Parse, report: Report, jobs: int = 1) -> tuple[Listing, ...]:
        """The listings of all sources, each parsed only if it was not yet; errors are never remembered."""
        known = self._known()
        named = {fingerprint.of(code(), source.path, source.digest): source for source in sources}
        held = {name: _decoded(name, known.pop(name, None)) for name in named}
        unknown = [name for name, learnt in held.items() if learnt is None]

        def learn(share: Sequence[bytes]) -> list[tuple[bytes, bytes, list[Problem]]]:
            return [(name, *_learn(named[name], parse)) for name in share]

        shares = spread.over(unknown, learn, jobs, FEWEST)
        new = {name: (body, errors) for name, body, errors in chain.from_iterable(shares)}
        for name in unknown:
            body, errors = new[name]
            report.errors += errors
            held[name] = _decode(body)
        self._keep({name: body for name, (body, errors) in new.items() if not errors}, known)
        kept = [learnt for learnt in held.values() if learnt]
        report.warnings += (warning for learnt in kept for warning in learnt.warnings)
        return tuple(learnt.listing for learnt in kept if learnt.listing)

    def _known(self) -> dict[bytes, tuple[bytes, bytes]]:
        try:
            rows = self._base.execute("select name, body, digest from listings").fetchall()
        except sqlite3.Error:
            return {}
        return {name: (body, digest) for name, body, digest in rows}

    def _keep(self, learnt: Mapping[bytes, bytes], stale: Iterable[bytes]) -> None:
        rows = [(name, body, fingerprint.of(name, body)) for name, body in learnt.items()]
        self._change(
            ("delete from listings where name = ?", [(name,) for name in stale]),
            ("insert or replace into listings values (?, ?, ?)", rows),
        )

    # Pages, by their paths.

    def pages(self) -> dict[str, tuple[bytes, str]]:
        """Of each page: the key it was last drawn with, and the digest of the bytes it got."""
        try:
            rows = self._base.execute("select path, key, digest from pages").fetchall()
        except sqlite3.Error:
            return {}
        return {path: (key, digest) for path, key, digest in rows}

    def drew(self, drawn: Mapping[str, tuple[bytes, str]], gone: Iterable[str]) -> None:
        """Remember these pages, and forget those that are gone."""
        self._change(
            ("delete from pages where path = ?", [(path,) for path in gone]),
            ("insert or replace into pages values (?, ?, ?)", [(path, *row) for path, row in drawn.items()]),
        )

    def _change(self, *statements: tuple[str, list[tuple[Any, ...]]]) -> None:
        try:
            with self._base:
                for statement, rows in statements:
                    if rows:
                        self._base.executemany(statement, rows)
        except sqlite3.Error:
            self._forget()


def _connect(name: str) -> sqlite3.Connection:
    base = sqlite3.connect(name, timeout=30)
    try:
        base.execute("pragma synchronous = off")
        version = base.execute("pragma user_version").fetchone()[0]
        if version not in (0, VERSION):
            raise sqlite3.DatabaseError("a memory of another version")
        if version == 0:
            base.executescript(f"{_SCHEMA} pragma user_version = {VERSION}")
    except sqlite3.Error:
        base.close()
        raise
    return base


def _learn(source: Source, parse: Parse) -> tuple[bytes, list[Problem]]:
    """What is to be remembered of a source, and what is wrong with it."""
    report = Report(source.path)
    listing = parse(source, report)
    return _encode(Learnt(None if report.errors else listing, tuple(report.warnings))), report.errors


def _decoded(name: bytes, row: tuple[bytes, bytes] | None) -> Learnt | None:
    if row and isinstance(row[0], bytes) and fingerprint.of(name, row[0]) == row[1]:
        try:
            return _decode(row[0])
        except msgspec.MsgspecError:
            return None
    return None

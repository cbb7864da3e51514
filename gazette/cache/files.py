"""What the cache knows of input files and of the last run: enough to see that a build has nothing to do.

The cache is trusted only if nobody else wrote to its file: every commit gives the file a time that it also stores.

This module needs only the standard library, so that a build with nothing to do loads nothing else.
"""

from __future__ import annotations

import json
import os
import sqlite3
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from os import PathLike
from typing import Any

from gazette.sources.changes import Changes, Row, compare

VERSION = 6
SCHEMA = """
create table files (path text primary key, size integer, modified integer, changed integer, inode integer, digest text,
    settled integer) without rowid;
create table facts (name text primary key, body text) without rowid;
"""
STEP = 2_000_000_000
"""Nanoseconds: every file system stores a whole even second exactly."""


def trusted(path: str | PathLike[str], base: sqlite3.Connection) -> bool:
    """Whether nobody wrote to the file since Gazette committed to it."""
    (version,) = base.execute("pragma user_version").fetchone()
    return bool(version == VERSION and Facts(base).get("stamp") == os.stat(path).st_mtime_ns)


def commit(path: str | PathLike[str], base: sqlite3.Connection) -> None:
    stamp = time.time_ns() // STEP * STEP - STEP  # no clock gives the file this time by chance
    Facts(base).put("stamp", stamp)
    base.commit()
    os.utime(path, ns=(stamp, stamp))


class Facts:
    """Values by name, kept as JSON."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base

    def get(self, name: str) -> Any:
        """None if nothing is stored under that name."""
        row = self._base.execute("select body from facts where name = ?", (name,)).fetchone()
        return json.loads(row[0]) if row else None

    def put(self, name: str, value: object) -> None:
        self._base.execute("insert or replace into facts values (?, ?)", (name, json.dumps(value)))

    def put_all(self, values: Mapping[str, object]) -> None:
        for name, value in values.items():
            self.put(name, value)


class Files:
    """The rows of input files as they were at the last build."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base, self._facts = base, Facts(base)
        self._known: dict[str, Row] | None = None

    def rows(self) -> dict[str, Row]:
        if self._known is None:
            found = self._base.execute("select path, size, modified, changed, inode, digest, settled from files")
            self._known = {path: Row(a, b, c, d, digest, bool(e)) for path, a, b, c, d, digest, e in found}
        return self._known

    def put(self, rows: dict[str, Row], inputs: dict[str, list[str]], asked: dict[str, str]) -> None:
        """Replace all rows; `inputs` are the folders and files that were compared, `asked` is what else decides."""
        known = self.rows()
        gone = [(path,) for path in known.keys() - rows.keys()]
        new = [(path, *row) for path, row in rows.items() if known.get(path) != row]
        self._base.executemany("delete from files where path = ?", gone)
        self._base.executemany(f"insert or replace into files values ({', '.join('?' * 7)})", new)
        self._known = rows
        self._facts.put("inputs", inputs)
        self._facts.put("asked", asked)

    def forget(self) -> None:
        self._known = None
        self._base.execute("delete from files")

    def compare(self, folders: list[str], files: list[str], asked: dict[str, str]) -> Changes:
        """The files as they are; if something else was asked before, the reason says what."""
        known = self.rows()
        before = self._facts.get("asked") if known else None
        if not before:
            return compare(folders, files, {})._replace(reason="no earlier build is known")
        for what, value in asked.items():
            if before.get(what) != value:
                return compare(folders, files, {})._replace(reason=f"{what} changed")
        if _compared and _compared[0] == (known, folders, files):
            found: Changes = _compared[1]
            _compared.clear()
            return found
        return compare(folders, files, known)


_compared: list[Any] = []
"""What `last_run` compared, and the result: the build that follows in this process need not look again."""


def note_run(path: str | PathLike[str], run: dict[str, Any]) -> None:
    """Note what a build was called with and what it printed, for the next one that has nothing to do."""
    _update(path, lambda base: Facts(base).put("run", run))


def last_run(path: str | PathLike[str], called: dict[str, Any]) -> dict[str, Any] | None:
    """What the last build noted, if it was called in the same way and no input changed since; else None."""
    try:
        with closing(_connect(path)) as base:
            run: dict[str, Any] | None = Facts(base).get("run") if trusted(path, base) else None
            if not run or run | called != run:
                return None
            inputs, known = Facts(base).get("inputs"), Files(base).rows()
    except (sqlite3.Error, OSError, ValueError):
        return None
    found = compare(inputs["folders"], inputs["files"], known)
    if found.changed or not known:
        _compared[:] = [(known, inputs["folders"], inputs["files"]), found]
        return None
    if found.rows != known:  # same bytes, but other times: the next run need not read them
        _update(path, lambda base: _settle(base, found.rows))
    return run


def _settle(base: sqlite3.Connection, rows: dict[str, Row]) -> None:
    facts = Facts(base)
    Files(base).put(rows, facts.get("inputs"), facts.get("asked"))


def _update(path: str | PathLike[str], change: Callable[[sqlite3.Connection], None]) -> None:
    """Make a small change; if the cache cannot be written, the next build takes longer, and that is all."""
    try:
        with closing(_connect(path)) as base:
            base.execute("begin immediate")
            if trusted(path, base):
                change(base)
                commit(path, base)
    except (sqlite3.Error, OSError):
        pass


def _connect(path: str | PathLike[str]) -> sqlite3.Connection:
    """A connection to an existing file, which does not wait long for another build."""
    os.stat(path)  # SQLite would make a file that does not exist
    base = sqlite3.connect(path, timeout=1, isolation_level=None)
    base.execute("pragma synchronous = off")
    return base

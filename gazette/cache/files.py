"""The state of the input files at the last build, and what that build printed.

The cache is trusted only if nobody else wrote to its file: every commit gives the file a time that it also stores.

This module needs only the standard library, so that a build with nothing to do loads nothing else.
"""

from __future__ import annotations

import json
import os
import sqlite3
import time
from collections.abc import Callable, Mapping
from contextlib import closing, suppress
from os import PathLike
from typing import Any

from gazette.sources.changes import FileChanges, FileState, FileStates, compare

VERSION = 11
SCHEMA = """
create table files (path text primary key, size integer, modified integer, changed integer, inode integer, digest text,
    settled integer) without rowid;
create table state (name text primary key, body text) without rowid;
"""
CLOCK_STEP = 2_000_000_000
"""Nanoseconds: every file system stores a whole even second exactly."""


def trusted(path: str | PathLike[str], base: sqlite3.Connection) -> bool:
    """Whether nobody wrote to the file since Gazette committed to it."""
    (version,) = base.execute("pragma user_version").fetchone()
    return bool(version == VERSION and State(base).get("file time") == os.stat(path).st_mtime_ns)


def commit(path: str | PathLike[str], base: sqlite3.Connection) -> None:
    """Commit, and give the file a time that it also stores."""
    past = time.time_ns() // CLOCK_STEP * CLOCK_STEP - CLOCK_STEP  # no ordinary write gives a file a time in the past
    State(base).put("file time", past)
    base.commit()
    os.utime(path, ns=(past, past))


class State:
    """Values by name, stored as JSON."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base

    def get(self, name: str) -> Any:
        """None if nothing is stored under that name."""
        row = self._base.execute("select body from state where name = ?", (name,)).fetchone()
        try:
            return json.loads(row[0]) if row else None
        except (TypeError, ValueError) as error:
            raise sqlite3.DatabaseError(f"the value of {name} is not JSON") from error

    def need(self, name: str) -> Any:
        """A value that every build stores."""
        if (value := self.get(name)) is None:
            raise sqlite3.DatabaseError(f"there is no value of {name}")
        return value

    def put(self, name: str, value: object) -> None:
        self._base.execute("insert or replace into state values (?, ?)", (name, json.dumps(value)))

    def put_all(self, values: Mapping[str, object]) -> None:
        for name, value in values.items():
            self.put(name, value)

    def remove(self, name: str) -> None:
        self._base.execute("delete from state where name = ?", (name,))


class Files:
    """The state of the input files at the last build."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base, self._state = base, State(base)
        self._known: FileStates | None = None

    def known(self) -> FileStates:
        if self._known is None:
            rows = self._base.execute("select path, size, modified, changed, inode, digest, settled from files")
            self._known = {path: FileState(a, b, c, d, digest, bool(e)) for path, a, b, c, d, digest, e in rows}
        return self._known

    def put(self, files: FileStates, inputs: dict[str, list[str]], conditions: dict[str, str], build: int) -> None:
        """Replace all, and forget the last run.

        `inputs` are the folders and files that were compared.  `conditions` are the options and versions that the
        result depends on.  `build` is a number that no other build has.
        """
        known = self.known()
        removed = [(path,) for path in known.keys() - files.keys()]
        new = [(path, *file) for path, file in files.items() if known.get(path) != file]
        self._base.executemany("delete from files where path = ?", removed)
        self._base.executemany(f"insert or replace into files values ({', '.join('?' * 7)})", new)
        self._known = files
        self._state.put_all({"inputs": inputs, "conditions": conditions, "build": build})
        self._state.remove("run")

    def forget(self) -> None:
        self._known = None
        self._base.execute("delete from files")

    def compare(self, folders: list[str], files: list[str], conditions: dict[str, str]) -> FileChanges:
        """The files as they are; if a condition changed since the last build, the reason says which."""
        known = self.known()
        before = self._state.get("conditions") if known else None
        if not before:
            return compare(folders, files, {})._replace(reason="no earlier build is known")
        for what, value in conditions.items():
            if before.get(what) != value:
                return compare(folders, files, {})._replace(reason=f"{what} changed")
        return compare(folders, files, known)


def note_run(path: str | PathLike[str], build: int, run: dict[str, Any]) -> None:
    """Note how a build was called and what it printed, unless another build followed."""
    _update(path, build, lambda base: State(base).put("run", run))


def last_run(path: str | PathLike[str], called: dict[str, Any]) -> dict[str, Any] | None:
    """What the last build noted, if it was called in the same way and no input changed since; else None."""
    try:
        with closing(_connect(path)) as base:
            state = State(base)
            run: dict[str, Any] | None = state.get("run") if trusted(path, base) else None
            if not run or run | called != run:
                return None
            build, inputs, known = state.need("build"), state.need("inputs"), Files(base).known()
    except (sqlite3.Error, OSError):
        return None
    if not known:  # a full build failed since
        return None
    found = compare(inputs["folders"], inputs["files"], known)
    if found.changed:
        return None
    if found.files != known:  # same bytes, but other times: the next run need not read them
        _update(path, build, lambda base: _settle(base, run, found.files))
    return run


def _settle(base: sqlite3.Connection, run: dict[str, Any], files: FileStates) -> None:
    state = State(base)
    Files(base).put(files, state.need("inputs"), state.need("conditions"), state.need("build"))
    state.put("run", run)


def _update(path: str | PathLike[str], build: int, change: Callable[[sqlite3.Connection], None]) -> None:
    """Make a small change to what a build left; if that cannot be written, the next build takes longer."""
    with suppress(sqlite3.Error, OSError), closing(_connect(path)) as base:
        base.execute("begin immediate")
        if trusted(path, base) and State(base).get("build") == build:
            change(base)
            commit(path, base)


def _connect(path: str | PathLike[str]) -> sqlite3.Connection:
    """A connection to an existing file, which does not wait long for another build."""
    os.stat(path)  # SQLite would make a file that does not exist
    base = sqlite3.connect(path, timeout=1, isolation_level=None)
    base.execute("pragma synchronous = off")
    return base

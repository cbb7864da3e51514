"""Compiled templates, and what was found in their sources."""

from __future__ import annotations

import sqlite3

from gazette.core import digest

SCHEMA = "create table templates (name text primary key, digest blob, body blob) without rowid;"


class CachedTemplates:
    """A process that is forked from the cache's own must not use it.

    Compiled code that was damaged could end the process, so a row whose digest does not fit does not count.
    """

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base
        self._new: dict[str, bytes] = {}
        self._used: set[str] = set()
        self._complete = False

    def get(self, name: str) -> bytes:
        """b"" if nothing is cached under that name."""
        self._used.add(name)
        if name in self._new:
            return self._new[name]
        row = self._base.execute("select digest, body from templates where name = ?", (name,)).fetchone()
        return row[1] if row and row[0] == digest.of(name, row[1]) else b""

    def put(self, name: str, body: bytes) -> None:
        self._used.add(name)
        self._new[name] = body

    def forget_unused(self) -> None:
        """Let `flush` remove what was neither read nor added, after a build that used all templates."""
        self._complete = True

    def flush(self) -> None:
        rows = ((name, digest.of(name, body), body) for name, body in self._new.items())
        self._base.executemany("insert or replace into templates values (?, ?, ?)", rows)
        if self._complete:
            names = [name for (name,) in self._base.execute("select name from templates")]
            gone = [(name,) for name in names if name not in self._used]
            self._base.executemany("delete from templates where name = ?", gone)
        self._new = {}

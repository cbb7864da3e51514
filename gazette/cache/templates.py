"""Templates as they were compiled, and what was seen in them, as both are remembered; damage is as good as nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import suppress

from gazette.core import digest

SCHEMA = "create table templates (name text primary key, digest blob, body blob) without rowid;"


class Compilations:
    """The table in a connection.  Changes are part of a transaction that whoever opened it ends."""

    def __init__(self, base: sqlite3.Connection, attempt: Callable[[Callable[[], object]], None]) -> None:
        """`attempt` makes a change, or goes on without."""
        self._base, self._attempt = base, attempt

    def get(self, name: str) -> bytes:
        """What is held by a name, whole; else nothing."""
        with suppress(sqlite3.Error):
            row = self._base.execute("select digest, body from templates where name = ?", (name,)).fetchone()
            if row and isinstance(row[1], bytes) and digest.of(name, row[1]) == row[0]:
                return row[1]
        return b""

    def put(self, name: str, body: bytes) -> None:
        row = (name, digest.of(name, body), body)
        self._attempt(lambda: self._base.execute("insert or replace into templates values (?, ?, ?)", row))

    def forget(self) -> None:
        self._attempt(lambda: self._base.execute("delete from templates"))

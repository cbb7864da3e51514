"""What builds keep in SQLite of the papers first listed on each day: bytes by a kind and a day."""

from __future__ import annotations

import os
import sqlite3
from datetime import date

SCHEMA = "create table remembered (kind text, day integer, body blob, primary key (kind, day));"
TABLES = ("remembered",)
MAX_WAITING = 4_000_000
"""More bytes than these are written before `flush`, so that they need no memory."""


class Remembered:
    """The table of a connection, with changes that `flush` writes."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base, self._process = base, os.getpid()
        self._is_old = False
        self._forget()

    def _forget(self) -> None:
        self._changed: dict[tuple[str, date], bytes | None] = {}
        self._waiting = 0
        self._error: sqlite3.Error | None = None

    def clear(self) -> None:
        """Forget everything, including changes that are not written."""
        self._forget()
        self._is_old = True

    def get(self, kind: str, day: date) -> bytes | None:
        """None if nothing is known, or no longer right."""
        if (kind, day) in self._changed:
            return self._changed[kind, day]
        if self._is_old or self._error:
            return None
        assert os.getpid() == self._process, "a forked process must not use its parent's connection"
        rows = self._base.execute("select body from remembered where kind = ? and day = ?", (kind, day.toordinal()))
        return next((body for (body,) in rows), None)

    def put(self, kind: str, day: date, body: bytes | None) -> None:
        """Add or replace what is remembered; None removes it."""
        self._changed[kind, day] = body
        self._waiting += len(body or b"")
        if self._waiting > MAX_WAITING and not self._error:
            try:
                self._write()
            except sqlite3.Error as error:  # the build goes on without a cache
                self._error = error

    def flush(self) -> None:
        """Write all changes, without a commit; raises what went wrong when some were written earlier."""
        if self._error:
            raise self._error
        self._write()

    def _write(self) -> None:
        if self._is_old:
            self._base.execute("delete from remembered")
            self._is_old = False
        rows = [(kind, day.toordinal(), body) for (kind, day), body in self._changed.items()]
        gone = [(kind, day) for kind, day, body in rows if body is None]
        self._base.executemany("delete from remembered where kind = ? and day = ?", gone)
        kept = [row for row in rows if row[2] is not None]
        self._base.executemany("insert or replace into remembered values (?, ?, ?)", kept)
        self._changed, self._waiting = {}, 0

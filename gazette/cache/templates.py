"""Compiled templates, and what was found in their sources."""

from __future__ import annotations

import sqlite3

SCHEMA = "create table templates (name text primary key, body blob) without rowid;"


class CachedTemplates:
    """A process that is forked from the cache's own must not use it."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base
        self._new: dict[str, bytes] = {}

    def get(self, name: str) -> bytes:
        """b"" if nothing is cached under that name."""
        if name in self._new:
            return self._new[name]
        row = self._base.execute("select body from templates where name = ?", (name,)).fetchone()
        return row[0] if row else b""

    def put(self, name: str, body: bytes) -> None:
        self._new[name] = body

    def flush(self) -> None:
        self._base.executemany("insert or replace into templates values (?, ?)", self._new.items())
        self._new = {}

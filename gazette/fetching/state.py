"""What fetching keeps between runs, in `.gazette/fetch.sqlite`: safe to delete, never deployed.

It has three tables: when a host may be asked again, which answer a listing was made from, and what arXiv said about
papers.  Without it, fetching asks again for what it already has.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

VERSION = 1
SCHEMA = f"""
create table if not exists hosts (host text primary key, free real) without rowid;
create table if not exists answers (url text primary key, etag text, modified text, result text) without rowid;
create table if not exists papers (id text primary key, body blob, asked real) without rowid;
pragma user_version = {VERSION};
"""


class Validators(NamedTuple):
    """What a server said identifies an answer, to ask only for a newer one."""

    etag: str = ""
    modified: str = ""


class State:
    """The tables.  A state that cannot be read or written is empty and in memory."""

    def __init__(self, path: Path | None, now: Callable[[], float] = time.time) -> None:
        self._path, self._now = path, now

    def __enter__(self) -> Self:
        self._base = self._open()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._base.close()

    def _open(self) -> sqlite3.Connection:
        for _ in range(2):
            with suppress(sqlite3.Error, OSError):
                if self._path:
                    return _connect(self._path)
            if self._path:
                with suppress(OSError):
                    self._path.unlink(missing_ok=True)
        base = sqlite3.connect(":memory:", isolation_level=None)
        base.executescript(SCHEMA)
        return base

    # When a host may be asked again, in seconds since 1970.

    def free(self, host: str) -> float:
        row = self._base.execute("select free from hosts where host = ?", (host,)).fetchone()
        return float(row[0]) if row else 0.0

    def wait_until(self, host: str, when: float) -> None:
        """The host may not be asked before `when`, nor before the time that is already known."""
        with suppress(sqlite3.Error):
            self._base.execute(
                "insert into hosts values (?1, ?2) on conflict do update set free = max(free, ?2)", (host, when)
            )

    # Which answer a listing was made from.

    def validators(self, url: str, result: str) -> Validators:
        """Those of the last answer, if `result` is what was made from it; else empty ones."""
        row = self._base.execute("select etag, modified, result from answers where url = ?", (url,)).fetchone()
        return Validators(row[0], row[1]) if row and row[2] == result else Validators()

    def keep(self, url: str, validators: Validators, result: str) -> None:
        with suppress(sqlite3.Error):
            self._base.execute("insert or replace into answers values (?, ?, ?, ?)", (url, *validators, result))

    # What arXiv said about papers.

    def paper(self, id: str, since: float) -> bytes | None:
        """What was kept about a paper, if that was not before `since`."""
        row = self._base.execute("select body, asked from papers where id = ?", (id,)).fetchone()
        return bytes(row[0]) if row and row[1] >= since else None

    def keep_papers(self, bodies: Iterable[tuple[str, bytes]]) -> None:
        now = self._now()
        with suppress(sqlite3.Error):
            self._base.executemany(
                "insert or replace into papers values (?, ?, ?)", [(id, body, now) for id, body in bodies]
            )


def _connect(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(exist_ok=True)
    base = sqlite3.connect(path, timeout=30, isolation_level=None)
    try:
        (version,) = base.execute("pragma user_version").fetchone()
        if version not in (0, VERSION):
            raise sqlite3.DatabaseError("it is of another version")
        base.executescript(SCHEMA)
    except sqlite3.Error:
        base.close()
        raise
    return base

"""What fetching keeps between runs, in `.gazette/fetch.sqlite`: safe to delete, never deployed.

It has three tables: when a host may be asked again, which answer a listing was made from, and what arXiv said about
papers.  Without it, fetching asks again for what it already has.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

from gazette.publishing.lock import Lock

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
        self._free: dict[str, float] = {}  # what this process knows, if the file cannot be written

    def __enter__(self) -> Self:
        self._base = self._open()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._base.close()

    def _open(self) -> sqlite3.Connection:
        for _ in range(2):
            if not self._path:
                break
            try:
                return _connect(self._path)
            except (sqlite3.OperationalError, OSError):  # it cannot be written now; what is in it may be right
                break
            except sqlite3.DatabaseError:
                _remove(self._path)
        base = sqlite3.connect(":memory:", isolation_level=None)
        base.executescript(SCHEMA)
        return base

    def _row(self, query: str, key: str) -> tuple[Any, ...] | None:
        with suppress(sqlite3.Error):
            row: tuple[Any, ...] | None = self._base.execute(query, (key,)).fetchone()
            return row
        return None

    def _write(self, query: str, rows: Iterable[tuple[Any, ...]]) -> None:
        with suppress(sqlite3.Error):
            self._base.execute("begin immediate")
            try:
                self._base.executemany(query, rows)
            finally:
                self._base.execute("commit")

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for the requests of other processes that use this state, so that hosts get one at a time."""
        lock = Lock(self._path.with_suffix(".lock")) if self._path else None
        try:
            if lock:
                lock.acquire()
        except OSError:  # the folder cannot be written, so no other process shares the state either
            lock = None
        try:
            yield
        finally:
            if lock:
                lock.release()

    # When a host may be asked again, in seconds since 1970.

    def free(self, host: str) -> float:
        row = self._row("select free from hosts where host = ?", host)
        return max(float(row[0]) if row else 0.0, self._free.get(host, 0.0))

    def wait_until(self, host: str, when: float) -> None:
        """The host may not be asked before `when`, nor before the time that is already known."""
        self._free[host] = max(when, self._free.get(host, 0.0))
        query = "insert into hosts values (?1, ?2) on conflict do update set free = max(free, ?2)"
        self._write(query, [(host, when)])

    # Which answer a listing was made from.

    def validators(self, url: str, result: str) -> Validators:
        """Those of the last answer, if `result` is what was made from it; else empty ones."""
        row = self._row("select etag, modified, result from answers where url = ?", url)
        return Validators(row[0], row[1]) if row and row[2] == result else Validators()

    def keep(self, url: str, validators: Validators, result: str) -> None:
        self._write("insert or replace into answers values (?, ?, ?, ?)", [(url, *validators, result)])

    def changed(self, before: str, after: str) -> None:
        """What was made from answers was changed without another answer."""
        self._write("update answers set result = ?2 where result = ?1 and ?1 != ''", [(before, after)])

    # What arXiv said about papers.

    def paper(self, id: str, since: float) -> bytes | None:
        """The stored answer about a paper, if it was stored at `since` or later."""
        row = self._row("select body, asked from papers where id = ?", id)
        return bytes(row[0]) if row and row[1] >= since else None

    def keep_papers(self, bodies: Iterable[tuple[str, bytes]]) -> None:
        now = self._now()
        self._write("insert or replace into papers values (?, ?, ?)", [(id, body, now) for id, body in bodies])


def _remove(path: Path) -> None:
    for suffix in ("", "-journal", "-wal", "-shm"):
        with suppress(OSError):
            path.with_name(path.name + suffix).unlink(missing_ok=True)


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

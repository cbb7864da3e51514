"""The ledger: which mail was sent to whom, so that nobody gets one twice.

Before a mail is sent, the ledger records that it will be; afterwards, what became of it. Each record is on the disk
before the next step. A mail with an intent and no result may have been sent: the process or the connection ended in
between. It is reported, and never sent again.

The ledger is one SQLite file with a rollback journal, so that a copy of the file alone is complete.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from gazette.core.errors import Refusal
from gazette.publishing import disk
from gazette.publishing.lock import Lock

MARK = 0x47617A4D
"""SQLite's application_id of a ledger."""
VERSION = 1
WAIT = 60
"""Seconds to wait for another process that writes."""
SCHEMA = f"""
begin;
create table site (authority text not null);
create table mails (
  digest text, address text, state text not null, day text not null, why text not null, primary key (digest, address)
) without rowid;
create table bounced (address text primary key, day text not null, why text not null) without rowid;
pragma application_id = {MARK};
pragma user_version = {VERSION};
commit;
"""
INTENT, SENT, UNKNOWN = "intent", "sent", "unknown"


class Record(NamedTuple):
    digest: str
    address: str
    day: str


class Ledger:
    """The ledger of a site. Only one process of a machine sends with it at a time."""

    def __init__(self, path: Path, authority: str, today: str, first: bool = False) -> None:
        """With `first`, the ledger is created, and must not exist."""
        self.path, self._authority, self._today, self._first = path, authority, today, first
        self._results: list[tuple[str, tuple[str, ...]]] = []
        """What is recorded together with the next intent."""

    def __enter__(self) -> Self:
        if self._first:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._check()
        self._lock = Lock(self.path.with_name(f".{self.path.name}.lock"))
        try:
            self._lock.acquire(limit=0)
        except TimeoutError:
            raise Refusal(f"another process sends with the ledger {self.path}; wait until it ends") from None
        try:
            self._check()  # again, as another process may have created it
            with _errors(self.path):
                if self._first:
                    _create(self.path, self._authority)
                self._base = connect(self.path, self._authority)
        except BaseException:
            self._lock.release()
            raise
        return self

    def _check(self) -> None:
        if self._first and self.path.exists():
            raise Refusal(f"the ledger {self.path} exists already; leave out --first-send")
        if not self._first and not self.path.is_file():
            raise Refusal(
                f"there is no ledger at {self.path}, so nobody knows who has got which mail; restore it from a copy, "
                "set mail.ledger to where it is, or pass --first-send if nothing was ever sent"
            )

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self.flush()
        finally:
            with suppress(sqlite3.Error):  # a reader keeps the journal, which is empty
                self._base.execute("pragma journal_mode = delete")
            self._base.close()
            self._lock.release()

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with _errors(self.path):
            self._base.execute("begin immediate")
            try:
                yield self._base
                self._base.execute("commit")
            except BaseException:
                self._base.execute("rollback")
                raise

    # One mail: claim it, send it, record the result.

    def claim(self, digest: str, address: str) -> bool:
        """Record the intent to send a mail. False if it was sent or may have been, or if another process sends it."""
        results = self._results
        with self._transaction() as base:
            self._write(results)
            intent = (digest, address, INTENT, self._today, "")
            mine = base.execute("insert or ignore into mails values (?, ?, ?, ?, ?)", intent).rowcount == 1
        self._results = []
        return mine

    def sent(self, digest: str, address: str) -> None:
        self._results.append(("update mails set state = 'sent' where digest = ? and address = ?", (digest, address)))

    def unknown(self, digest: str, address: str, why: str) -> None:
        """Record that nobody knows whether the mail was accepted."""
        query = "update mails set state = 'unknown', why = ? where digest = ? and address = ?"
        self._results.append((query, (why, digest, address)))

    def not_sent(self, digest: str, address: str) -> None:
        """Forget the intent: the mail was refused, and a later run may send it."""
        self._results.append(("delete from mails where digest = ? and address = ?", (digest, address)))

    def bounced(self, address: str, why: str) -> None:
        """Record that there is no such mailbox."""
        self._results.append(("insert or replace into bounced values (?, ?, ?)", (address, self._today, why)))

    def flush(self) -> None:
        """Write the results that are not yet written."""
        if self._results:
            with self._transaction():
                self._write(self._results)
            self._results = []

    def _write(self, results: Iterable[tuple[str, tuple[str, ...]]]) -> None:
        for query, values in results:
            self._base.execute(query, values)

    # What is known.

    def recorded(self, digest: str) -> dict[str, str]:
        """The states of a digest's mails by address."""
        with _errors(self.path):
            return states(self._base, digest)

    def intents(self) -> list[Record]:
        """The mails without a result: a run ended while it sent them."""
        with _errors(self.path):
            query = "select digest, address, day from mails where state = 'intent' order by digest, address"
            return [Record(*row) for row in self._base.execute(query)]

    def bounces(self) -> dict[str, str]:
        """The addresses that bounced, and why."""
        with _errors(self.path):
            return bounces(self._base)


def _create(path: Path, authority: str) -> None:
    """Make an empty ledger. The file appears when it is complete."""
    new = path.with_name(f".{path.name}.{os.getpid()}")
    os.close(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
    base = sqlite3.connect(new, isolation_level=None)
    base.executescript(SCHEMA)
    base.execute("insert into site values (?)", (authority,))
    base.close()
    new.rename(path)
    disk.sync(path.parent)


def connect(path: Path, authority: str) -> sqlite3.Connection:
    """Open a ledger; Refusal if the file is another one."""
    base = sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None, timeout=WAIT)
    try:
        base.execute("pragma journal_mode = persist")  # fewer waits for the disk
        base.execute("pragma synchronous = full")
        wrong = _wrong(base, authority)
    except sqlite3.Error:
        base.close()
        raise
    if wrong:
        base.close()
        raise Refusal(f"the ledger {path} {wrong}")
    return base


def _wrong(base: sqlite3.Connection, authority: str) -> str:
    """Why a file is not the ledger of a site, and what to do; "" if it is."""
    if base.execute("pragma application_id").fetchone() != (MARK,):
        return "is another file; restore it from a copy, or correct mail.ledger"
    if (found := base.execute("pragma user_version").fetchone()[0]) != VERSION:
        return f"has version {found}; use the Gazette that wrote it, or a newer one"
    if (owner := base.execute("select authority from site").fetchone()[0]) != authority:
        way_out = f"set mail.ledger to another file, or feed.authority to {owner} if it is the same site"
        return f"is that of {owner}, not of {authority}; {way_out}"
    return ""


@contextmanager
def _errors(path: Path) -> Iterator[None]:
    """Say which file SQLite cannot use."""
    try:
        yield
    except sqlite3.Error as error:
        raise Refusal(f"the ledger {path} cannot be used ({error}); restore it from a copy, or free it") from error


@contextmanager
def reading(path: Path, authority: str) -> Iterator[sqlite3.Connection | None]:
    """The tables of a ledger, also while another process sends; None if the file does not exist."""
    if not path.is_file():
        yield None
        return
    with _errors(path):
        base = connect(path, authority)
        try:
            yield base
        finally:
            base.close()


def states(base: sqlite3.Connection, digest: str) -> dict[str, str]:
    """The states of a digest's mails by address."""
    return dict(base.execute("select address, state from mails where digest = ?", (digest,)))


def bounces(base: sqlite3.Connection) -> dict[str, str]:
    """The addresses that bounced, and why."""
    return dict(base.execute("select address, why from bounced"))


def forget_bounce(base: sqlite3.Connection, address: str) -> None:
    """Let an address get mails again."""
    base.execute("delete from bounced where address = ?", (address,))

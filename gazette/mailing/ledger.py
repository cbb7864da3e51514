"""The ledger: which mail was sent to whom, so that nobody gets one twice.

Before a mail is sent, the ledger records that it will be; afterwards, what became of it. Each record is on the disk
before the next step. A mail with an intent and no result may have been sent: the process or the connection ended in
between. It is reported, and never sent again.

The ledger is one SQLite file with a rollback journal, so that a copy of the file alone is complete.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from gazette.core.errors import Refusal
from gazette.mailing import tables
from gazette.publishing.lock import Lock


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
            with tables.errors(self.path):
                if self._first:
                    tables.create(self.path, self._authority)
                self._base = tables.connect(self.path, self._authority)
        except BaseException:
            self._lock.release()
            raise
        return self

    def _check(self) -> None:
        if self._first and self.path.exists():
            raise Refusal(f"the ledger {self.path} exists already; leave out --first-send")
        if not self._first and not self.path.is_file():
            raise Refusal(
                f"there is no ledger at {self.path}, so nobody knows who has received which mail; restore it "
                "from a copy, set mail.ledger to where it is, or pass --first-send if nothing was ever sent"
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
        with tables.errors(self.path):
            self._base.execute("begin immediate")
            try:
                yield self._base
                self._base.execute("commit")
            except BaseException:
                if self._base.in_transaction:  # a full disk ends it
                    self._base.execute("rollback")
                raise

    # One mail: claim it, send it, record the result.

    def claim(self, digest: str, address: str) -> bool:
        """Record the intent to send a mail. False if it was sent or may have been, or if another process sends it."""
        results = self._results
        with self._transaction() as base:
            self._write(results)
            intent = (digest, address, tables.INTENT, self._today, "")
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

    def doubtful(self, address: str) -> int:
        """Record that a server refused an address without saying why; on how many days one did."""
        with self._transaction() as base:
            base.execute("insert or ignore into doubtful values (?, ?)", (address, self._today))
            query = "select count(*) from doubtful where address = ?"
            return int(base.execute(query, (address,)).fetchone()[0])

    def trusted(self, address: str) -> None:
        """Forget that servers refused an address: one accepted a mail to it."""
        self._results.append(("delete from doubtful where address = ?", (address,)))

    def finish(self, digest: str) -> None:
        """Record that all recipients have a digest, or cannot get it."""
        self._results.append(("update digests set state = 'finished' where name = ? and state = 'open'", (digest,)))

    def tidy(self, but: str) -> list[str]:
        """Delete what is not needed any more; the digests that are given up now. `but` is the one that is sent."""
        with self._transaction() as base:
            query = "select name from digests where state = 'open' and day < ? and name != ? order by name"
            late = [name for (name,) in base.execute(query, (tables.before(self._today, tables.DAYS_OPEN), but))]
            base.executemany("update digests set state = 'given up' where name = ?", [(name,) for name in late])
            query = "select name from digests where state in ('finished', 'given up') and day < ? and name != ?"
            old = base.execute(query, (tables.before(self._today, tables.DAYS_KEPT), but)).fetchall()
            base.executemany("delete from mails where digest = ?", old)
            base.executemany("update digests set state = 'pruned' where name = ?", old)
            base.execute("delete from doubtful where day < ?", (tables.before(self._today, tables.DAYS_KEPT),))
        return late

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
        with tables.errors(self.path):
            return tables.states(self._base, digest)

    def intents(self) -> list[Record]:
        """The mails without a result: a run ended while it sent them."""
        with tables.errors(self.path):
            query = "select digest, address, day from mails where state = 'intent' order by digest, address"
            return [Record(*row) for row in self._base.execute(query)]

    def begin(self, digest: str) -> str:
        """The state of a digest that is about to be sent. A new one is open."""
        with self._transaction() as base:
            tables.begin(base, digest, self._today)
            return tables.state(base, digest)

    def unfinished(self) -> list[str]:
        with tables.errors(self.path):
            return tables.unfinished(self._base, self._today)

    def refused(self) -> set[str]:
        """The addresses that servers refused without saying why."""
        with tables.errors(self.path):
            return {address for (address,) in self._base.execute("select distinct address from doubtful")}

    def bounces(self) -> dict[str, str]:
        """The addresses that bounced, and why."""
        with tables.errors(self.path):
            return tables.bounces(self._base)

"""The tables of the ledger: how the file is made, opened and asked."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

from gazette.core.errors import Refusal
from gazette.publishing import disk

MARK = 0x47617A4D
"""SQLite's application_id of a ledger."""
VERSION = 2
WAIT = 60
"""Seconds to wait for another process that writes."""
SCHEMA = f"""
begin;
create table site (authority text not null);
create table mails (
  digest text, address text, state text not null, day text not null, why text not null, primary key (digest, address)
) without rowid;
create table bounced (address text primary key, day text not null, why text not null) without rowid;
create table digests (name text primary key, state text not null, day text not null) without rowid;
create table doubtful (address text, day text, primary key (address, day)) without rowid;
pragma application_id = {MARK};
pragma user_version = {VERSION};
commit;
"""
UPGRADE = f"""
begin immediate;
create table if not exists digests (name text primary key, state text not null, day text not null) without rowid;
create table if not exists doubtful (address text, day text, primary key (address, day)) without rowid;
insert or ignore into digests select digest, 'finished', max(day) from mails group by digest;
pragma user_version = {VERSION};
commit;
"""
"""Makes version 2 of version 1."""
INTENT, SENT, UNKNOWN = "intent", "sent", "unknown"
OPEN, FINISHED, GIVEN_UP, PRUNED = "open", "finished", "given up", "pruned"
"""The states of a digest: some recipients may not have it; all have it; it is too old; and its rows are deleted."""
DAYS_OPEN, DAYS_KEPT = 7, 30
"""How many days a digest is tried, and how many days its rows are kept."""


def create(path: Path, authority: str) -> None:
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
        base.execute("pragma secure_delete = on")  # who is forgotten is not in the file any more
        if _is(base, 1):
            base.executescript(UPGRADE)
        wrong = _wrong(base, authority)
    except sqlite3.Error:
        base.close()
        raise
    if wrong:
        base.close()
        raise Refusal(f"the ledger {path} {wrong}")
    return base


def _is(base: sqlite3.Connection, version: int) -> bool:
    """Whether a file is a ledger of this version."""
    found = (base.execute(f"pragma {name}").fetchone()[0] for name in ("application_id", "user_version"))
    return (*found,) == (MARK, version)


def before(day: str, days: int) -> str:
    return str(date.fromisoformat(day) - timedelta(days))


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
def errors(path: Path) -> Iterator[None]:
    """Say which file SQLite cannot use."""
    try:
        yield
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_FULL:
            raise Refusal(
                f"the disk with the ledger {path} is full; free some space and run the command again"
            ) from error
        raise Refusal(f"the ledger {path} cannot be used ({error}); restore it from a copy, or free it") from error


@contextmanager
def reading(path: Path, authority: str) -> Iterator[sqlite3.Connection | None]:
    """The tables of a ledger, also while another process sends; None if the file does not exist."""
    if not path.is_file():
        yield None
        return
    with errors(path):
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


def begin(base: sqlite3.Connection, digest: str, today: str) -> None:
    """Record that a digest is to be sent, so that it is not forgotten if nothing comes of it."""
    base.execute(
        "insert into digests values (?, 'open', ?) on conflict do update set state = 'open', day = excluded.day "
        "where state in ('finished', 'given up')",
        (digest, today),
    )


def state(base: sqlite3.Connection, digest: str) -> str:
    """The state of a digest; "" if it was never begun."""
    found = base.execute("select state from digests where name = ?", (digest,)).fetchone()
    return str(found[0]) if found else ""


def unfinished(base: sqlite3.Connection, today: str) -> list[str]:
    """The digests of the last days that some recipients may not have, from the oldest."""
    query = "select name from digests where state = 'open' and day >= ? order by day, name"
    return [name for (name,) in base.execute(query, (before(today, DAYS_OPEN),))]


def forget_bounce(base: sqlite3.Connection, address: str) -> None:
    """Let an address get mails again."""
    base.execute("delete from bounced where address = ?", (address,))
    base.execute("delete from doubtful where address = ?", (address,))


def forget(base: sqlite3.Connection, address: str, today: str) -> None:
    """Delete what is known about an address, but not the mails of the last days, which would be sent again."""
    forget_bounce(base, address)
    query = "delete from mails where address = ? and day < ? and state != 'intent'"
    base.execute(query, (address, before(today, DAYS_OPEN)))

"""Lists of subscribers as services export them: which column is what, and who is still subscribed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from gazette.core import addresses
from gazette.core.errors import BadValue, Report
from gazette.mailing import subscribers
from gazette.mailing.subscribers import Subscriber

ADDRESS = ("address", "email", "email address", "e-mail", "e-mail address", "email_address", "subscriber email")
STATUS = ("status", "type", "subscriber_type", "subscription_status", "state")
LEFT = ("unsub_time", "clean_time", "unsubscribed_at", "unsubscription_date", "date unsubscribed")
"""Columns with the time when somebody left, which is empty for everybody else."""
ACTIVE = ("", "active", "subscribed", "enabled", "confirmed", "regular", "premium", "gifted", "trialed")
WAITING = ("pending", "unconfirmed", "unactivated")
"""Who has not confirmed yet."""


@dataclass(slots=True)
class Imported:
    """What a file has, and what became of it."""

    active: list[Subscriber] = field(default_factory=list)
    left: dict[str, str] = field(default_factory=dict)
    """The keys of addresses that are no longer subscribed, and why."""
    waiting: int = 0
    lines: dict[str, int] = field(default_factory=dict)


def read(path: Path, report: Report) -> Imported:
    """The rows of a file; what is wrong with them is reported."""
    report = report.about(str(path))
    before = len(report.errors)
    rows = list(subscribers.read(path, report))
    if not rows and len(report.errors) == before:
        report.error(0, "there is nobody in the file", "export it again")
    return parse(rows, report)


def parse(rows: list[tuple[int, list[str]]], report: Report) -> Imported:
    """What the rows of a table have, with the lines in which they end."""
    found = Imported()
    if not rows:
        return found
    columns = _columns(rows[0][1])
    if columns:
        del rows[0]
    elif "@" not in rows[0][1][0]:
        report.error(rows[0][0], "no column has addresses", "name the column `email` in the first line")
        return found
    else:
        columns = {name: [at] for at, name in enumerate(subscribers.COLUMNS)}
    for line, row in rows:
        _add(
            found,
            {name: [row[at].strip() for at in places if at < len(row)] for name, places in columns.items()},
            line,
            report,
        )
    return found


def _columns(head: list[str]) -> dict[str, list[int]]:
    """The places of the columns by what they have; none if the first row is not a head."""
    names = [name.strip().lower() for name in head]
    known = {"address": ADDRESS, "status": STATUS, "left": LEFT, "subjects": ("subjects",), "frequency": ("frequency",)}
    found = {what: [at for at, name in enumerate(names) if name in words] for what, words in known.items()}
    return found if found["address"] else {}


def _add(found: Imported, row: dict[str, list[str]], line: int, report: Report) -> None:
    """Add a row, whose cells are given by what they have."""
    first = {name: (cells or [""])[0] for name, cells in row.items()}
    try:
        each = subscribers.subscriber(first["address"], first.get("subjects", ""), first.get("frequency", ""))
    except BadValue as error:
        report.error(line, error.what, error.way_out)
        return
    status = next((cell.lower() for cell in row.get("status", ()) if cell.lower() not in ACTIVE), "")
    if status in WAITING:
        found.waiting += 1
    elif status or any(row.get("left", ())):
        found.left[each.key] = status or "unsubscribed"
    elif each.key in found.lines:
        report.warn(line, f"{each.address} is already in line {found.lines[each.key]}", "remove one of the two")
    else:
        found.lines[each.key] = line
        found.active.append(each)


@dataclass(slots=True)
class Merged:
    subscribers: list[Subscriber]
    new: int
    changed: int
    removed: int


def merge(known: Iterable[Subscriber], imported: Imported) -> Merged:
    """The subscribers of the file with those that were imported, and without those that left."""
    every = {each.key: each for each in known}
    before = dict(every)
    for each in imported.active:
        every[each.key] = each
    left = [key for key in imported.left if key in before]
    for key in imported.left:
        every.pop(key, None)
    new = len(every.keys() - before.keys())
    changed = sum(every[key] != before[key] for key in every.keys() & before.keys())
    return Merged(list(every.values()), new, changed, len(left))


def known_address(address: str) -> str:
    """The key of an address that a person wrote; BadValue if it is not one."""
    return addresses.key(addresses.address(address))

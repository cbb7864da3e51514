"""Lists of subscribers as services export them: which column is what, and who is still subscribed."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from gazette.core.errors import BadValue, Report, shown
from gazette.mailing import subscribers
from gazette.mailing.subscribers import Subscriber

ADDRESS = ("address", "email", "email address", "e-mail", "e-mail address", "email_address", "subscriber email")
STATUS = ("status", "subscriber_type", "subscription_status")
TYPE = "type"
"""A column that is a status in the exports of Buttondown, and anything else in other files."""
TIMES = ("unsub_time", "clean_time", "unsubscribed_at", "unsubscription_date", "date unsubscribed")
"""Columns with the time when somebody left, which is empty for everybody else."""
NEVER = ("", "-", "null", "none", "nil")
ACTIVE = ("", "active", "subscribed", "enabled", "confirmed", "regular", "premium", "gifted", "trialed")
WAITING = ("pending", "unconfirmed", "unactivated", "transactional", "non-subscribed")
"""Who has not confirmed yet."""
LEFT = (
    "unsubscribed,cleaned,bounced,blocklisted,blacklisted,blocked,disabled,inactive,complained,complaint,spam,spammy,"
    "undeliverable,suppressed,removed,deleted,archived"
).split(",")
"""Who gets no more mails."""


@dataclass(slots=True)
class Imported:
    """What a file has, and what became of it."""

    active: list[Subscriber] = field(default_factory=list)
    left: dict[str, str] = field(default_factory=dict)
    """The keys of addresses that are no longer subscribed, and why."""
    given: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Which fields the file has for the keys of those who are subscribed: the others are not changed."""
    waiting: int = 0
    lines: dict[str, int] = field(default_factory=dict)


def read(path: Path, report: Report) -> Imported:
    """The rows of a file; what is wrong with them is reported."""
    report = report.about(str(path))
    before = len(report.errors)
    rows = list(table(subscribers.read(path, report, _advice(path)), report))
    if not rows and len(report.errors) == before:
        report.error(0, "there is nobody in the file", "export it again")
    return parse(rows, report)


def _advice(path: Path) -> str:
    """What to do if a file does not exist."""
    if str(path) == "-":
        return "save the list in a file and name that; `import` does not read standard input"
    return "correct the path of the file to import"


def table(source: str, report: Report) -> Iterator[tuple[int, list[str]]]:
    """The rows of a CSV text that are not empty, with the lines in which they end; errors are reported."""
    rows = csv.reader(io.StringIO(source, newline=""), delimiter=_delimiter(source), strict=True)
    began = 1
    try:
        for row in rows:
            if any(cell.strip() for cell in row):
                yield rows.line_num, row
            began = rows.line_num + 1
    except csv.Error as error:
        report.error(began, f"this is not CSV: {error}", "close the quote in this line, or export the file again")


def _delimiter(source: str) -> str:
    """What separates the cells: a comma, unless the first line has none but tabs or semicolons."""
    first = source.partition("\n")[0]
    return next((sign for sign in ",\t;" if sign in first), ",")


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
    columns["status"] = [*columns.get("status", ()), *_types(columns.get(TYPE, ()), rows)]
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
    known = {"address": ADDRESS, "status": STATUS, "times": TIMES} | {
        name: (name,) for name in (TYPE, "subjects", "frequency")
    }
    found = {what: [at for at, name in enumerate(names) if name in words] for what, words in known.items()}
    return found if found["address"] else {}


def _types(columns: Iterable[int], rows: Iterable[tuple[int, list[str]]]) -> list[int]:
    """The columns named `type` that have the status of subscribers in at least one row."""
    words = {"regular", *WAITING, *LEFT}
    return [at for at in columns if any(row[at].strip().lower() in words for _, row in rows if at < len(row))]


def _add(found: Imported, row: dict[str, list[str]], line: int, report: Report) -> None:
    """Add a row, whose cells are given by what they have."""
    first = {name: (cells or [""])[0] for name, cells in row.items()}
    try:
        each = subscribers.subscriber(first["address"], first.get("subjects", ""), first.get("frequency", ""))
        status = _status(row.get("status", ()), row.get("times", ()))
    except BadValue as error:
        report.error(line, error.what, error.way_out)
        return
    if status in WAITING:
        found.waiting += 1
    elif status:
        found.left[each.key] = status
    elif each.key in found.lines:
        report.warn(line, f"{each.address} is already in line {found.lines[each.key]}", "remove one of the two")
    else:
        found.lines[each.key] = line
        found.active.append(each)
        found.given[each.key] = tuple(name for name in ("subjects", "frequency") if row.get(name))


def _status(cells: Iterable[str], times: Iterable[str]) -> str:
    """Why somebody gets no mails, or ""; BadValue if a cell says neither that nor that they do."""
    found = ""
    for cell in map(str.lower, cells):
        if cell not in (*ACTIVE, *WAITING, *LEFT):
            raise BadValue(
                f"{shown(cell)} is not a status of a subscriber",
                "write subscribed or unsubscribed, or rename the column",
            )
        if cell not in ACTIVE and found not in LEFT:
            found = cell
    for cell in map(str.lower, times):
        if cell not in NEVER and not re.search("[0-9]", cell):
            raise BadValue(f"{shown(cell)} is not a time of unsubscribing", "correct it, or rename the column")
        if re.search("[1-9]", cell) and found not in LEFT:
            found = "unsubscribed"
    return found


@dataclass(slots=True)
class Merged:
    subscribers: list[Subscriber]
    new: int
    changed: int
    removed: int
    respected: int
    """How many left the file before, and are not added again."""


def merge(known: Iterable[Subscriber], imported: Imported) -> Merged:
    """The subscribers of the file with those that were imported, and without those that left."""
    every = {each.key: each for each in known}
    before = dict(every)
    gone = {key for key, each in every.items() if each.frequency == subscribers.LEFT}
    back = [each for each in imported.active if each.key in gone and each.frequency != subscribers.LEFT]
    for each in imported.active:
        if each.key not in gone:
            every[each.key] = _updated(before.get(each.key, each), each, imported.given.get(each.key, ()))
    left = [key for key in imported.left if key in before and key not in gone]
    for key in left:
        del every[key]
    new = len(every.keys() - before.keys())
    changed = sum(every[key] != before[key] for key in every.keys() & before.keys())
    return Merged(list(every.values()), new, changed, len(left), len(back))


def _updated(known: Subscriber, imported: Subscriber, given: Iterable[str]) -> Subscriber:
    """The known subscriber, whose address keeps its spelling, with the fields that a file gives."""
    return known._replace(**{name: getattr(imported, name) for name in given})

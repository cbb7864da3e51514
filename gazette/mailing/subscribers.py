"""The file of subscribers: a CSV file with an address, subjects and a frequency on each line."""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from gazette.core import addresses, errors, urls
from gazette.core.errors import BadValue, Refusal, Report, counted
from gazette.publishing import disk
from gazette.publishing.lock import Lock

DAILY, WEEKLY, LEFT = "daily", "weekly", "left"
"""How often somebody gets mails. LEFT: never again, also if an export still has them."""
COLUMNS = ("address", "subjects", "frequency")
MODE = 0o600
"""Only its owner may read the file."""
CREATE = "create it with `subscribers import FILE.csv`, or correct its path"
PATIENCE = 60
"""Seconds to wait for another command that changes the file."""


class Subscriber(NamedTuple):
    address: str
    subjects: frozenset[str] = frozenset()
    """Slugs of tags; none stands for everything."""
    frequency: str = DAILY

    @property
    def key(self) -> str:
        return addresses.key(self.address)

    @property
    def row(self) -> tuple[str, str, str]:
        return self.address, "; ".join(sorted(self.subjects)), self.frequency


Check = Callable[[int, Subscriber, Report], None]


def load(path: Path, report: Report, check: Check | None = None) -> list[Subscriber]:
    """The subscribers in a file and those who left, each once; its errors are reported.

    With `check`, each is checked with the line and the report.
    """
    report = report.about(str(path))
    found: dict[str, Subscriber] = {}
    for number, line in enumerate(re.split("\r\n?|\n", read(path, report)), 1):
        if number == 1 and [each.strip().lower() for each in line.split(",")] == [*COLUMNS]:
            continue
        try:
            cells = _cells(line)
            if not any(cells):
                continue
            each = subscriber(*cells)
        except BadValue as error:
            report.error(number, error.what, error.way_out)
            continue
        if check:
            check(number, each, report)
        if found.setdefault(each.key, each) is not each:
            report.warn(number, f"{each.address} is in the file twice", "remove one of the two lines")
    return list(found.values())


def read(path: Path, report: Report, if_missing: str = CREATE) -> str:
    """The text of a file; "" if it cannot be read, which is reported with what to do `if_missing`."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        report.error(0, "there is no such file", if_missing)
    except (OSError, UnicodeDecodeError) as error:
        report.error(0, f"cannot read the file: {error}", "make it a text file in UTF-8")
    return ""


def _cells(line: str) -> list[str]:
    """The cells of a line, which never go on in the next line; BadValue if they are not CSV or too many."""
    try:
        cells = next(csv.reader([line], strict=True), [])
    except csv.Error as error:
        raise BadValue(f"this is not CSV: {error}", "close the quote in the same line, or leave it out") from None
    cells = [cell.strip() for cell in cells]
    if any(cells[len(COLUMNS) :]):
        what = f"there are {len(cells)} cells"
        raise BadValue(what, "write an address, subjects and a frequency, with semicolons between subjects")
    return cells[: len(COLUMNS)]


def subscriber(address: str, subjects: str = "", frequency: str = "") -> Subscriber:
    """A subscriber from the cells of a row; BadValue if one of them is wrong."""
    often = frequency.strip().lower() or DAILY
    if often not in (DAILY, WEEKLY, LEFT):
        raise BadValue(f"{errors.shown(frequency)} is not a frequency", "write daily, weekly or left")
    names = [name.strip() for name in subjects.split(";") if name.strip()]
    if wrong := next((name for name in names if "@" in name), ""):
        raise BadValue(f"{errors.shown(wrong)} is in the place of a subject", "write each address on a line of its own")
    slugs = map(urls.tag_slug, names)
    return Subscriber(addresses.address(address), frozenset(slugs), often)


def save(path: Path, subscribers: Iterable[Subscriber]) -> None:
    """Replace the file by one with these subscribers, in one step."""
    body = as_csv(subscribers).encode()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = path.resolve()  # the file that a link names, not the link
    new = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, MODE)
        os.close(handle)
        disk.write_through(new, body)
        new.replace(path)
    except OSError:
        with suppress(OSError):
            new.unlink()
        raise
    disk.sync(path.parent)


def as_csv(subscribers: Iterable[Subscriber]) -> str:
    written = io.StringIO()
    rows = csv.writer(written, lineterminator="\n")
    rows.writerow(COLUMNS)
    rows.writerows(each.row for each in subscribers)
    return written.getvalue()


@contextmanager
def changing(path: Path) -> Iterator[None]:
    """Change the file while no other command does; Refusal if one takes too long."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = Lock(path.with_name(f".{path.name}.lock"))
    try:
        lock.acquire(limit=PATIENCE)
    except TimeoutError:
        raise Refusal(f"another command changes {path}; wait until it ends") from None
    try:
        yield
    finally:
        lock.release()


def key(address: str) -> str:
    """The key of an address that a person wrote; BadValue if it is not one."""
    return addresses.key(addresses.address(address))


def remove(subscribers: Iterable[Subscriber], address: str) -> tuple[list[Subscriber], int]:
    """The same people, of whom those with the address have left, and how many these are."""
    wanted, found, count = key(address), [], 0
    for each in subscribers:
        leaves = each.key == wanted and each.frequency != LEFT
        count += leaves
        found.append(Subscriber(each.address, frequency=LEFT) if leaves else each)
    return found, count


def add(
    subscribers: Iterable[Subscriber], address: str, subjects: str | None = None, frequency: str | None = None
) -> tuple[list[Subscriber], int]:
    """The same people with somebody who may have left before, and how many were added.

    Somebody who is subscribed keeps the subjects or the frequency for which None is given.
    """
    new, found = subscriber(address, subjects or "", frequency or ""), {each.key: each for each in subscribers}
    old = found.get(new.key)
    if not old or old.frequency == LEFT:
        return [*(found | {new.key: new}).values()], 1
    given = {"subjects": subjects, "frequency": frequency}
    changed = {name: getattr(new, name) for name, value in given.items() if value is not None}
    return [*(found | {old.key: old._replace(**changed)}).values()], 0


def active(subscribers: Iterable[Subscriber]) -> list[Subscriber]:
    """Those who have not left."""
    return [each for each in subscribers if each.frequency != LEFT]


def table(subscribers: Iterable[Subscriber], bounced: Iterable[str] = ()) -> str:
    """Lines for people: each subscriber, then how many there are. `bounced` has keys of addresses."""
    people, lost = list(subscribers), set(bounced)
    every = active(people)
    width = max((len(each.address) for each in every), default=0)
    lines = [_line(each, width, each.key in lost) for each in every]
    weekly = sum(each.frequency == WEEKLY for each in every)
    dead = sum(each.key in lost for each in every)
    total = f"{counted(len(every), 'subscriber')}: {len(every) - weekly:,} daily, {weekly:,} weekly"
    more = ((dead, "bounced"), (len(people) - len(every), "left"))
    return "\n".join([*lines, total + "".join(f", {count:,} {what}" for count, what in more if count)])


def _line(each: Subscriber, width: int, bounced: bool) -> str:
    subjects = ", ".join(sorted(each.subjects)) or "everything"
    return f"{each.address:<{width}}  {each.frequency:<6}  {subjects}" + ("  (bounced)" if bounced else "")

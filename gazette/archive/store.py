"""The archive as it is remembered between builds, so that a new day need not load the old ones.

A paper's number is its first day and its rank there; so numbers are in the order in which papers came.  A register
(of a tag, of an author) is a row of numbers.  What is asked for is loaded, and nothing else; `Shelf` is a row of
papers that does so behind the face of a sequence.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, overload

from msgspec import field, msgpack

from gazette.core.model import Noun, Origin, Paper

SCHEMA = """
create table papers (number integer primary key, body blob);
create table handles (handle integer, number integer, primary key (handle, number)) without rowid;
create table days (day integer primary key, body blob);
create table registers (kind text, slug text, count integer, body blob, numbers blob, primary key (kind, slug))
    without rowid;
create table facts (name text primary key, body blob) without rowid;
"""
RANKS = 1 << 16
TOGETHER = 50
"""So many papers are loaded by one question."""
_SOME = f"select number, body from papers where number in ({', '.join('?' * TOGETHER)})"


class Shown(Noun, frozen=True):
    """A day as it is remembered: with the numbers of its papers in rank order."""

    date: date
    numbers: tuple[int, ...]
    notes: tuple[str, ...] = ()
    origins: tuple[Origin, ...] = ()
    quiet: bool = False


class Register(Noun, frozen=True):
    """A tag or an author as remembered: its name and which mention gave it, and how many papers each month brought."""

    name: str
    named: tuple[Any, ...] = ()
    months: dict[int, int] = field(default_factory=dict)


_encode = msgpack.Encoder().encode
_paper = msgpack.Decoder(Paper).decode
_shown = msgpack.Decoder(Shown).decode
_register = msgpack.Decoder(Register).decode


def number(paper: Paper) -> int:
    """Its place in the order in which papers came."""
    return paper.first.day.toordinal() * RANKS + paper.first.rank


class Shelf(Sequence[Paper]):
    """Papers by their numbers, each loaded when it is looked at."""

    __slots__ = ("_holdings", "numbers")

    def __init__(self, holdings: Holdings, numbers: Sequence[int]) -> None:
        self._holdings, self.numbers = holdings, numbers

    def __len__(self) -> int:
        return len(self.numbers)

    @overload
    def __getitem__(self, at: int) -> Paper: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Paper, ...]: ...
    def __getitem__(self, at: int | slice) -> Paper | tuple[Paper, ...]:
        if isinstance(at, slice):
            return tuple(self._holdings.papers(self.numbers[at]))
        return self._holdings.paper(self.numbers[at])

    def __iter__(self) -> Iterator[Paper]:
        for at in range(0, len(self.numbers), TOGETHER):
            yield from self._holdings.papers(self.numbers[at : at + TOGETHER])

    def __reversed__(self) -> Iterator[Paper]:
        for at in range(len(self.numbers), 0, -TOGETHER):
            yield from reversed(self._holdings.papers(self.numbers[max(0, at - TOGETHER) : at]))


class Holdings:
    """What a connection's tables hold; sqlite3.Error, or KeyError for what is not there, where they are damaged."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base
        self._loaded: dict[int, Paper] = {}
        self._days: dict[date, Shown] | None = None

    def paper(self, number: int) -> Paper:
        if number not in self._loaded:
            self.papers([number])
        return self._loaded[number]

    def papers(self, numbers: Iterable[int]) -> list[Paper]:
        """As `paper`, of many: to ask for each by itself takes five times as long."""
        numbers = list(numbers)
        missing = [number for number in numbers if number not in self._loaded]
        for at in range(0, len(missing), TOGETHER):
            some = missing[at : at + TOGETHER]
            rows = self._base.execute(_SOME, [*some, *some[-1:] * (TOGETHER - len(some))])  # one text for any number
            self._loaded |= {number: _paper(body) for number, body in rows}
        return [self._loaded[number] for number in numbers]

    def bearers(self, handles: Iterable[int]) -> set[int]:
        """The numbers of the papers that bear one of these handles."""
        ask = "select number from handles where handle = ?"
        return {found for handle in handles for (found,) in self._base.execute(ask, (handle,))}

    def days(self) -> dict[date, Shown]:
        """In their order; what the caller holds does not change."""
        if self._days is None:
            rows = self._base.execute("select body from days order by day")
            self._days = {day.date: day for day in (_shown(body) for (body,) in rows)}
        return self._days

    def registers(self, kind: str, least: int = 0) -> Iterator[tuple[str, int, Register]]:
        """The slug, the number of papers and the row of each register with at least so many."""
        ask = "select slug, count, body from registers where kind = ? and count >= ? order by slug"
        for slug, count, body in self._base.execute(ask, (kind, least)):
            yield slug, count, _register(body)

    def register(self, kind: str, slug: str) -> tuple[Register, array[int]] | None:
        """A register and its numbers, if there is one."""
        ask = "select body, numbers from registers where kind = ? and slug = ?"
        row = self._base.execute(ask, (kind, slug)).fetchone()
        return (_register(row[0]), array("Q", row[1])) if row else None

    def numbers(self, kind: str, slug: str) -> array[int]:
        found = self.register(kind, slug)
        return found[1] if found else array("Q")

    def fact(self, name: str) -> Any:
        row = self._base.execute("select body from facts where name = ?", (name,)).fetchone()
        return msgpack.decode(row[0]) if row else None

    # Changes: part of a transaction that whoever opened the connection ends.

    def clear(self) -> None:
        for table in ("papers", "handles", "days", "registers", "facts"):
            self._base.execute(f"delete from {table}")
        self._loaded.clear()

    def shelve(self, papers: Mapping[int, Paper], handles: Iterable[tuple[int, int]]) -> None:
        """Put papers in, and the handles that each bears."""
        rows = ((number, _encode(paper)) for number, paper in papers.items())
        self._base.executemany("insert or replace into papers values (?, ?)", rows)
        self._base.executemany("insert or ignore into handles values (?, ?)", sorted(handles))
        self._loaded |= papers

    def forget(self, number: int, handles: Iterable[int]) -> None:
        gone = [(handle, number) for handle in handles]
        self._base.executemany("delete from handles where handle = ? and number = ?", gone)

    def take_out(self, number: int) -> None:
        self._base.execute("delete from papers where number = ?", (number,))
        self._loaded.pop(number, None)

    def put_days(self, days: Iterable[Shown]) -> None:
        self._days = None
        rows = [(day.date.toordinal(), _encode(day)) for day in days]
        self._base.executemany("insert or replace into days values (?, ?)", rows)

    def drop_day(self, day: date) -> None:
        self._days = None
        self._base.execute("delete from days where day = ?", (day.toordinal(),))

    def put_registers(self, kind: str, rows: Iterable[tuple[str, Register, array[int]]]) -> None:
        made = ((kind, slug, len(held), _encode(row), held.tobytes()) for slug, row, held in rows)
        self._base.executemany("insert or replace into registers values (?, ?, ?, ?, ?)", made)

    def drop_register(self, kind: str, slug: str) -> None:
        self._base.execute("delete from registers where kind = ? and slug = ?", (kind, slug))

    def put_fact(self, name: str, body: Any) -> None:
        self._base.execute("insert or replace into facts values (?, ?)", (name, _encode(body)))

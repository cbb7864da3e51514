"""The archive in SQLite: papers, days and indexes, read when they are needed and written at the end of a build."""

from __future__ import annotations

import os
import sqlite3
from array import array
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple, Self

from msgspec import MsgspecError, msgpack

from gazette.archive import lazy, related_tables, remembered_table
from gazette.archive.lazy import BATCH
from gazette.archive.moves import Published
from gazette.archive.remembered_table import Remembered
from gazette.core.errors import DamagedCache
from gazette.core.model import Noun, Origin, Page, Paper, Redirect

SCHEMA = f"""{related_tables.SCHEMA}{remembered_table.SCHEMA}
create table papers (number integer primary key, body blob);
create table keys (key integer, number integer, primary key (key, number)) without rowid;
create table days (day integer primary key, body blob);
create table indexes (kind text, slug text, count int, body blob, numbers blob, primary key (kind, slug)) without rowid;
create table moved (old text, new text);
"""
_OWN_TABLES = ("papers", "keys", "days", "indexes", "moved")
TABLES = _OWN_TABLES + related_tables.TABLES + remembered_table.TABLES
_SELECT_BATCH = f"select number, body from papers where number in ({', '.join('?' * BATCH)})"


class StoredDay(Noun, frozen=True):
    """A day with the numbers of its papers in rank order."""

    date: date
    numbers: tuple[int, ...]
    notes: tuple[str, ...] = ()
    origins: tuple[Origin, ...] = ()
    quiet: bool = False
    withdrawn: tuple[int, ...] = ()
    """The numbers of the papers whose withdrawal the day announces, in order."""


class Index(NamedTuple):
    """The numbers of the papers of a tag, an author or an organisation, and how many papers appeared in each month."""

    name: str
    numbers: array[int]
    months: Mapping[int, int]


EMPTY_INDEX = Index("", array("Q"), {})
_encode = msgpack.Encoder().encode
_paper = msgpack.Decoder(Paper).decode
_published = msgpack.Decoder(Published).decode
_day = msgpack.Decoder(StoredDay).decode
_name_and_months = msgpack.Decoder(tuple[str, dict[int, int]]).decode


def _numbers(packed: bytes) -> array[int]:
    """The numbers of papers that `array.tobytes` packed."""
    if len(packed) % 8:
        raise DamagedCache("a list of papers is cut off")
    return array("Q", packed)


class Store:
    """The tables of a connection, with changes that `flush` writes.

    Methods that read raise DamagedCache, sqlite3.Error or MsgspecError if the tables are damaged.  A forked process
    must not use the connection: `load` before the fork what it will read.
    """

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base, self._process = base, os.getpid()
        self._cleared = False
        self.related = related_tables.RelatedTables(base)
        self.remembered = Remembered(base)
        self._forget()

    def _forget(self) -> None:
        self._papers: dict[int, Paper] = {}
        self._stored_days: dict[date, StoredDay] | None = None
        self._days: dict[date, StoredDay] | None = None
        self._changed: dict[int, Paper | None] = {}
        self._changed_days: dict[date, StoredDay | None] = {}
        self._changed_indexes: dict[str, dict[str, Index]] = {}
        self._moved: list[Redirect] | None = None
        self._added: list[tuple[int, int]] = []
        self._removed: set[tuple[int, int]] = set()

    @classmethod
    def in_memory(cls) -> Self:
        base = sqlite3.connect(":memory:")
        base.executescript(SCHEMA)
        return cls(base)

    def _ask(self, query: str, *values: object) -> Iterator[Any]:
        assert os.getpid() == self._process, "a forked process must not use its parent's connection"
        return iter(()) if self._cleared else self._base.execute(query, values)

    # Papers.

    def paper(self, number: int) -> Paper:
        if number not in self._papers:
            self.load([number])
        return self._papers[number]

    def papers(self, numbers: Iterable[int]) -> list[Paper]:
        numbers = list(numbers)
        self.load(numbers)
        return [self._papers[number] for number in numbers]

    def load(self, numbers: Iterable[int]) -> None:
        """Load papers in batches, in a fifth of the time that one query for each takes."""
        missing = [number for number in numbers if number not in self._papers]
        for at in range(0, len(missing), BATCH):
            batch = missing[at : at + BATCH]
            rows = self._ask(_SELECT_BATCH, *batch, *batch[-1:] * (BATCH - len(batch)))  # always one query text
            self._papers |= {number: _paper(body) for number, body in rows}
            if not self._papers.keys() >= {*batch}:
                raise DamagedCache("a paper is missing")

    def load_all(self) -> None:
        rows = self._ask("select number, body from papers")
        known = {number: _paper(body) for number, body in rows if number not in self._changed}
        self._papers = known | self._papers
        self.load(number for day in self.days().values() for number in day.numbers)  # nothing is missing

    def load_shown(self, pages: Iterable[Page]) -> None:
        """Load every paper that these pages show."""
        self.load(dict.fromkeys(number for page in pages for number in lazy.numbers_in(page.shows)))

    def with_keys(self, keys: Iterable[int]) -> set[int]:
        """The numbers of the papers that have one of these keys."""
        keys = set(keys)
        ask = "select number from keys where key = ?"
        found = {number for key in keys for (number,) in self._ask(ask, key) if (key, number) not in self._removed}
        return found | {number for key, number in self._added if key in keys} if self._added else found

    def published(self) -> dict[int, Published]:
        """The papers that the last build stored, even after `clear`; none if an older Gazette stored others."""
        try:
            return {number: _published(body) for number, body in self._base.execute("select number, body from papers")}
        except MsgspecError:
            return {}

    def put_papers(self, papers: Mapping[int, Paper], keys: Iterable[tuple[int, int]]) -> None:
        """Add or replace papers; `keys` are pairs of a key and the number of the paper that has it."""
        self._changed |= papers
        self._papers |= papers
        self._added += keys

    def remove_paper(self, number: int) -> None:
        self._changed[number] = None
        self._papers.pop(number, None)

    def remove_keys(self, number: int, keys: Iterable[int]) -> None:
        gone = {(key, number) for key in keys}
        self._removed |= gone
        self._added = [each for each in self._added if each not in gone]

    # Days.

    def days(self) -> dict[date, StoredDay]:
        """All days in order; a later change does not change this dict."""
        if self._stored_days is None:
            rows = (_day(body) for (body,) in self._ask("select body from days order by day"))
            self._stored_days = {day.date: day for day in rows}
        if self._days is None:
            found = self._stored_days | self._changed_days
            self._days = {each: day for each in sorted(found) if (day := found[each])}
        return self._days

    def put_day(self, day: date, stored: StoredDay | None) -> None:
        """Add or replace a day; None removes it."""
        self._days = None
        self._changed_days[day] = stored

    # Redirects from the former addresses of papers.

    def moved(self) -> tuple[Redirect, ...]:
        if self._moved is not None:
            return tuple(self._moved)
        return tuple(Redirect(old, new) for old, new in self._ask("select old, new from moved order by rowid"))

    def put_moved(self, moved: Iterable[Redirect]) -> None:
        """Replace all redirects."""
        self._moved = [*moved]

    # Indexes, by kind and slug.

    def index(self, kind: str, slug: str) -> Index:
        """The index of one slug; EMPTY_INDEX if no paper is in it."""
        if slug in (changed := self._changed_indexes.get(kind, {})):
            return changed[slug]
        ask = "select body, numbers from indexes where kind = ? and slug = ?"
        for body, numbers in self._ask(ask, kind, slug):
            name, counts = _name_and_months(body)
            return Index(name, _numbers(numbers), counts)
        return EMPTY_INDEX

    def names(self, kind: str, least: int) -> Iterator[tuple[str, str, int, Mapping[int, int]]]:
        """Slug, name, number of papers and months of each index with at least `least` papers, in the order of slugs."""
        ask = "select slug, count, body from indexes where kind = ? and count >= ?"
        found = {slug: (slug, *_counted(body, count)) for slug, count, body in self._ask(ask, kind, least)}
        for slug, index in self._changed_indexes.get(kind, {}).items():
            if len(index.numbers) >= least:
                found[slug] = slug, index.name, len(index.numbers), index.months
            else:
                found.pop(slug, None)
        return (found[slug] for slug in sorted(found))

    def every(self, kind: str) -> Iterator[tuple[str, str, array[int]]]:
        """Slug, name and papers of each index of a kind, in the order of slugs."""
        changed = self._changed_indexes.get(kind, {})
        found = {slug: (slug, index.name, index.numbers) for slug, index in changed.items() if index.numbers}
        for slug, body, packed in self._ask("select slug, body, numbers from indexes where kind = ?", kind):
            if slug not in changed:
                found[slug] = slug, _name_and_months(body)[0], _numbers(packed)
        return (found[slug] for slug in sorted(found))

    def put_index(self, kind: str, slug: str, index: Index) -> None:
        """Add or replace an index; one without papers is removed."""
        self._changed_indexes.setdefault(kind, {})[slug] = index

    # Writing.

    def clear(self) -> None:
        """Forget everything, including changes that are not written."""
        self._forget()
        self.related.clear()
        self.remembered.clear()
        self._cleared = True

    def flush(self) -> None:
        """Write all changes, without a commit."""
        base = self._base
        for table in _OWN_TABLES if self._cleared else ():
            base.execute(f"delete from {table}")
        gone = [(number,) for number, paper in self._changed.items() if not paper]
        rows = ((number, _encode(paper)) for number, paper in self._changed.items() if paper)
        base.executemany("delete from papers where number = ?", gone)
        base.executemany("insert or replace into papers values (?, ?)", rows)
        base.executemany("delete from keys where key = ? and number = ?", self._removed)
        base.executemany("insert or ignore into keys values (?, ?)", sorted(self._added))
        if self._moved is not None:
            base.execute("delete from moved")
            base.executemany("insert into moved values (?, ?)", [(each.old, each.new) for each in self._moved])
        self._flush_days()
        self.remembered.flush()
        self._flush_indexes()
        self.related.flush()
        self._changed, self._added, self._removed, self._cleared = {}, [], set(), False

    def _flush_days(self) -> None:
        gone = [(day.toordinal(),) for day, stored in self._changed_days.items() if not stored]
        rows = ((day.toordinal(), _encode(stored)) for day, stored in self._changed_days.items() if stored)
        self._base.executemany("delete from days where day = ?", gone)
        self._base.executemany("insert or replace into days values (?, ?)", rows)
        self._changed_days, self._stored_days = {}, self._days

    def _flush_indexes(self) -> None:
        for kind, changed in self._changed_indexes.items():
            gone = [(kind, slug) for slug, index in changed.items() if not index.numbers]
            rows = (
                (kind, slug, len(numbers), _encode((name, counts)), numbers.tobytes())
                for slug in sorted(changed)
                for name, numbers, counts in [changed[slug]]
                if numbers
            )
            self._base.executemany("delete from indexes where kind = ? and slug = ?", gone)
            self._base.executemany("insert or replace into indexes values (?, ?, ?, ?, ?)", rows)
        self._changed_indexes = {}


def _counted(body: bytes, count: int) -> tuple[str, int, Mapping[int, int]]:
    name, counts = _name_and_months(body)
    return name, count, counts

"""What a build keeps of related papers in SQLite: the terms of each paper, its related papers, and postings."""

from __future__ import annotations

import os
import sqlite3
from array import array
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from msgspec import Struct, msgpack

from gazette.core.errors import DamagedCache
from gazette.search.similarity import NONE, Places, Terms

SCHEMA = """
create table related (place integer primary key, day integer, number integer, body blob, later blob);
create index related_days on related (day);
create index related_numbers on related (number);
create table rare_words (word integer primary key, places blob);
create table word_counts (month integer primary key, size integer, counts blob);
"""
TABLES = ("related", "rare_words", "word_counts")


class Link(Struct, frozen=True, array_like=True, gc=False):
    """An earlier paper, and the words that both papers have."""

    place: int
    score: int
    words: tuple[str, ...]


class Body(Struct, frozen=True, array_like=True, gc=False):
    """A paper: a digest of its title and abstract, their terms, and the earlier papers that it is related to."""

    slug: str
    text: bytes
    words: bytes
    pairs: bytes
    earlier: tuple[Link, ...]

    @property
    def terms(self) -> Terms:
        return Terms(_numbers(self.words, "I"), _numbers(self.pairs, "I"))


class Row(NamedTuple):
    """A paper at its place in the order of days and slugs.

    `later` has 2 ** 32 times the score plus the place of each later paper that is related to this one, highest first.
    """

    day: int
    number: int
    body: Body
    later: array[int]


class Closed(NamedTuple):
    """The words of the papers of the closed months, and how many papers these are; `month` is the one after them."""

    month: int
    size: int
    counts: array[int]


_encode = msgpack.Encoder().encode
_decode = msgpack.Decoder(Body).decode


def _numbers(packed: bytes, kind: str) -> array[int]:
    found = array(kind)
    if len(packed) % found.itemsize:
        raise DamagedCache("a list of related papers is cut off")
    found.frombytes(packed)
    return found


class RelatedTables:
    """The tables of a connection, with changes that `flush` writes."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base, self._process = base, os.getpid()
        self._end: int | None = None
        self._forget()

    def _forget(self) -> None:
        self._rows: dict[int, Row] = {}
        self._places: dict[int, int] = {}
        self._changed: set[int] = set()
        self._closed: Closed | None = None
        self._postings: Mapping[int, Places] | None = None

    def clear(self) -> None:
        """Forget everything, including changes that are not written."""
        self._forget()
        self._end, self._postings = 0, {}

    def _ask(self, query: str, *values: object) -> Iterator[Any]:
        assert os.getpid() == self._process, "a forked process must not use its parent's connection"
        return iter(()) if self._end == 0 else self._base.execute(query, values)

    # Papers.

    def __getitem__(self, place: int) -> Row:
        if place not in self._rows:
            found = self._known("place = ?", place)
            if not found:
                raise DamagedCache("a related paper is missing")
        return self._rows[place]

    def _known(self, where: str, *values: object) -> list[int]:
        """Read the rows of the last build that were neither removed nor changed; returns the places in order."""
        places = []
        for place, day, number, body, later in self._ask(
            f"select * from related where {where} order by place", *values
        ):
            if self._end is None or place < self._end:
                places.append(place)
                if place not in self._rows:
                    self._remember(place, Row(day, number, _decode(body), _numbers(later, "Q")))
        return places

    def _remember(self, place: int, row: Row) -> None:
        self._rows[place] = row
        self._places[row.number] = place

    def place(self, number: int) -> int | None:
        """The place of the paper with a number."""
        if number not in self._places:
            self._known("number = ?", number)
        return self._places.get(number)

    def on(self, day: int) -> list[int]:
        return self._known("day = ?", day)

    def since(self, day: int) -> list[int]:
        return self._known("day >= ?", day)

    def before(self, day: int) -> list[int]:
        return self._known("day < ?", day)

    def size_before(self, day: int) -> int:
        """The number of papers before a day, which is the place of its first paper."""
        return next((int(count) for (count,) in self._ask("select count(*) from related where day < ?", day)), 0)

    def cut(self, end: int) -> None:
        """Remove the papers from a place on."""
        self._end = end if self._end is None else min(end, self._end)
        for place in [each for each in self._rows if each >= end]:
            del self._rows[place]
        self._places = {number: place for number, place in self._places.items() if place < end}

    def put(self, place: int, row: Row) -> None:
        """Add or replace a paper."""
        old = self._rows.get(place)
        if old and self._places.get(old.number) == place:
            del self._places[old.number]
        self._changed.add(place)
        self._remember(place, row)

    # The words of the closed months.

    def closed(self) -> Closed | None:
        for month, size, counts in self._ask("select month, size, counts from word_counts"):
            return Closed(month, size, _numbers(counts, "I"))
        return None

    def get(self, word: int) -> Places | None:
        """The places of the papers of the closed months that have a word: see Postings."""
        for (places,) in self._ask("select places from rare_words where word = ?", word):
            return _numbers(places, "I") or NONE
        return None

    def put_closed(self, closed: Closed | None, postings: Mapping[int, Places]) -> None:
        """Replace all words."""
        self._closed, self._postings = closed, postings

    # Writing.

    def flush(self) -> None:
        """Write all changes, without a commit."""
        base = self._base
        if self._end is not None:
            base.execute("delete from related where place >= ?", (self._end,))
        rows = ((place, self._rows[place]) for place in sorted(self._changed))
        packed = ((place, row.day, row.number, _encode(row.body), row.later.tobytes()) for place, row in rows)
        base.executemany("insert or replace into related values (?, ?, ?, ?, ?)", packed)
        if self._postings is not None:
            self._flush_words(self._closed, self._postings)
        self._changed, self._postings, self._end = set(), None, None

    def _flush_words(self, closed: Closed | None, postings: Mapping[int, Places]) -> None:
        base = self._base
        base.execute("delete from word_counts")
        base.execute("delete from rare_words")
        if closed:
            base.execute("insert into word_counts values (?, ?, ?)", (*closed[:2], closed.counts.tobytes()))
            words = ((word, array("I", postings[word]).tobytes()) for word in sorted(postings))
            base.executemany("insert into rare_words values (?, ?)", words)

"""What each page was drawn with, as it is remembered between builds: its key, its bytes' mark, whose page it is.

Also which addresses its Markdown leads to, and whether a page was there: such a page is drawn again when one
appears or goes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import msgspec

SCHEMA = """
create table pages (path text primary key, noun text, key blob, mark text, answers text) without rowid;
create index pages_of on pages (noun);
create index asking on pages (path) where answers is not null;
"""
Answers = Mapping[str, bool]
"""The addresses that a page's Markdown leads to, and whether a page was there."""
NO_ANSWERS: Answers = {}
"""Of most pages, and so one for all of them."""


class Drawn(NamedTuple):
    """The key that a page was drawn with, the mark of the file it became, and what was answered to it."""

    key: bytes
    mark: str
    answers: Answers


Row = tuple[str, str, Drawn]
"""The path of a page, whose it is, and what it was drawn with."""

_COLUMNS = "path, noun, key, mark, answers"
_answers = msgspec.json.Decoder(dict[str, bool]).decode


class Drawings:
    """The table in a connection; what is damaged is as if it had not been."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base

    def all(self) -> dict[str, Drawn]:
        """Of every page, by its path."""
        try:
            return {path: drawn for path, _, drawn in self._rows("")}
        except (sqlite3.Error, msgspec.MsgspecError):
            return {}

    def of(self, nouns: Iterable[str]) -> dict[str, Drawn]:
        """Of the pages of some nouns, by their paths."""
        found = (row for noun in nouns for row in self._rows("where noun = ?", noun))
        return {path: drawn for path, _, drawn in found}

    def asking(self, addresses: frozenset[str]) -> set[str]:
        """The nouns whose pages' Markdown leads to one of these addresses."""
        rows = self._rows("where answers is not null")
        return {noun for _, noun, drawn in rows if not addresses.isdisjoint(drawn.answers)}

    def _rows(self, where: str, *known: str) -> Iterator[Row]:
        ask = f"select {_COLUMNS} from pages {where}"
        for path, noun, key, mark, answers in self._base.execute(ask, known):
            yield path, noun, Drawn(key, mark, _answers(answers) if answers else NO_ANSWERS)

    def keep(self, drawn: Iterable[Row]) -> None:
        """Remember these, in the place of what was known of them."""
        rows = (
            (path, noun, key, mark, msgspec.json.encode(answers).decode() if answers else None)
            for path, noun, (key, mark, answers) in sorted(drawn)
        )
        self._base.executemany(f"insert or replace into pages ({_COLUMNS}) values (?, ?, ?, ?, ?)", rows)

    def forget(self, gone: Iterable[str]) -> None:
        self._base.executemany("delete from pages where path = ?", [(path,) for path in gone])

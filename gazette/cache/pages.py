"""The pages of the last build: the key that each was drawn with, the mark of its file, and what it is about.

Also which addresses in the site the page's Markdown links to, and whether they existed.  If that changes, the page is
drawn again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import msgspec

from gazette.core.model import Ref

SCHEMA = """
create table pages (path text primary key, kind text, name text, key blob, mark text, links text, dead integer)
    without rowid;
create index pages_about on pages (kind, name);
create index pages_linking on pages (path) where links is not null;
create index pages_dead on pages (path) where dead;
"""
Links = Mapping[str, bool]
"""The addresses in the site that a page's Markdown links to, and whether they exist.  `dead` says that one does not."""
NO_LINKS: Links = {}


class Drawn(NamedTuple):
    """The key that a page was drawn with, the mark of its file, and its links."""

    key: bytes
    mark: str
    links: Links


PageRow = tuple[str, Ref | None, Drawn]
"""The path of a page, what it is about, and what it was drawn with."""

_COLUMNS = "path, kind, name, key, mark, links"
_links = msgspec.json.Decoder(dict[str, bool]).decode
_WHOLE = Ref("", "")


class CachedPages:
    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base

    def all(self) -> dict[str, Drawn]:
        """Every page, by its path."""
        return {path: drawn for path, _, drawn in self._rows("")}

    def about(self, refs: Iterable[Ref]) -> dict[str, Drawn]:
        """The pages about some things, and those of the whole archive, by their paths."""
        found = (row for ref in (*refs, _WHOLE) for row in self._rows("where kind = ? and name = ?", *ref))
        return {path: drawn for path, _, drawn in found}

    def linking(self, addresses: frozenset[str]) -> set[Ref]:
        """The things whose pages' Markdown links to one of these addresses, or to a part of it."""
        rows = self._rows("where links is not null")
        return {ref for _, ref, drawn in rows if ref and not addresses.isdisjoint(map(_without_part, drawn.links))}

    def dead_links(self) -> Iterator[PageRow]:
        """The pages whose Markdown links to an address that does not exist."""
        return self._rows("where dead")

    def _rows(self, where: str, *known: str) -> Iterator[PageRow]:
        for path, kind, name, key, mark, links in self._base.execute(f"select {_COLUMNS} from pages {where}", known):
            drawn = Drawn(key, mark, _links(links) if links else NO_LINKS)
            yield path, Ref(kind, name) if kind else None, drawn

    def put(self, drawn: Iterable[PageRow]) -> None:
        """Add or replace pages."""
        rows = (
            (path, *(ref or _WHOLE), key, mark, *_stored(links))
            for path, ref, (key, mark, links) in sorted(drawn, key=lambda row: row[0])
        )
        self._base.executemany(f"insert or replace into pages ({_COLUMNS}, dead) values (?, ?, ?, ?, ?, ?, ?)", rows)

    def remove(self, paths: Iterable[str]) -> None:
        self._base.executemany("delete from pages where path = ?", [(path,) for path in paths])


def _without_part(address: str) -> str:
    return address.partition("#")[0]


def _stored(links: Links) -> tuple[str | None, bool]:
    """The columns `links` and `dead`."""
    return (msgspec.json.encode(links).decode() if links else None), not all(links.values())

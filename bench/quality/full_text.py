"""SQLite's full-text index, to compare the search of a site with: https://www.sqlite.org/fts5.html."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable


class FullTextIndex:
    """The titles, abstracts and authors of papers, by their slugs."""

    def __init__(self, papers: Iterable[tuple[str, str, str, str]]) -> None:
        """Each paper is its slug, title, abstract and authors."""
        self._database = sqlite3.connect(":memory:")
        self._database.execute("CREATE VIRTUAL TABLE papers USING fts5 (slug UNINDEXED, title, abstract, authors)")
        self._database.executemany("INSERT INTO papers VALUES (?, ?, ?, ?)", papers)

    def search(self, query: str, limit: int) -> list[str]:
        """The slugs of the papers that have all words of a query, best first; a word in the title counts threefold."""
        words = " ".join(f'"{word}"' for word in query.replace('"', " ").split())
        found = self._database.execute(
            "SELECT slug FROM papers WHERE papers MATCH ? ORDER BY bm25(papers, 0, 3, 1, 1) LIMIT ?", (words, limit)
        )
        return [slug for (slug,) in found]

    def papers_with(self, word: str) -> int:
        """The number of papers with a word."""
        ((count,),) = self._database.execute("SELECT count(*) FROM papers WHERE papers MATCH ?", (f'"{word}"',))
        return int(count)

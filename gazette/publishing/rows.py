"""The rows of a record as they stand, for who wants to know of a few: no table is made of a hundred thousand."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping

STRIDE = 16
"""Of so many rows one path is taken out: among these a search needs no Python for every comparison."""


class Rows(Mapping[str, str]):
    """`mark path` rows in the order of their paths."""

    __slots__ = ("_heads", "_rows")

    def __init__(self, rows: list[str]) -> None:
        self._rows = rows
        self._heads = [_path(row) for row in rows[::STRIDE]]

    def __getitem__(self, path: str) -> str:
        first = max(0, bisect_right(self._heads, path) - 1) * STRIDE
        at = bisect_left(self._rows, path, first, min(first + STRIDE, len(self._rows)), key=_path)
        if at == len(self._rows) or _path(self._rows[at]) != path:
            raise KeyError(path)
        return self._rows[at].partition(" ")[0]

    def __iter__(self) -> Iterator[str]:
        return map(_path, self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def lines(self) -> Iterator[str]:
        """The rows as a record has them."""
        return (f"{row}\n" for row in self._rows)

    def changed(self, marks: Mapping[str, str], gone: Iterable[str]) -> Rows:
        """The rows with these marks, old paths or new, and without those that are gone."""
        rows = [*self._rows]
        for path in gone:
            at = bisect_left(rows, path, key=_path)
            if at < len(rows) and _path(rows[at]) == path:
                del rows[at]
        for path, mark in marks.items():
            at = bisect_left(rows, path, key=_path)
            old = at < len(rows) and _path(rows[at]) == path
            rows[at : at + old] = [f"{mark} {path}"]
        return Rows(rows)


def _path(row: str) -> str:
    return row[row.index(" ") + 1 :]

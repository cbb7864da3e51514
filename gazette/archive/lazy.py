"""Sequences of papers that are loaded when they are read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Protocol, overload

from msgspec import Struct, structs

from gazette.archive import numbering
from gazette.core.model import Paper

BATCH = 50
"""The number of papers that are loaded together."""


class PaperSource(Protocol):
    def paper(self, number: int) -> Paper: ...

    def papers(self, numbers: Iterable[int]) -> list[Paper]: ...


class LazyPapers(Sequence[Paper]):
    """A sequence of papers, given by their numbers, that loads a paper when it is read."""

    __slots__ = ("numbers", "store")

    def __init__(self, store: PaperSource, numbers: Sequence[int]) -> None:
        self.store, self.numbers = store, numbers

    def __len__(self) -> int:
        return len(self.numbers)

    @overload
    def __getitem__(self, at: int) -> Paper: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Paper, ...]: ...
    def __getitem__(self, at: int | slice) -> Paper | tuple[Paper, ...]:
        if isinstance(at, slice):
            return tuple(self.store.papers(self.numbers[at]))
        return self.store.paper(self.numbers[at])

    def __iter__(self) -> Iterator[Paper]:
        for at in range(0, len(self.numbers), BATCH):
            yield from self.store.papers(self.numbers[at : at + BATCH])

    def __reversed__(self) -> Iterator[Paper]:
        for at in range(len(self.numbers), 0, -BATCH):
            yield from reversed(self.store.papers(self.numbers[max(0, at - BATCH) : at]))


def numbers_of(papers: Sequence[Paper]) -> Sequence[int]:
    """The numbers of these papers, which are not loaded for that."""
    return papers.numbers if isinstance(papers, LazyPapers) else [numbering.number(paper) for paper in papers]


def at_places(papers: Sequence[Paper], places: Iterable[int]) -> tuple[Paper, ...]:
    """The papers at these places of a sequence, which are loaded together."""
    if isinstance(papers, LazyPapers):
        return tuple(papers.store.papers([papers.numbers[place] for place in places]))
    return tuple(papers[place] for place in places)


def numbers_in(value: object) -> Iterator[int]:
    """The numbers of all papers in the LazyPapers that a value contains, in no particular order."""
    waiting = [value]
    while waiting:
        each = waiting.pop()
        kind = type(each)
        if kind in _WITHOUT:  # nearly everything; a new day looks at some forty thousand values
            continue
        if isinstance(each, LazyPapers):
            yield from each.numbers
        elif isinstance(each, Struct):
            waiting += structs.astuple(each)
        elif isinstance(each, tuple | list):
            waiting += each
        elif isinstance(each, Mapping):
            waiting += each.values()


_WITHOUT = frozenset({str, int, bool, float, bytes, date, type(None), Paper})
"""Types of values that contain no LazyPapers."""

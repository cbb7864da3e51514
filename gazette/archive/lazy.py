"""Sequences of papers that are loaded when they are read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol, overload

from msgspec import Struct, structs

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


def numbers_in(value: object) -> Iterator[int]:
    """The numbers of all papers in the LazyPapers that a value contains."""
    if isinstance(value, LazyPapers):
        yield from value.numbers
    elif isinstance(value, Struct) and not isinstance(value, Paper):
        yield from (number for each in structs.astuple(value) for number in numbers_in(each))
    elif isinstance(value, tuple | list):
        yield from (number for each in value for number in numbers_in(each))
    elif isinstance(value, Mapping):
        yield from (number for each in value.values() for number in numbers_in(each))

"""How the papers of a tag moved since the last build, and so which of its numbered pages are unchanged."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple


class Shift(NamedTuple):
    """There were `total` papers at the last build.

    They have the same places up to `start`, except those at `places`, which changed.
    """

    total: int
    start: int
    places: tuple[int, ...] = ()

    def keeps(self, number: int, length: int) -> bool:
        """Whether the numbered page of `length` papers has the same papers, and links to the same newer page."""
        first, end = (number - 1) * length, number * length
        same = bisect_left(self.places, first) == bisect_left(self.places, end)
        return same and end <= self.start and number < self.start // length - 1


def shift(before: array[int], now: array[int], changed: Sequence[int]) -> Shift:
    """Compare the numbers of a tag's papers; `changed` are the numbers of all papers that changed, in order."""
    if now[: len(before)] == before:
        start = len(before)
    else:
        first = min({*before} ^ {*now})
        start = min(bisect_left(before, first), bisect_left(now, first))
    places = (bisect_left(now, number) for number in changed)
    known = set(changed)
    return Shift(len(before), start, tuple(at for at in places if at < start and now[at] in known))

"""Which numbered pages of a tag are unchanged since the last build, from the places of its papers then and now."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple


class Shift(NamedTuple):
    """How the list of a tag's papers changed.

    It had `total` papers at the last build.  The first `start` of them have the same places now, and those at `places`
    changed themselves.
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
    """Compare two lists of numbers of a tag's papers; `changed` has the numbers of all changed papers, in order."""
    if now[: len(before)] == before:
        start = len(before)
    else:
        first = min({*before} ^ {*now})
        start = min(bisect_left(before, first), bisect_left(now, first))
    places = (bisect_left(now, number) for number in changed)
    known = set(changed)
    return Shift(len(before), start, tuple(at for at in places if at < start and now[at] in known))

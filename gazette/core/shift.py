"""How a tag's papers moved since the last build, and so which of its numbered pages stand as they were."""

from __future__ import annotations

from bisect import bisect_left

from msgspec import Struct


class Shift(Struct, frozen=True, array_like=True, gc=False):
    """How the papers of a tag differ from those at the last build.

    There were `count`; the same stand in their places up to `start`, but for those at `places`, which changed.
    """

    count: int
    start: int
    places: tuple[int, ...] = ()

    def stands(self, number: int, length: int) -> bool:
        """A page's papers are the same, and so is the page after it, to which it leads."""
        first, end = (number - 1) * length, number * length
        same = bisect_left(self.places, first) == bisect_left(self.places, end)
        return same and end <= self.start and number < self.start // length - 1

"""Find the digests that a change of listings can affect."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date

from gazette.archive import comparisons, digests, periods
from gazette.core.model import Ref

KIND = "digest"


def refs(listed: Sequence[date], days: Iterable[date], weeks: Iterable[str], counted: Collection[date]) -> set[Ref]:
    """The digests that may have changed; `listed` are all days, in order.

    `days` and `weeks` are those that changed, that are no longer listed, or whose neighbours are others.  `counted` are
    the days whose papers count otherwise for rising subjects.
    """
    found = {*weeks, *map(str, days)}
    for day in days:
        found.update(map(str, _days_that_look_back(listed, day)))
    if counted:
        found.update(_with_rising(listed, sorted(counted)))
    return {Ref(KIND, name) for name in found}


def _days_that_look_back(listed: Sequence[date], day: date) -> Sequence[date]:
    """The days whose digests may have papers of a day: those of seven days, with the next Monday, and one more."""
    end = bisect_left(listed, digests.moved(day, digests.DAYS_LATE))
    return listed[bisect_right(listed, day) : end + 1]


def _with_rising(listed: Sequence[date], counted: Sequence[date]) -> Iterator[str]:
    """The digests whose rising subjects are those of a time in which one of these days is."""
    for day in listed[bisect_left(listed, digests.moved(counted[0], -6)) :]:
        if day.weekday() == 0 and _look_at(day, counted):
            yield str(day)
        week = periods.NAMES["week"](day)
        if _look_at(digests.monday_after(week), counted):
            yield week


def _look_at(monday: date, counted: Sequence[date]) -> bool:
    """Whether the rising subjects on a Monday depend on one of these days."""
    first = bisect_left(counted, digests.moved(monday, -comparisons.DAYS - comparisons.DAYS_BEFORE))
    return first < bisect_right(counted, monday)

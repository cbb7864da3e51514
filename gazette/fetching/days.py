"""Which days to fetch."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, timedelta

FIRST_DAYS = 7
"""A new archive begins with so many days, today included."""
AGAIN = 7
"""Days before the last listing in which weekdays without a listing are asked for again."""
SATURDAY = 5


def between(first: date, last: date) -> list[date]:
    return [first + timedelta(number) for number in range((last - first).days + 1)]


def missing(listed: Collection[date], today: date) -> list[date]:
    """The day of the last listing, which may have grown, all days after it, and the gaps shortly before it."""
    past = [day for day in listed if day <= today]
    if not past:
        return between(today - timedelta(FIRST_DAYS - 1), today)
    last = max(past)
    start = max(min(past), last - timedelta(AGAIN))
    gaps = [day for day in between(start, last) if day not in listed and is_weekday(day)]
    return [*gaps, *between(last, today)]


def gaps(days: Collection[date], listed: Collection[date], today: date) -> Iterator[date]:
    """The weekdays among `days` that have no listing; today may still get one."""
    return (day for day in sorted(days) if day < today and day not in listed and is_weekday(day))


def is_weekday(day: date) -> bool:
    return day.weekday() < SATURDAY

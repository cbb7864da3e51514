"""Which days to fetch."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, timedelta

FIRST_DAYS = 7
"""A new archive begins with so many days, today included."""
AGAIN = 7
"""Days before the last listing that are asked for again: papers may be late, and a failed day may be there now."""
SATURDAY = 5


def between(first: date, last: date) -> list[date]:
    return [first + timedelta(number) for number in range((last - first).days + 1)]


def missing(listed: Collection[date], today: date) -> list[date]:
    """The days after the last listing and those shortly before it, but none before the first listing."""
    past = [day for day in listed if day <= today]
    if not past:
        return between(today - timedelta(FIRST_DAYS - 1), today)
    return between(max(min(past), max(past) - timedelta(AGAIN)), today)


def gaps(days: Collection[date], listed: Collection[date], today: date) -> Iterator[date]:
    """The weekdays among `days` that have no listing; today may still get one."""
    return (day for day in sorted(days) if day < today and day not in listed and is_weekday(day))


def is_weekday(day: date) -> bool:
    return day.weekday() < SATURDAY

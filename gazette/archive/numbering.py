"""The numbers of papers, in the order in which papers first appeared, and of months."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from functools import cache

from gazette.core.model import Paper

MAX_RANK = 1 << 16
"""More than the papers of one day."""


def number(paper: Paper) -> int:
    """The ordinal of the paper's first day, times MAX_RANK, plus its rank on that day."""
    return paper.first.day.toordinal() * MAX_RANK + paper.first.rank


def first_day(number: int) -> int:
    """The ordinal of the day on which a paper first appeared."""
    return number // MAX_RANK


def month(day: date) -> int:
    """The number of a day's month, counted from January of year 0."""
    return day.year * 12 + day.month - 1


def months(numbers: Iterable[int]) -> dict[int, int]:
    """How many of these papers first appeared in each month."""
    return dict(Counter([_month_of(number // MAX_RANK) for number in numbers]))


@cache
def _month_of(ordinal: int) -> int:
    return month(date.fromordinal(ordinal))

"""Two spans of time that are compared: the last eight weeks with the year before, or a year with the one before."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from gazette.archive import numbering
from gazette.archive.numbering import MAX_RANK

DAYS, DAYS_BEFORE = 56, 365
"""The number of recent days, and of the days before them with which they are compared."""
GAP = 7
"""The time before is complete if its listings begin so many days after its beginning at most."""

Numbers = Sequence[int]
"""The sorted numbers of papers."""


class Span(NamedTuple):
    """Days from `start` to the day before `end`, as ordinals."""

    start: int
    end: int

    def places(self, numbers: Numbers) -> range:
        """The places of the papers that first appeared in the span."""
        start = bisect_left(numbers, self.start * MAX_RANK)
        return range(start, bisect_left(numbers, self.end * MAX_RANK, start))

    def size(self, numbers: Numbers) -> int:
        """How many papers first appeared in the span."""
        return len(self.places(numbers))


class Comparison(NamedTuple):
    """A span and the one before it, and how many papers there are in each."""

    recent: Span
    before: Span
    all_recent: int
    all_before: int
    since: int
    """The first day in `before` with new papers, as an ordinal; the end of `before` if no day has any."""

    @property
    def is_possible(self) -> bool:
        """Whether there are recent papers, and the listings before them begin at least eight weeks earlier."""
        return self.all_recent > 0 and self.before.end - self.since >= DAYS

    @property
    def is_whole(self) -> bool:
        return self.since - self.before.start <= GAP

    def expected(self, before: int) -> float:
        """How many of the recent papers a subject would have with its share of the papers before."""
        return before * self.all_recent / self.all_before


def latest(papers: Numbers, end: int) -> Comparison:
    """Compare the eight weeks before the day `end`, an ordinal, with the year before them.

    `papers` are the numbers of all papers.
    """
    middle = end - DAYS
    return compare(papers, Span(middle, end), Span(middle - DAYS_BEFORE, middle))


def of_year(papers: Numbers, year: int) -> Comparison:
    """Compare a year with the one before."""
    before, start, end = (_start_of(12 * each) for each in (year - 1, year, year + 1))
    return compare(papers, Span(start, end), Span(before, start))


def compare(papers: Numbers, recent: Span, before: Span) -> Comparison:
    earlier = before.places(papers)
    since = papers[earlier[0]] // MAX_RANK if earlier else before.end
    return Comparison(recent, before, recent.size(papers), len(earlier), since)


def by_month(numbers: Numbers) -> dict[int, int]:
    """How many papers first appeared in each month, from the first month to the last; numbered as in `Tag.months`."""
    if not numbers:
        return {}
    first, last = (numbering.month(date.fromordinal(numbers[at] // MAX_RANK)) for at in (0, -1))
    months = range(first, last + 1)
    return {month: Span(_start_of(month), _start_of(month + 1)).size(numbers) for month in months}


def _start_of(month: int) -> int:
    """The ordinal of the first day of a month, also of one before or after those that Python knows."""
    year, at = divmod(month, 12)
    return date(year, at + 1, 1).toordinal() if date.min.year <= year <= date.max.year else 366 * year - 365

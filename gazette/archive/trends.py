"""Which subjects rise and which fade: the number of their recent papers is compared with the expected number.

If a subject had the same share of all papers as before, the expected number would be the number.  If both are small,
they differ by chance.  So a subject rises if the lower bound of their ratio, which the true ratio exceeds five times
in six, is clearly above 1.  Four papers are added to both numbers, so that a bound exists for every subject.

All figures are results of additions, multiplications, divisions and square roots, which all machines round alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from math import sqrt
from typing import NamedTuple

from gazette.archive.comparisons import Comparison
from gazette.archive.lazy import at_places, numbers_of
from gazette.archive.numbering import MAX_RANK
from gazette.core.model import Paper, Subject, Tag

MIN_PAPERS = 5
"""The least number of recent papers of a rising subject, and of expected papers of a fading one."""
SMOOTHING = 4
SIGMAS = 1
"""How many standard deviations a bound is away: five times in six, the true ratio is on the other side of it."""
CLEARLY_MORE, CLEARLY_LESS = 1.1, 0.909
"""A subject rises if the lower bound is above the first, and fades if the upper bound is below the second."""
MOST = 5
"""The number of rising subjects on the home page and in digests."""


class Trend(NamedTuple):
    """How the number of a subject's papers changed; the expected number is rounded."""

    subject: Subject
    papers: int
    expected: int
    bound: str
    """Of their ratio, with one digit after the point, such as "2.3"."""
    places: range
    """Of the recent papers among those of the subject."""


def rising(tags: Iterable[Tag], compared: Comparison, most: int = MOST) -> tuple[Trend, ...]:
    """The subjects that rise most, the clearest first."""
    return _clearest(tags, compared, lower_bound, -1, most)


def fading(tags: Iterable[Tag], compared: Comparison, most: int = MOST) -> tuple[Trend, ...]:
    """The subjects that fade most, the clearest first."""
    return _clearest(tags, compared, upper_bound, 1, most)


def _clearest(
    tags: Iterable[Tag], compared: Comparison, bound_of: Callable[[int, float], float], sign: int, most: int
) -> tuple[Trend, ...]:
    """The trends with a bound, those with the least `sign * bound` first."""
    if not compared.is_possible:
        return ()
    found: list[tuple[float, str, Trend]] = []
    for tag in tags:
        numbers = numbers_of(tag.papers)
        places = compared.recent.places(numbers)
        expected = compared.expected(compared.before.size(numbers))
        if bound := bound_of(len(places), expected):
            trend = Trend(Subject(tag.name, tag.slug), len(places), round(expected), f"{bound:.1f}", places)
            found.append((sign * bound, tag.slug, trend))
    return tuple(trend for *_, trend in sorted(found, key=lambda row: row[:2])[:most])


def lower_bound(papers: int, expected: float) -> float:
    """The lower bound of the ratio if there are clearly more papers than expected; else 0."""
    if papers < MIN_PAPERS or papers <= expected:
        return 0
    bound = _bound(papers, expected, -SIGMAS)
    return bound if bound > CLEARLY_MORE else 0


def upper_bound(papers: int, expected: float) -> float:
    """The upper bound of the ratio if there are clearly fewer papers than expected; else 0."""
    if expected < MIN_PAPERS or papers >= expected:
        return 0
    bound = _bound(papers, expected, SIGMAS)
    return bound if bound < CLEARLY_LESS else 0


def _bound(papers: int, expected: float, sigmas: int) -> float:
    """A quantile of the gamma distribution of shape `papers + SMOOTHING`, divided by `expected + SMOOTHING`.

    The quantile is the approximation of Wilson and Hilferty.
    """
    shape = papers + SMOOTHING
    root = 1 - 1 / (9 * shape) + sigmas / (3 * sqrt(shape))
    return round(root * root * root * shape / (expected + SMOOTHING), 3)


def foremost(papers: Sequence[Paper], places: Iterable[int], most: int) -> tuple[Paper, ...]:
    """Of the papers at these places, those with the best ranks on their first days; of equal ones, the newest."""
    numbers = numbers_of(papers)
    best = sorted(places, key=lambda place: (numbers[place] % MAX_RANK, -numbers[place]))
    return at_places(papers, best[:most])

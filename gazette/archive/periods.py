"""Weeks, months and years with listings; the papers with the most votes, and those that are rising."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import groupby

from msgspec.structs import replace

from gazette.core import urls
from gazette.core.model import Appearance, Archive, Day, Paper, Period
from gazette.tex import texts

NAMES: dict[str, Callable[[date], str]] = {
    "week": lambda day: "{:04}-W{:02}".format(*day.isocalendar()[:2]),
    "month": lambda day: day.isoformat()[:7],
    "year": lambda day: day.isoformat()[:4],
}
"""The name of the week, month or year of a day, as in its address."""

WINDOW = 30
"""The number of days in which a paper can be rising."""


def of(days: Iterable[Day], kind: str) -> tuple[Period, ...]:
    """The periods that have days, each with the names of those before and after it."""
    groups = groupby(days, key=lambda day: NAMES[kind](day.date))
    found = [Period(kind, name, tuple(same)) for name, same in groups]
    names = ["", *(period.name for period in found), ""]
    return tuple(
        replace(period, previous=before, next=after)
        for period, before, after in zip(found, names, names[2:], strict=False)
    )


def best(papers: Iterable[Paper], most: int) -> tuple[Paper, ...]:
    """The papers with the most votes; of those with equal votes, the first to appear comes first."""
    return tuple(
        sorted(papers, key=lambda paper: (-(paper.facts.votes or 0), paper.first.day, paper.first.rank))[:most]
    )


def newest(paper: Paper) -> Appearance:
    """The first appearance of a paper with its newest votes, by which lists of several days are sorted."""
    votes = paper.facts.votes
    return paper.first if paper.first.votes == votes else replace(paper.first, votes=votes)


def rising(archive: Archive, most: int) -> tuple[Paper, ...]:
    """The papers with the highest scores in the WINDOW days that end with the latest listed day.

    Papers that were withdrawn have no score.
    """
    if not archive.days:
        return ()
    now = archive.days[-1].date
    papers = dict.fromkeys(paper for day in last_days(archive.days, now, WINDOW) for paper in day.papers)
    recent = [paper for paper in papers if paper.facts.votes and not paper.facts.withdrawn]
    return tuple(
        sorted(recent, key=lambda paper: (-score(paper, now), -paper.latest.day.toordinal(), paper.slug))[:most]
    )


def last_days(days: Sequence[Day], now: date, count: int) -> list[Day]:
    """The listed days among the `count` days that end `now`, which must not be before the last of `days`."""
    return [day for day in days[-count:] if 0 <= (now - day.date).days < count]


def first_listed(days: Iterable[Day]) -> tuple[Paper, ...]:
    """The papers that first appeared on one of these days."""
    return tuple(paper for day in days for paper in day.papers if paper.first.day == day.date)


def newest_first(papers: Iterable[Paper]) -> tuple[Paper, ...]:
    """The papers by the day of their first listing, the newest day first; papers of one day stay in order."""
    return tuple(sorted(papers, key=lambda paper: paper.first.day, reverse=True))


def with_papers(days: Iterable[Day]) -> list[Day]:
    return [day for day in days if day.papers]


def score(paper: Paper, now: date) -> float:
    """votes × (1 + ½ × times listed again) ÷ (age + 2)^1.5; the age is in days since the latest listing."""
    again = len(paper.appearances) - 1
    age = (now - paper.latest.day).days
    votes = paper.facts.votes or 0
    return round(votes * (1 + again / 2) / math.pow(age + 2, 1.5), 6)


TitleRow = tuple[str, str, date, bool]
"""The title of a paper as marked text, its address, the day of its first appearance, and whether it was withdrawn."""


def latest(papers: Iterable[Paper], length: int) -> tuple[tuple[Paper, ...], tuple[TitleRow, ...]]:
    """The latest `length` papers, and the titles of the earlier ones; both with the newest day first."""
    ordered = newest_first(papers)
    return ordered[:length], tuple(map(_title_row, ordered[length:]))


def _title_row(paper: Paper) -> TitleRow:
    return str(texts.title(paper.facts)), urls.of(paper), paper.first.day, bool(paper.facts.withdrawn)

"""The home page: the latest day, the best papers of its week, rising subjects and papers, and the days before."""

from __future__ import annotations

from collections.abc import Iterator

from gazette.archive import comparisons, periods, trends
from gazette.archive.affected import Affected
from gazette.archive.lazy import numbers_of
from gazette.config import Site
from gazette.core import urls
from gazette.core.model import Archive, Day, Page, Paper, Subject

RECENT_DAYS = 7
MAX_PAPERS = 5


def pages(archive: Archive, site: Site, affected: Affected) -> Iterator[Page]:
    listed = periods.with_papers(archive.days)
    best = _best_of_the_week(archive, listed[-1]) if listed else ()
    rising = periods.rising(archive, 2 * MAX_PAPERS)
    shows = {
        "day": listed[-1] if listed else None,
        "recent": tuple((day.date, len(day.papers)) for day in reversed(listed[-RECENT_DAYS - 1 : -1])),
        "best": best,
        "subjects": _rising(archive, listed[-1]) if listed else (),
        "rising": tuple(paper for paper in rising if paper not in best)[:MAX_PAPERS],
    }
    yield Page(urls.HOME, "home.html", shows)


def _rising(archive: Archive, latest: Day) -> tuple[Subject, ...]:
    compared = comparisons.latest(numbers_of(archive.papers), latest.date.toordinal() + 1)
    return tuple(each.subject for each in trends.rising(archive.tags, compared))


def _best_of_the_week(archive: Archive, latest: Day) -> tuple[Paper, ...]:
    """The best papers of the last seven days, except those of the latest day, which the page shows above."""
    week = periods.first_listed(periods.last_days(archive.days, latest.date, 7))
    return periods.best((paper for paper in week if paper.latest.day != latest.date), MAX_PAPERS)

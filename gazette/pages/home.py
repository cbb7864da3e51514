"""The home page: the latest day, the best papers of its week, rising papers, and links to the days before."""

from __future__ import annotations

from collections.abc import Iterator

from gazette.archive import periods
from gazette.archive.affected import Affected
from gazette.config import Site
from gazette.core import urls
from gazette.core.model import Archive, Day, Page, Paper

RECENT_DAYS = 7
MAX_PAPERS = 5


def pages(archive: Archive, site: Site, affected: Affected) -> Iterator[Page]:
    listed = periods.with_papers(archive.days)
    shows = {
        "day": listed[-1] if listed else None,
        "recent": tuple((day.date, len(day.papers)) for day in reversed(listed[-RECENT_DAYS - 1 : -1])),
        "best": _best_of_the_week(archive, listed[-1]) if listed else (),
        "rising": periods.rising(archive, MAX_PAPERS),
    }
    yield Page(urls.HOME, "home.html", shows)


def _best_of_the_week(archive: Archive, latest: Day) -> tuple[Paper, ...]:
    """The best papers of the last seven days, except those of the latest day, which the page shows above."""
    week = periods.first_listed(periods.last_days(archive.days, latest.date, 7))
    return periods.best((paper for paper in week if paper.latest.day != latest.date), MAX_PAPERS)

"""The home page: the latest day, the best of its week, what is rising, and the days before."""

from __future__ import annotations

from collections.abc import Iterator

from gazette.archive import periods
from gazette.archive.affected import Affected
from gazette.config import Site
from gazette.core import urls
from gazette.core.model import Archive, Day, Page, Paper

RECENT = 7
FEW = 5


def pages(archive: Archive, site: Site, affected: Affected) -> Iterator[Page]:
    listed = [day for day in archive.days if day.papers]
    shows = {
        "day": listed[-1] if listed else None,
        "recent": tuple((day.date, len(day.papers)) for day in reversed(listed[-RECENT - 1 : -1])),
        "best": _best_of_the_week(archive, listed[-1]) if listed else (),
        "rising": periods.rising(archive, FEW),
    }
    yield Page(urls.HOME, "home.html", shows)


def _best_of_the_week(archive: Archive, latest: Day) -> tuple[Paper, ...]:
    """Of the seven days up to the latest, without that day itself, whose papers stand above."""
    week = periods.first_come(periods.up_to(archive.days, latest.date, 7))
    return periods.best((paper for paper in week if paper.latest.day != latest.date), FEW)

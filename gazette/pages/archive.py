"""Every day there is: of each year a figure of its days, and their calendar."""

from __future__ import annotations

from calendar import Calendar
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from gazette.archive import periods
from gazette.archive.affected import Affected
from gazette.config import Site
from gazette.core import charts, urls
from gazette.core.charts import Cell
from gazette.core.model import Archive, Day, Page

Weeks = tuple[tuple[tuple[int, date | None, int], ...], ...]
"""Monday first; of each day its number (0 if of another month), its date if it is listed, its papers."""


class Year(NamedTuple):
    """A year of the archive: as a figure, and as a calendar with the newest month first, each by its first day."""

    name: str
    cells: tuple[Cell, ...]
    months: tuple[tuple[date, Weeks], ...]
    papers: int
    fullest: Cell


def pages(archive: Archive, site: Site, affected: Affected) -> Iterator[Page]:
    years = groupby(archive.days, key=lambda day: day.date.year)
    shows = {"years": tuple(_year(year, list(days)) for year, days in years)[::-1], "month_places": charts.months()}
    yield Page(urls.ARCHIVE, "archive.html", shows)


def _year(year: int, days: Sequence[Day]) -> Year:
    counts = {day.date: len(day.papers) for day in days}
    cells = charts.days(counts.items())
    firsts = [month.days[0].date.replace(day=1) for month in reversed(periods.of(tuple(days), "month"))]
    months = tuple((first, _weeks(first, counts)) for first in firsts)
    return Year(f"{year:04}", cells, months, sum(counts.values()), max(cells, key=lambda cell: cell.papers))


def _weeks(first: date, counts: dict[date, int]) -> Weeks:
    """Of numbers, not dates, for the last week of all time ends after it."""
    weeks = Calendar().monthdayscalendar(first.year, first.month)
    return tuple(tuple(_cell(first, number, counts) for number in week) for week in weeks)


def _cell(first: date, number: int, counts: dict[date, int]) -> tuple[int, date | None, int]:
    day = first.replace(day=number) if number else None
    return number, day if day in counts else None, counts.get(day, 0) if day else 0

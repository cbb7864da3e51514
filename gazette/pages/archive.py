"""The archive page: for each year a chart of its days, and a calendar."""

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
"""Weeks from Monday; for each day its number (0 in another month), its date if it has a listing, its paper count."""


class Year(NamedTuple):
    """The chart and the calendar of a year; each month is its first day and its weeks, newest month first."""

    name: str
    cells: tuple[Cell, ...]
    months: tuple[tuple[date, Weeks], ...]
    papers: int
    fullest: Cell


def pages(archive: Archive, site: Site, affected: Affected) -> Iterator[Page]:
    years = groupby(archive.days, key=lambda day: day.date.year)
    newest_first = tuple(_year(year, list(days)) for year, days in years)[::-1]
    shows = {"years": newest_first, "month_places": charts.month_positions()}
    yield Page(urls.ARCHIVE, "archive.html", shows)


def _year(year: int, days: Sequence[Day]) -> Year:
    counts = {day.date: len(day.papers) for day in days}
    cells = charts.calendar(counts.items())
    firsts = [month.days[0].date.replace(day=1) for month in reversed(periods.of(tuple(days), "month"))]
    months = tuple((first, _weeks(first, counts)) for first in firsts)
    return Year(f"{year:04}", cells, months, sum(counts.values()), max(cells, key=lambda cell: cell.papers))


def _weeks(first: date, counts: dict[date, int]) -> Weeks:
    """Uses day numbers, not dates: the last week of the year 9999 ends after the last possible date."""
    weeks = Calendar().monthdayscalendar(first.year, first.month)
    return tuple(tuple(_cell(first, number, counts) for number in week) for week in weeks)


def _cell(first: date, number: int, counts: dict[date, int]) -> tuple[int, date | None, int]:
    day = first.replace(day=number) if number else None
    return number, day if day in counts else None, counts.get(day, 0) if day else 0

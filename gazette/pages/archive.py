"""Every day there is, as a calendar."""

from __future__ import annotations

from calendar import Calendar
from collections.abc import Iterator
from datetime import date

from gazette import periods, urls
from gazette.config import Site
from gazette.model import Archive, Page

Weeks = tuple[tuple[tuple[int, date | None, int], ...], ...]
"""Monday first; of each day its number (0 if of another month), its date if it is listed, its papers."""


def pages(archive: Archive, site: Site) -> Iterator[Page]:
    counts = {day.date: len(day.papers) for day in archive.days}
    years: dict[str, list[tuple[date, Weeks]]] = {}
    for month in reversed(periods.of(archive.days, "month")):
        first = month.days[0].date.replace(day=1)
        years.setdefault(month.name[:4], []).append((first, _weeks(first, counts)))
    yield Page(urls.ARCHIVE, "archive.html", {"years": {year: tuple(months) for year, months in years.items()}})


def _weeks(first: date, counts: dict[date, int]) -> Weeks:
    """Of numbers, not dates, for the last week of all time ends after it."""
    weeks = Calendar().monthdayscalendar(first.year, first.month)
    return tuple(tuple(_cell(first, number, counts) for number in week) for week in weeks)


def _cell(first: date, number: int, counts: dict[date, int]) -> tuple[int, date | None, int]:
    day = first.replace(day=number) if number else None
    return number, day if day in counts else None, counts.get(day, 0) if day else 0

"""The small charts on pages, as coordinates for SVG: a sparkline of counts, a calendar of a year, bars of months."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

MAX_MONTHS = 36
"""A timeline over more months has a count for each year."""
STEP = 4
HEIGHT = 16
CELL = 10
SHADES = 4
TOP = 14
"""The height above a calendar that is left for the names of the months."""


class Cell(NamedTuple):
    """A day in the calendar of its year; `shade` is from 0 for few papers to SHADES - 1 for the most."""

    x: int
    y: int
    shade: int
    day: date
    papers: int


class Bar(NamedTuple):
    """A bar that ends at the bottom of its chart."""

    y: int
    height: int


def timeline(months: Mapping[int, int], first: int, last: int) -> tuple[tuple[str, int], ...]:
    """Counts for each month from `first` to `last`, as ("2025-03", 12); if they are many, for each year, ("2025", 140).

    A month is the number 12 * year + month - 1.
    """
    if last - first < MAX_MONTHS:
        return tuple((f"{at // 12:04}-{at % 12 + 1:02}", months.get(at, 0)) for at in range(first, last + 1))
    years = dict.fromkeys(range(first // 12, last // 12 + 1), 0)
    for at, count in months.items():
        years[at // 12] += count
    return tuple((f"{year:04}", count) for year, count in years.items())


def sparkline(counts: Sequence[int]) -> str:
    """The path of a line through the counts; it is `sparkline_width(counts)` wide and HEIGHT high."""
    most = max([*counts, 1])
    heights = [HEIGHT - 1 - round((HEIGHT - 2) * count / most) for count in counts]
    return "M" + "L".join(
        f"{at * STEP} {height}" for at, height in enumerate([*heights, *heights][: max(2, len(heights))])
    )


def sparkline_width(counts: Sequence[int]) -> int:
    return STEP * (max(2, len(counts)) - 1)


def describe(counts: Sequence[int]) -> str:
    """What a sparkline shows, for people who cannot see it."""
    return f"starts at {counts[0]}, peaks at {max(counts)}, ends at {counts[-1]}"


def calendar(counts: Iterable[tuple[date, int]]) -> tuple[Cell, ...]:
    """The listing days of one year, with a column for each week, Monday at the top."""
    rows = list(counts)
    most = max([count for _, count in rows] + [1])
    return tuple(Cell(*_position(day), max(0, -(-SHADES * count // most) - 1), day, count) for day, count in rows)


def _position(day: date) -> tuple[int, int]:
    week, weekday = divmod(day.timetuple().tm_yday - 1 + day.replace(month=1, day=1).weekday(), 7)
    return week * CELL, TOP + weekday * CELL


def month_positions() -> tuple[int, ...]:
    """The x of each month's name above a calendar. It is the same for all years, and off by a week at most."""
    return tuple((date(2001, month, 1).timetuple().tm_yday - 1) * CELL // 7 for month in range(1, 13))


def bars(counts: Sequence[int], height: int = 80) -> tuple[Bar, ...]:
    """A bar for each count; the largest has the full `height`."""
    most = max([*counts, 1])
    heights = [round(height * count / most) for count in counts]
    return tuple(Bar(height - each, each) for each in heights)

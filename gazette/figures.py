"""Small charts as numbers for SVG templates: the trend of a subject, the days of a year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

MONTHS_SHOWN = 36
"""A trend over more months than this is shown by years."""
STEP = 4
HEIGHT = 16
CELL = 10
SHADES = 4
ABOVE = 14
"""The space above the days of a year, for the names of the months."""


class Cell(NamedTuple):
    """A listing day in the chart of its year: its position, and its shade, from 0 for few papers to 3 for most."""

    x: int
    y: int
    shade: int
    day: date
    papers: int


class Bar(NamedTuple):
    """A month in the chart of its year."""

    y: int
    height: int


def course(months: Mapping[int, int], first: int, last: int) -> tuple[tuple[str, int], ...]:
    """The count of each month from `first` to `last`, ("2025-03", 12); for many months, of each year, ("2025", 140).

    Months are numbers, as `registers.month` returns them.
    """
    if last - first < MONTHS_SHOWN:
        return tuple((f"{at // 12:04}-{at % 12 + 1:02}", months.get(at, 0)) for at in range(first, last + 1))
    years = dict.fromkeys(range(first // 12, last // 12 + 1), 0)
    for at, count in months.items():
        years[at // 12] += count
    return tuple((f"{year:04}", count) for year, count in years.items())


def line(counts: Sequence[int]) -> str:
    """The SVG path of a line through the counts, the largest at the top: `width(counts)` wide, HEIGHT high."""
    most = max([*counts, 1])
    heights = [HEIGHT - 1 - round((HEIGHT - 2) * count / most) for count in counts]
    return "M" + "L".join(
        f"{at * STEP} {height}" for at, height in enumerate([*heights, *heights][: max(2, len(heights))])
    )


def width(counts: Sequence[int]) -> int:
    return STEP * (max(2, len(counts)) - 1)


def told(counts: Sequence[int]) -> str:
    """A text alternative for the line."""
    return f"starts at {counts[0]}, peaks at {max(counts)}, ends at {counts[-1]}"


def days(counts: Iterable[tuple[date, int]]) -> tuple[Cell, ...]:
    """The listing days of one year in columns of a week, with Monday at the top."""
    held = list(counts)
    most = max([count for _, count in held] + [1])
    return tuple(Cell(*_place(day), max(0, -(-SHADES * count // most) - 1), day, count) for day, count in held)


def months() -> tuple[int, ...]:
    """The positions of the names of the months above the days, about right for every year."""
    return tuple((date(2001, month, 1).timetuple().tm_yday - 1) * CELL // 7 for month in range(1, 13))


def bars(counts: Sequence[int], tall: int = 80) -> tuple[Bar, ...]:
    """A bar for each count; the largest is `tall`."""
    most = max([*counts, 1])
    heights = [round(tall * count / most) for count in counts]
    return tuple(Bar(tall - height, height) for height in heights)


def _place(day: date) -> tuple[int, int]:
    week, weekday = divmod(day.timetuple().tm_yday - 1 + day.replace(month=1, day=1).weekday(), 7)
    return week * CELL, ABOVE + weekday * CELL

"""The small figures on pages, as numbers that a template sets into SVG: a subject's course, the days of a year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

MONTHS_SHOWN = 36
"""A course over more months than that is told by years."""
STEP = 4
HEIGHT = 16
CELL = 10
SHADES = 4
ABOVE = 14
"""The room for the names of the months above a year's days."""


class Cell(NamedTuple):
    """A listing day in the figure of its year: where it stands, and its shade, from 0 for few papers to 3 for most."""

    x: int
    y: int
    shade: int
    day: date
    papers: int


class Bar(NamedTuple):
    """A month in the figure of its year."""

    y: int
    height: int


def course(months: Mapping[int, int], first: int, last: int) -> tuple[tuple[str, int], ...]:
    """What came in each month, ("2025-03", 12), from `first` to `last`; if they are many, in each year, ("2025", 140).

    Months are counted from that of year 0, as `registers.month` does.
    """
    if last - first < MONTHS_SHOWN:
        return tuple((f"{at // 12:04}-{at % 12 + 1:02}", months.get(at, 0)) for at in range(first, last + 1))
    years = dict.fromkeys(range(first // 12, last // 12 + 1), 0)
    for at, count in months.items():
        years[at // 12] += count
    return tuple((f"{year:04}", count) for year, count in years.items())


def line(counts: Sequence[int]) -> str:
    """The path of a line through these, the largest at the top; it is `width(counts)` wide and HEIGHT high."""
    most = max([*counts, 1])
    heights = [HEIGHT - 1 - round((HEIGHT - 2) * count / most) for count in counts]
    return "M" + "L".join(
        f"{at * STEP} {height}" for at, height in enumerate([*heights, *heights][: max(2, len(heights))])
    )


def width(counts: Sequence[int]) -> int:
    return STEP * (max(2, len(counts)) - 1)


def told(counts: Sequence[int]) -> str:
    """What the line shows, for who cannot see it."""
    return f"{counts[0]} at first, {max(counts)} at most, {counts[-1]} at last"


def days(counts: Iterable[tuple[date, int]]) -> tuple[Cell, ...]:
    """The listing days of one year, a column for each week, Monday at the top."""
    held = list(counts)
    most = max([count for _, count in held] + [1])
    return tuple(Cell(*_place(day), max(0, -(-SHADES * count // most) - 1), day, count) for day, count in held)


def months() -> tuple[int, ...]:
    """Where the names of the months stand above any year's days, roughly: their weeks differ by a day."""
    return tuple((date(2001, month, 1).timetuple().tm_yday - 1) * CELL // 7 for month in range(1, 13))


def bars(counts: Sequence[int], tall: int = 80) -> tuple[Bar, ...]:
    """A bar for each of these; the largest is `tall`."""
    most = max([*counts, 1])
    heights = [round(tall * count / most) for count in counts]
    return tuple(Bar(tall - height, height) for height in heights)


def _place(day: date) -> tuple[int, int]:
    week, weekday = divmod(day.timetuple().tm_yday - 1 + day.replace(month=1, day=1).weekday(), 7)
    return week * CELL, ABOVE + weekday * CELL

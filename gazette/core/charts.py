"""The small charts on pages, as coordinates for SVG: lines, areas, a calendar of a year, bars of months."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

MAX_MONTHS = 36
"""A timeline over more months has a count for each year."""
MAX_MONTHS_ALONE = 240
"""The same for the timeline on the page of a subject, which has space for more."""
STEP = 4
HEIGHT = 16
AREA_HEIGHT = 40
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


class Share(NamedTuple):
    """The papers of a month or a year, and their share of all papers in thousandths."""

    period: str
    papers: int
    permille: int


class Bar(NamedTuple):
    """A bar that ends at the bottom of its chart."""

    y: int
    height: int


def timeline(months: Mapping[int, int], first: int, last: int, most: int = MAX_MONTHS) -> tuple[tuple[str, int], ...]:
    """Counts for each month from `first` to `last`, as ("2025-03", 12).

    If there are more than `most` months, counts for each year, ("2025", 140).  A month is the number
    12 * year + month - 1.
    """
    if last - first < most:
        return tuple((f"{at // 12:04}-{at % 12 + 1:02}", months.get(at, 0)) for at in range(first, last + 1))
    years = dict.fromkeys(range(first // 12, last // 12 + 1), 0)
    for at, count in months.items():
        years[at // 12] += count
    return tuple((f"{year:04}", count) for year, count in years.items())


def shares(months: Mapping[int, int], totals: Mapping[int, int]) -> tuple[Share, ...]:
    """The shares that `months` have of `totals`, which has every month of some time; if they are many, of each year."""
    if not totals:
        return ()
    ends = min(totals), max(totals)
    counts = timeline(months, *ends), timeline(totals, *ends)
    return tuple(
        Share(period, count, (2000 * count + total) // (2 * total) if total else 0)
        for (period, count), (_, total) in zip(*counts, strict=True)
    )


def area(values: Sequence[int]) -> str:
    """The path of an area with a step for each value; it is `area_width(values)` wide and AREA_HEIGHT high."""
    most = max([*values, 1])
    tops = [AREA_HEIGHT - round((AREA_HEIGHT - 1) * value / most) for value in values]
    steps = "".join(f"V{top}H{STEP * at}" for at, top in enumerate(tops, 1))
    return f"M0 {AREA_HEIGHT}{steps}V{AREA_HEIGHT}Z"


def area_width(values: Sequence[int]) -> int:
    return STEP * max(1, len(values))


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

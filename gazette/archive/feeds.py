"""What feeds show: the papers and days that they have, and the dates of their items.

A feed has whole days, and each paper on the day of its first listing.  The date of an item is 01:00 of that day in the
site's time zone, a second earlier for each rank, so feed readers that sort by date keep the order of the day.  If the
day is sorted by votes, its ranks change, so all its items have the same date.  A paper that a later fetch added has the
date of that fetch.  No date depends on the time of the build.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import cache, lru_cache
from itertools import groupby
from typing import NamedTuple

from gazette.archive import events, periods
from gazette.core import urls
from gazette.core.model import Appearance, Archive, Day, Notice, Paper, Period

MIN_DAYS = 7
WEEKS = 12
BEST_OF_A_WEEK = 20
DAYS = 14
"""The number of days in a feed with one item per day."""
MAX_OF_A_DAY = 60
"""The papers that the item of a day describes; it gives the number of the others."""
MAX_EVENTS = 50
MAX_ARCHIVED = 200
"""The papers in one archived page of a feed."""
FIRST_HOUR = time(1)
"""The time of day of the first item: early, so that no item is in a reader's future."""


class Item(NamedTuple):
    """A paper in a feed; the dates are ISO 8601 in the site's time zone."""

    paper: Paper
    published: str
    updated: str
    """The day of the paper's correction or withdrawal, if that is later than `published`."""


class Post(NamedTuple):
    """An item about several papers, or about what happened to one: `kind` is day, week or the kind of an event.

    `name` is a day or a week as in its address, `key` the part of the guid after the site's authority.
    """

    kind: str
    name: str
    key: str
    published: str
    papers: tuple[Paper, ...]
    total: int = 1
    """The number of all papers that it is about."""
    text: str = ""


def items(papers: Iterable[Paper], timezone: str) -> tuple[Item, ...]:
    """The items of these papers, the newest first; those of the same time keep the order of the papers."""
    dated = [(_published(paper.first, timezone), paper) for paper in papers]
    dated.sort(key=lambda each: each[0], reverse=True)  # which keeps the order of equal ones
    return tuple(_item(paper, published, timezone) for published, paper in dated)


def _item(paper: Paper, published: datetime, timezone: str) -> Item:
    notices: list[Notice | None] = [paper.facts.changed, paper.facts.withdrawn]
    updated = max([published, *(_morning(notice.day, timezone) for notice in notices if notice)])
    return Item(paper, published.isoformat(), updated.isoformat())


def newest_days(papers: Sequence[Paper], length: int, least: int = MIN_DAYS) -> list[tuple[date, list[Paper]]]:
    """The latest days with the papers first listed then, newest day first.

    They are at least `least` days with at least `length` papers in all, if there are so many.
    """
    days: list[tuple[date, list[Paper]]] = []
    count = 0
    for day, group in groupby(reversed(papers), key=lambda paper: paper.first.day):
        if len(days) >= least and count >= length:
            break
        days.append((day, list(group)[::-1]))
        count += len(days[-1][1])
    return days


def days(papers: Sequence[Paper], timezone: str) -> tuple[Post, ...]:
    """An item for each of the latest days on which some of these papers were first listed, or added to an earlier day.

    An item must not change after it was read, so late additions are in the item of the day when they were added.
    """
    found: dict[date, list[Paper]] = {}
    for day, same in newest_days(papers, 0, DAYS):
        for paper in same:
            late = next((event.day for event in events.of_paper(paper) if event.kind == events.ADDED), day)
            found.setdefault(late, []).append(paper)
    latest = sorted(found, reverse=True)[:DAYS]
    return tuple(_day(day, tuple(found[day]), timezone) for day in latest)


def _day(day: date, papers: tuple[Paper, ...], timezone: str) -> Post:
    published = _morning(day, timezone).isoformat()
    return Post("day", str(day), f"day-{day}", published, papers[:MAX_OF_A_DAY], len(papers))


def weeks(listed: Iterable[Day], timezone: str) -> tuple[Post, ...]:
    """An item for each of the latest complete weeks: an item must not change after it was read."""
    complete = complete_weeks(listed)[-WEEKS:]
    with_papers = ((week, periods.first_listed(week.days)) for week in reversed(complete))
    return tuple(_week(week, papers, timezone) for week, papers in with_papers if papers)


def complete_weeks(listed: Iterable[Day]) -> tuple[Period, ...]:
    """The weeks before the one of the latest listing."""
    return periods.of(listed, "week")[:-1]


def _week(week: Period, papers: tuple[Paper, ...], timezone: str) -> Post:
    published = _morning(week.days[-1].date, timezone).isoformat()
    best = periods.best(papers, BEST_OF_A_WEEK)
    return Post("week", week.name, f"week-{week.name}", published, best, len(papers))


def changes(archive: Archive, timezone: str) -> tuple[Post, ...]:
    """An item for each of the latest corrections, withdrawals and late additions."""
    return tuple(_event(each, timezone) for each in events.latest(archive.corrected)[:MAX_EVENTS])


def _event(event: events.Event, timezone: str) -> Post:
    key = f"{event.kind}-{event.day}:{event.paper.guid.split(':', 2)[2]}"
    published = _morning(event.day, timezone)
    if event.kind == events.ADDED:
        published = max(published, _moment(event.paper.first.added, timezone))
    return Post(event.kind, str(event.day), key, published.isoformat(), (event.paper,), text=event.text)


def archived_address(week: Period, format: str, number: int = 0) -> str:
    """The address of an archived page."""
    return urls.feed(f"feed/{week.name}-{number}" if number else f"feed/{week.name}", format)


def archived(week: Period) -> Iterator[tuple[int, tuple[Paper, ...]]]:
    """The archived pages of a complete week with their numbers: from 1 for the oldest, and 0 for the newest."""
    papers = periods.first_listed(week.days)
    parts = [papers[at : at + MAX_ARCHIVED] for at in range(0, len(papers), MAX_ARCHIVED)] or [()]
    for number, part in enumerate(parts, 1):
        yield number % len(parts), part


# Dates.


@lru_cache(maxsize=1 << 16)
def _published(first: Appearance, timezone: str) -> datetime:
    """The date of a paper's item, from its first appearance."""
    morning = _morning(first.day, timezone)
    if first.added:
        return max(morning, _moment(first.added, timezone))
    seconds = 0 if first.by_votes else min(first.rank - 1, 3599)
    return (morning.astimezone(UTC) - timedelta(seconds=seconds)).astimezone(morning.tzinfo)


@lru_cache(maxsize=1 << 12)
def _morning(day: date, timezone: str) -> datetime:
    """01:00 of a day; where clocks skip it, the first moment after that."""
    zone = _zone(timezone)
    return datetime.combine(day, FIRST_HOUR, zone).astimezone(UTC).astimezone(zone)


def _moment(added: str, timezone: str) -> datetime:
    """A time such as 2025-03-13T08:15Z."""
    return datetime.fromisoformat(added).astimezone(_zone(timezone))


@cache
def _zone(name: str) -> tzinfo:
    if name == "UTC":
        return UTC
    from zoneinfo import ZoneInfo  # slow to import and rarely needed

    return ZoneInfo(name)

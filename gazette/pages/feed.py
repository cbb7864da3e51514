"""The RSS feeds: of all papers, of each tag, of each author, and one of the weeks.

A feed holds whole days, each paper once, on the day it first came.  An item's date is
its listing day, never the clock: noon, a minute less per rank, so that readers which sort
by date keep the order of the day.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from email.utils import format_datetime
from functools import cache, lru_cache
from itertools import groupby

from gazette.archive import periods
from gazette.archive.affected import Affected
from gazette.config import Site
from gazette.core import urls
from gazette.core.model import Archive, Author, Org, Page, Paper, Period, Ref, Tag

FEWEST_DAYS = 7
WEEKS = 12
BEST_OF_A_WEEK = 20


def pages(archive: Archive, site: Site, affected: Affected) -> Iterator[Page]:
    yield _of_papers(urls.FEED, site.title, urls.HOME, archive.papers, site)
    things: list[Tag | Author | Org] = []
    things += archive.tags if "tag" not in site.leave_out else ()
    things += archive.authors if "author" not in site.leave_out else ()
    things += archive.orgs if "org" not in site.leave_out else ()
    for thing in things:
        if affected.includes(thing.ref):
            title = f"{thing.name} · {site.title}"
            yield _of_papers(urls.feed(thing), title, urls.of(thing), thing.papers, site, thing.ref)
    if "week" not in site.leave_out:
        yield _of_weeks(archive, site)


def _of_papers(path: str, title: str, link: str, papers: Sequence[Paper], site: Site, about: Ref | None = None) -> Page:
    days = newest(papers, site.feed_length)
    items = tuple((paper, _stamp(day, paper.first.rank, site.timezone)) for day, same in days for paper in same)
    shows = {"title": title, "link": link, "items": items, "weeks": (), "built": items[0][1] if items else ""}
    return Page(path, "feed.xml", shows, about, updated=days[0][0] if days else None)


def newest(papers: Sequence[Paper], length: int) -> list[tuple[date, list[Paper]]]:
    """The latest days with the papers that first came then: at least seven, and `length` papers."""
    days: list[tuple[date, list[Paper]]] = []
    count = 0
    for day, group in groupby(reversed(papers), key=lambda paper: paper.first.day):
        if len(days) >= FEWEST_DAYS and count >= length:
            break
        days.append((day, list(group)[::-1]))
        count += len(days[-1][1])
    return days


def _of_weeks(archive: Archive, site: Site) -> Page:
    """The weeks that are over, which are those before the latest listing's: an item must not change once it is read."""
    over = periods.of(archive.days, "week")[:-1][-WEEKS:]
    held = ((week, periods.first_come(week.days)) for week in reversed(over))
    weeks = tuple(_week(week, papers, site) for week, papers in held if papers)
    built = weeks[0][2] if weeks else ""
    shows = {"title": f"{site.title}, week by week", "link": urls.HOME, "items": (), "weeks": weeks, "built": built}
    return Page(urls.WEEK_FEED, "feed.xml", shows)


def _week(week: Period, papers: tuple[Paper, ...], site: Site) -> tuple[str, str, str, int, tuple[Paper, ...]]:
    """Its name, guid and time, how many papers it had, and the best of them."""
    guid = f"tag:{site.authority}:week-{week.name}"
    stamp = _stamp(week.days[-1].date, 1, site.timezone)
    return week.name, guid, stamp, len(papers), periods.best(papers, BEST_OF_A_WEEK)


@lru_cache(maxsize=1 << 16)
def _stamp(day: date, rank: int, place: str) -> str:
    """The time of an item as RSS writes it, in a time zone; all the ranks of a day stay within the day."""
    zone = _zone(place)
    noon = datetime.combine(day, time(12), zone).astimezone(UTC)  # for a night may lack an hour, or have one twice
    return format_datetime((noon - timedelta(minutes=min(rank - 1, 600))).astimezone(zone))


@cache
def _zone(name: str) -> tzinfo:
    if name == "UTC":
        return UTC
    from zoneinfo import ZoneInfo  # dear, and rarely asked for

    return ZoneInfo(name)

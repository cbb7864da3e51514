"""The RSS feed: whole days of papers, each paper once, on the day it first came.

An item's date is its listing day, never the clock: noon, a minute less per rank, so
that readers which sort by date keep the order of the day.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from email.utils import format_datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from gazette import urls
from gazette.config import Site
from gazette.model import Archive, Page, Paper

FEWEST_DAYS = 7


def pages(archive: Archive, site: Site) -> Iterator[Page]:
    days = newest(archive.papers, site.feed_length)
    items = tuple((paper, _stamp(day, paper.first.rank, site)) for day, papers in days for paper in papers)
    shows = {"items": items, "built": items[0][1] if items else ""}
    yield Page(urls.FEED, "feed.xml", shows)


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


def _stamp(day: date, rank: int, site: Site) -> str:
    """The time of an item as RSS writes it; all the ranks of a day stay within the day."""
    zone = ZoneInfo(site.timezone)
    noon = datetime.combine(day, time(12), zone).astimezone(UTC)  # for a night may lack an hour, or have one twice
    return format_datetime((noon - timedelta(minutes=min(rank - 1, 600))).astimezone(zone))

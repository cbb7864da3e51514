"""What the RSS feeds show: that of all papers, those of tags, authors and organisations, and that of the weeks.

A feed has whole days, and each paper on the day of its first listing. The date of an item is at noon of that day, a
minute earlier for each rank, so feed readers that sort by date keep the order of the day. It never depends on the time
of the build.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from email.utils import format_datetime
from functools import cache, lru_cache
from itertools import groupby

from msgspec.structs import replace

from gazette.archive import periods
from gazette.config import Site
from gazette.core import urls
from gazette.core.model import Archive, Author, Org, Page, Paper, Period, Redirect, Ref, Tag

MIN_DAYS = 7
WEEKS = 12
BEST_OF_A_WEEK = 20
EMPTY: dict[str, object] = {"items": (), "weeks": (), "built": "", "gone": ()}
"""What the template of feeds shows in a feed without items."""


def things(archive: Archive, site: Site) -> list[Tag | Author | Org]:
    """What has a feed of its own."""
    found: list[Tag | Author | Org] = []
    found += archive.tags if "tag" not in site.leave_out else ()
    found += archive.authors if "author" not in site.leave_out else ()
    found += archive.orgs if "org" not in site.leave_out else ()
    return found


def main(archive: Archive, site: Site) -> Page:
    return _feed(urls.FEED, site.title, urls.HOME, archive.papers, site)


def of(thing: Tag | Author | Org, site: Site) -> Page:
    title = f"{thing.name} · {site.title}"
    return _feed(urls.feed(thing), title, urls.of(thing), thing.papers, site, thing.ref)


def copies(archive: Archive, site: Site, redirects: Iterable[Redirect]) -> Iterator[Page]:
    """At each old address a copy of the new feed, or a feed that says why there is none.

    They are about nothing, so they are planned at every build: a page that goes can make room for one.
    """
    by_address = {urls.feed(thing): thing for thing in things(archive, site)}
    for each in redirects:
        if each.gone:
            yield Page(each.old, "feed.xml", _gone(each, site))
        elif each.new in by_address:
            yield replace(of(by_address[each.new], site), path=each.old, about=None)
        elif each.new in (urls.FEED, urls.WEEK_FEED):
            yield replace(main(archive, site) if each.new == urls.FEED else weekly(archive, site), path=each.old)


def _gone(redirect: Redirect, site: Site) -> dict[str, object]:
    """What a feed shows that has only the reason why it was removed."""
    guid = f"tag:{site.authority}:gone:{urls.quoted(redirect.old)}"
    return {**EMPTY, "address": redirect.old, "title": site.title, "link": urls.HOME, "gone": (guid, redirect.gone)}


def _feed(path: str, title: str, link: str, papers: Sequence[Paper], site: Site, about: Ref | None = None) -> Page:
    days = newest_days(papers, site.feed_length)
    items = tuple((paper, _pub_date(day, paper.first.rank, site.timezone)) for day, same in days for paper in same)
    built = items[0][1] if items else ""
    shows = {**EMPTY, "address": path, "title": title, "link": link, "items": items, "built": built}
    return Page(path, "feed.xml", shows, about, updated=days[0][0] if days else None)


def newest_days(papers: Sequence[Paper], length: int) -> list[tuple[date, list[Paper]]]:
    """The latest days with the papers first listed then, newest day first.

    They are at least MIN_DAYS days with at least `length` papers in all, if there are so many.
    """
    days: list[tuple[date, list[Paper]]] = []
    count = 0
    for day, group in groupby(reversed(papers), key=lambda paper: paper.first.day):
        if len(days) >= MIN_DAYS and count >= length:
            break
        days.append((day, list(group)[::-1]))
        count += len(days[-1][1])
    return days


def weekly(archive: Archive, site: Site) -> Page:
    """The feed of the weeks before the one of the latest listing: an item must not change after it was read."""
    complete = periods.of(archive.days, "week")[:-1][-WEEKS:]
    with_papers = ((week, periods.first_listed(week.days)) for week in reversed(complete))
    weeks = tuple(_week_item(week, papers, site) for week, papers in with_papers if papers)
    built = weeks[0][2] if weeks else ""
    title = f"{site.title}, weekly"
    shows = {**EMPTY, "address": urls.WEEK_FEED, "title": title, "link": urls.HOME, "weeks": weeks, "built": built}
    return Page(urls.WEEK_FEED, "feed.xml", shows)


def _week_item(week: Period, papers: tuple[Paper, ...], site: Site) -> tuple[str, str, str, int, tuple[Paper, ...]]:
    """Its name, guid and date, the number of its papers, and the best of them."""
    guid = f"tag:{site.authority}:week-{week.name}"
    published = _pub_date(week.days[-1].date, 1, site.timezone)
    return week.name, guid, published, len(papers), periods.best(papers, BEST_OF_A_WEEK)


@lru_cache(maxsize=1 << 16)
def _pub_date(day: date, rank: int, timezone: str) -> str:
    """The date of an item in the format of RSS; at every rank it is on `day`."""
    zone = _zone(timezone)
    noon = datetime.combine(day, time(12), zone).astimezone(UTC)  # subtract in UTC: clocks may change at night
    return format_datetime((noon - timedelta(minutes=min(rank - 1, 600))).astimezone(zone))


@cache
def _zone(name: str) -> tzinfo:
    if name == "UTC":
        return UTC
    from zoneinfo import ZoneInfo  # slow to import and rarely needed

    return ZoneInfo(name)

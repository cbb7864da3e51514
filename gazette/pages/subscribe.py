"""How to follow the archive: its feeds, and the form for mail if the site has one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from gazette.archive import channels
from gazette.archive.affected import Affected
from gazette.archive.digests import Digests
from gazette.config import Site
from gazette.core import urls
from gazette.core.model import Archive, Page

NAMES = {"rss": "RSS", "atom": "Atom", "json": "JSON Feed"}
Feeds = tuple[str, str, tuple[tuple[str, str], ...]]
"""What some feeds have, the page with the same or "", then the name of each one's format, and its address."""


def pages(archive: Archive, site: Site, affected: Affected) -> Iterator[Page]:
    rows = ((tag.name, channels.address(tag, site)) for tag in archive.tags)
    shows = {
        "feeds": () if "feed" in site.leave_out else tuple(each for each in _feeds(site) if each[-1]),
        "tags": tuple(sorted([row for row in rows if row[1]], key=lambda row: row[0].casefold())),
        "authors": _have_feeds(archive.authors, "author", site.feed_formats_authors, site),
        "orgs": _have_feeds(archive.orgs, "org", site.feed_formats_orgs, site),
        "sample": urls.DIGEST.format(latest) if site.has_digests and (latest := Digests(archive).latest_day) else "",
    }
    yield Page(urls.SUBSCRIBE, "subscribe.html", shows)


def _feeds(site: Site) -> Iterator[Feeds]:
    of_papers = [each for each in site.feed_formats_site if not each.startswith(channels.DAILY)]
    of_days = [each for each in site.feed_formats_site if each.startswith(channels.DAILY)]
    yield "Every paper, on the day it is listed", "", _addresses(of_papers, urls.site_feed)
    yield "Once a day: the papers of the day in one item", "", _addresses(of_days, urls.site_feed)
    weekly = _addresses(channels.week_formats(site), partial(urls.feed, "week"))
    yield "Once a week: the most voted papers of the week", "", weekly
    changes = _addresses(site.feed_formats_changes, partial(urls.feed, "changes"))
    yield "Corrections, withdrawals and late additions", urls.CHANGES, changes


def _addresses(formats: Sequence[str], address: Callable[[str], str]) -> tuple[tuple[str, str], ...]:
    return tuple((NAMES[channels.base_format(each)], address(each)) for each in formats)


def _have_feeds(things: Sequence[object], kind: str, formats: Sequence[str], site: Site) -> bool:
    return bool(things) and bool(formats) and kind not in site.leave_out

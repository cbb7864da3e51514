"""How to follow the archive: its feeds, and the form for mail if the site has one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gazette.archive import channels
from gazette.archive.affected import Affected
from gazette.archive.channels import FeedLink, Thing
from gazette.archive.digests import Digests
from gazette.config import Site
from gazette.core import urls
from gazette.core.model import Archive, Page

Feeds = tuple[str, str, tuple[FeedLink, ...]]
"""What some feeds have, the page with the same or "", and the feeds."""


def pages(archive: Archive, site: Site, affected: Affected) -> Iterator[Page]:
    if not channels.has_subscriptions(site):
        return
    rows = ((tag.name, links[0].address) for tag in archive.tags if (links := channels.links(tag, site)))
    shows = {
        "feeds": tuple(each for each in _feeds(site) if each[-1]),
        "tags": tuple(sorted(rows, key=lambda row: row[0].casefold())),
        "authors": _have_feeds(archive.authors, site),
        "orgs": _have_feeds(archive.orgs, site),
        "sample": urls.DIGEST.format(latest) if site.has_digests and (latest := Digests(archive).latest_day) else "",
    }
    yield Page(urls.SUBSCRIBE, "subscribe.html", shows)


def _feeds(site: Site) -> Iterator[Feeds]:
    daily = {urls.site_feed(format) for format in site.feed_formats_site if channels.is_daily(format)}
    links = channels.site_links(site)
    yield "Every paper, on the day it is listed", "", tuple(link for link in links if link.address not in daily)
    yield "Once a day: the papers of the day in one item", "", tuple(link for link in links if link.address in daily)
    yield "Once a week: the most voted papers of the week", "", channels.week_links(site)
    yield "Corrections, withdrawals and late additions", urls.CHANGES, channels.changes_links(site)


def _have_feeds(things: Sequence[Thing], site: Site) -> bool:
    return any(channels.links(thing, site) for thing in things[:1])

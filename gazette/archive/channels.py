"""The feeds of a site, as pages: which there are, in which formats, and what they show.

A feed is written in each of the formats that `feed.formats` in site.yaml gives for its kind.  RSS, Atom and JSON Feed
have an item for each paper; those whose name begins with "daily" have an item for each day.  The main feed has archived
pages (RFC 5005), one or more for each complete week.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from functools import partial
from typing import NamedTuple

from msgspec.structs import replace

from gazette.archive import feeds
from gazette.archive.affected import Affected
from gazette.archive.feeds import Item, Post
from gazette.config import Site
from gazette.core import urls
from gazette.core.model import Archive, Author, Org, Page, Paper, Redirect, Ref, Tag

DAILY = "daily"
NAMES = {
    "rss": ("RSS", "application/rss+xml"),
    "atom": ("Atom", "application/atom+xml"),
    "json": ("JSON Feed", "application/feed+json"),
}
"""What formats are called, and their media types."""
TEMPLATES = {"rss": "feed.xml", "atom": "atom.xml", "json": "feed.json"}
NEVER = "1970-01-01T00:00:00+00:00"
"""The date of a feed without items; Atom requires one."""
Thing = Tag | Author | Org


def things(archive: Archive) -> tuple[Thing, ...]:
    """What may have feeds of its own."""
    return (*archive.tags, *archive.authors, *archive.orgs)


def formats(thing: Thing, site: Site) -> tuple[str, ...]:
    """The formats of the feeds of a thing; none if things of its kind have no pages."""
    if thing.ref.kind in site.leave_out:
        return ()
    if isinstance(thing, Tag):
        return site.feed_formats_tags
    return site.feed_formats_authors if isinstance(thing, Author) else site.feed_formats_orgs


class FeedLink(NamedTuple):
    """A feed as pages link to it."""

    name: str
    """What its format is called, such as "Atom, one item a day"."""
    address: str
    type: str
    """Its media type."""


def links(thing: Thing, site: Site) -> tuple[FeedLink, ...]:
    """The feeds of a tag, an author or an organisation, in the order of the setting."""
    return _links(formats(thing, site), partial(urls.feed, thing), site)


def site_links(site: Site) -> tuple[FeedLink, ...]:
    """The feeds of all papers."""
    return _links(site.feed_formats_site, urls.site_feed, site)


def week_links(site: Site) -> tuple[FeedLink, ...]:
    return _links(week_formats(site), partial(urls.feed, "week"), site)


def changes_links(site: Site) -> tuple[FeedLink, ...]:
    return _links(site.feed_formats_changes, partial(urls.feed, "changes"), site)


def of_whole_site(site: Site) -> tuple[FeedLink, ...]:
    """The feeds that `daily` reports to a hub: those of all papers, of the weeks and of changes."""
    return (*site_links(site), *week_links(site), *changes_links(site))


def has_subscriptions(site: Site) -> bool:
    """Whether readers can subscribe: to a feed of the whole site, or by mail, or look at a digest."""
    return bool(of_whole_site(site)) or bool(site.subscribe_form) or site.has_digests


def _links(formats: Iterable[str], address: Callable[[str], str], site: Site) -> tuple[FeedLink, ...]:
    if "feed" in site.leave_out:
        return ()
    return tuple(_link(format, address(format)) for format in formats)


def _link(format: str, address: str) -> FeedLink:
    name, kind = NAMES[base_format(format)]
    return FeedLink(f"{name}, one item a day" if is_daily(format) else name, address, kind)


def is_daily(format: str) -> bool:
    """Whether a feed in this format has one item for each day, not for each paper."""
    return format.startswith(DAILY)


def base_format(format: str) -> str:
    """The format as rss, atom or json: "daily" is RSS."""
    return format.removeprefix(DAILY).removeprefix("-") or "rss"


def week_formats(site: Site) -> tuple[str, ...]:
    return () if "week" in site.leave_out else site.feed_formats_week


def main(format: str, archive: Archive, site: Site) -> Page:
    complete = feeds.complete_weeks(archive.days) if format in site.feed_formats_archive else ()
    previous = feeds.archived_address(complete[-1], format) if complete else ""
    return _of_papers(urls.site_feed(format), format, site.title, urls.HOME, archive.papers, site, previous=previous)


def of(thing: Thing, format: str, site: Site) -> Page:
    title = f"{thing.name} · {site.title}"
    page = _of_papers(urls.feed(thing, format), format, title, urls.of(thing), thing.papers, site)
    return replace(page, about=thing.ref)


def _of_papers(
    path: str, format: str, title: str, link: str, papers: Sequence[Paper], site: Site, previous: str = ""
) -> Page:
    if is_daily(format):
        return _page(path, format, title, link, site, posts=feeds.days(papers, site.timezone))
    newest = (paper for _, same in feeds.newest_days(papers, site.feed_length) for paper in same)
    items = feeds.items(newest, site.timezone)
    return _page(path, format, title, link, site, items=items, previous=previous)


def weekly(format: str, archive: Archive, site: Site) -> Page:
    posts = feeds.weeks(archive.days, site.timezone)
    return _page(urls.feed("week", format), format, f"{site.title}, weekly", urls.HOME, site, posts=posts)


def changes(format: str, archive: Archive, site: Site) -> Page:
    posts = feeds.changes(archive, site.timezone)
    link = urls.HOME if "changes" in site.leave_out else urls.CHANGES
    return _page(urls.feed("changes", format), format, f"{site.title}, changes", link, site, posts=posts)


def archived(format: str, archive: Archive, site: Site, affected: Affected) -> Iterator[Page]:
    """The archived pages; each leads to the one before it."""
    before = ""
    for week in feeds.complete_weeks(archive.days):
        parts = [*feeds.archived(week)] if affected.includes(week.ref) else []
        for number, papers in parts:
            path = feeds.archived_address(week, format, number)
            items = feeds.items(papers, site.timezone)
            current = urls.site_feed(format)
            page = _page(path, format, site.title, urls.HOME, site, items=items, previous=before, current=current)
            yield replace(page, about=Ref("week", week.name))
            before = path
        before = feeds.archived_address(week, format)


def _page(
    path: str,
    format: str,
    title: str,
    link: str,
    site: Site,
    items: Sequence[Item] = (),
    posts: Sequence[Post] = (),
    **more: object,
) -> Page:
    """A feed; `more` has the addresses of the archived page before it, and of the feed that an archived page is of."""
    dates = [item.updated for item in items] + [post.published for post in posts]
    shows = {
        "address": path,
        "id": f"tag:{site.authority}:{urls.quoted(path)}",
        "title": title,
        "link": link,
        "items": items,
        "posts": posts,
        "updated": max(dates, key=datetime.fromisoformat, default=NEVER),
        "previous": "",
        "current": "",
        "notice": (),
        **more,
    }
    return Page(path, TEMPLATES[base_format(format)], shows)


# Feeds at old addresses.


def copies(archive: Archive, site: Site, redirects: Iterable[Redirect]) -> Iterator[Page]:
    """At each old address a copy of the new feed that says so, or a feed that says why it has ended.

    They are about nothing, so they are planned at every build: a page that goes can make room for one.
    """
    redirects = [*redirects]
    found = _by_address({each.new for each in redirects}, archive, site)
    for each in redirects:
        if each.gone:
            key = f"tag:{site.authority}:gone:{urls.quoted(each.old)}"
            notice = (key, "This feed has ended", each.gone)
            yield _page(each.old, "rss", site.title, urls.HOME, site, notice=notice)
        elif each.new in found:
            page = found[each.new]
            key = f"tag:{site.authority}:moved:{urls.quoted(each.old)}"
            words = f"Its new address is {site.absolute(each.new)}. Subscribe to that one; this one may end."
            shows = {**page.shows, "notice": (key, "This feed has a new address", words)}
            yield replace(page, path=each.old, about=None, shows=shows)


def _by_address(addresses: set[str], archive: Archive, site: Site) -> dict[str, Page]:
    """The feeds of the site with these addresses."""
    found = {
        path: of(thing, format, site)
        for thing in things(archive)
        for format in formats(thing, site)
        if (path := urls.feed(thing, format)) in addresses
    }
    for known, address, page in (
        (site.feed_formats_site, urls.site_feed, main),
        (week_formats(site), partial(urls.feed, "week"), weekly),
        (site.feed_formats_changes, partial(urls.feed, "changes"), changes),
    ):
        found |= {path: page(each, archive, site) for each in known if (path := address(each)) in addresses}
    return found

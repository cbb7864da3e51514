"""The feeds as OPML, which feed readers can import: the main feeds and those of subjects, and a file with all feeds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from gazette.archive import channels
from gazette.archive.affected import Affected
from gazette.archive.channels import FeedLink, Thing
from gazette.config import Site
from gazette.core import urls
from gazette.core.model import Archive, Page

Row = tuple[str, str, str]
"""The name of a feed, its address, and that of its page."""


def pages(archive: Archive, site: Site, affected: Affected) -> Iterator[Page]:
    main = (
        (site.title, channels.site_links(site), urls.HOME),
        (f"{site.title}, weekly", channels.week_links(site), urls.HOME),
        (f"{site.title}, changes", channels.changes_links(site), urls.CHANGES),
    )
    groups = (
        ("Subjects", [*_feeds(archive.tags, site)]),
        ("Authors", [*_feeds(archive.authors, site)]),
        ("Organisations", [*_feeds(archive.orgs, site)]),
    )
    if not any(links for feeds in (main, *(feeds for _, feeds in groups)) for _, links, _ in feeds):
        return
    for path, most, shown in ((urls.OPML, 1, groups[:1]), (urls.ALL_OPML, None, groups)):
        rows = [(label, _rows(feeds, most)) for label, feeds in shown]
        yield Page(path, "feeds.opml", {"main": _rows(main, most), "groups": tuple(rows)})


def _feeds(things: Iterable[Thing], site: Site) -> Iterator[tuple[str, Sequence[FeedLink], str]]:
    return ((each.name, channels.links(each, site), urls.of(each)) for each in things)


def _rows(feeds: Iterable[tuple[str, Sequence[FeedLink], str]], most: int | None) -> tuple[Row, ...]:
    """A row for each feed, or for the first `most` formats of each; further formats are named."""
    return tuple(
        (f"{name} ({link.name})" if at else name, link.address, page)
        for name, links, page in feeds
        for at, link in enumerate(links[:most])
    )

"""The feeds as OPML, which feed readers can import: the main feeds and those of subjects, and a file with all feeds."""

from __future__ import annotations

from collections.abc import Iterator

from gazette.archive import channels
from gazette.archive.affected import Affected
from gazette.config import Site
from gazette.core import urls
from gazette.core.model import Archive, Author, Org, Page, Tag

Row = tuple[str, str, str]
"""The name of a feed, its address, and that of its page."""


def pages(archive: Archive, site: Site, affected: Affected) -> Iterator[Page]:
    main = tuple(row for row in _main(site) if row[1])
    subjects = ("Subjects", _rows(archive.tags, site))
    others = ("Authors", _rows(archive.authors, site)), ("Organisations", _rows(archive.orgs, site))
    yield Page(urls.OPML, "feeds.opml", {"main": main, "groups": (subjects,)})
    yield Page(urls.ALL_OPML, "feeds.opml", {"main": main, "groups": (subjects, *others)})


def _main(site: Site) -> Iterator[Row]:
    yield site.title, channels.site_address(site), urls.HOME
    yield f"{site.title}, weekly", channels.week_address(site), urls.HOME
    yield f"{site.title}, changes", channels.changes_address(site), urls.CHANGES


def _rows(things: tuple[Tag, ...] | tuple[Author, ...] | tuple[Org, ...], site: Site) -> tuple[Row, ...]:
    return tuple((each.name, address, urls.of(each)) for each in things if (address := channels.address(each, site)))

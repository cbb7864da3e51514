"""The list of all feeds as OPML, which feed readers can import."""

from __future__ import annotations

from collections.abc import Iterator

from gazette.archive.affected import Affected
from gazette.config import Site
from gazette.core import urls
from gazette.core.model import Archive, Page


def pages(archive: Archive, site: Site, affected: Affected) -> Iterator[Page]:
    shows = {
        "tags": tuple((tag.name, urls.feed(tag), urls.of(tag)) for tag in archive.tags),
        "authors": tuple((author.name, urls.feed(author), urls.of(author)) for author in archive.authors),
        "orgs": tuple((org.name, urls.feed(org), urls.of(org)) for org in archive.orgs),
    }
    yield Page(urls.OPML, "feeds.opml", shows)

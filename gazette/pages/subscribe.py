"""How to follow the archive: its feeds, and the form for mail if the site has one."""

from __future__ import annotations

from collections.abc import Iterator

from gazette.archive.affected import Affected
from gazette.config import Site
from gazette.core import urls
from gazette.core.model import Archive, Page


def pages(archive: Archive, site: Site, affected: Affected) -> Iterator[Page]:
    rows = tuple((tag.name, urls.feed(tag)) for tag in archive.tags)
    shows = {
        "tags": tuple(sorted(rows, key=lambda row: row[0].casefold())),
        "authors": bool(archive.authors) and "author" not in site.leave_out,
        "orgs": bool(archive.orgs) and "org" not in site.leave_out,
    }
    yield Page(urls.SUBSCRIBE, "subscribe.html", shows)

"""The RSS feeds: of all papers, of each tag, author and organisation, and one with an item per week."""

from __future__ import annotations

from collections.abc import Iterator

from gazette.archive import feeds
from gazette.archive.affected import Affected
from gazette.config import Site
from gazette.core.model import Archive, Page


def pages(archive: Archive, site: Site, affected: Affected) -> Iterator[Page]:
    yield feeds.main(archive, site)
    for thing in feeds.things(archive, site):
        if affected.includes(thing.ref):
            yield feeds.of(thing, site)
    if "week" not in site.leave_out:
        yield feeds.weekly(archive, site)

"""A page for each author with enough papers: the latest papers in full, the earlier ones as titles."""

from __future__ import annotations

from collections.abc import Iterator

from gazette.archive import channels, periods
from gazette.archive.affected import Affected
from gazette.config import Site
from gazette.core import urls
from gazette.core.model import Archive, Page


def pages(archive: Archive, site: Site, affected: Affected) -> Iterator[Page]:
    for author in archive.authors:
        if affected.includes(author.ref):
            papers, earlier = periods.latest(author.papers, site.page_length)
            shows = {
                "name": author.name,
                "count": len(author.papers),
                "papers": papers,
                "earlier": earlier,
                "feeds": channels.links(author, site),
            }
            yield Page(urls.of(author), "author.html", shows, author.ref, updated=papers[0].first.day)

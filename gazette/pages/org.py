"""A page for each organisation with enough papers: the latest papers in full, the earlier ones as titles."""

from __future__ import annotations

from collections.abc import Iterator

from gazette.archive import channels, periods
from gazette.archive.affected import Affected
from gazette.config import Site
from gazette.core import urls
from gazette.core.model import Archive, Page


def pages(archive: Archive, site: Site, affected: Affected) -> Iterator[Page]:
    for org in archive.orgs:
        if affected.includes(org.ref):
            papers, earlier = periods.latest(org.papers, site.page_length)
            shows = {
                "name": org.name,
                "count": len(org.papers),
                "papers": papers,
                "earlier": earlier,
                "feeds": channels.links(org, site),
            }
            yield Page(urls.of(org), "org.html", shows, org.ref, updated=papers[0].first.day)

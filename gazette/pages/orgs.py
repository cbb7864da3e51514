"""The index of organisations, sorted by name; a site without organisations with pages has none."""

from __future__ import annotations

from collections.abc import Iterator

from gazette.archive.affected import Affected
from gazette.config import Site
from gazette.core import urls
from gazette.core.model import Archive, Page


def pages(archive: Archive, site: Site, affected: Affected) -> Iterator[Page]:
    if not archive.orgs:
        return
    rows = ((org.name, urls.of(org), len(org.papers)) for org in archive.orgs)
    shows = {"rows": tuple(sorted(rows, key=lambda row: (row[0].casefold(), row[1]))), "minimum": site.orgs_minimum}
    yield Page(urls.ORGS, "orgs.html", shows)

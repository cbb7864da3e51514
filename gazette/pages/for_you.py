"""The page that ranks the latest papers by what its reader saved. A script makes the ranking, from the search index."""

from __future__ import annotations

from collections.abc import Iterator

from gazette.archive.affected import Affected
from gazette.config import Site
from gazette.core import urls
from gazette.core.model import Archive, Page
from gazette.search import index


def pages(archive: Archive, site: Site, affected: Affected) -> Iterator[Page]:
    if site.search and archive.segment_of and archive.days and "search" not in site.leave_out:
        yield Page(urls.FOR_YOU, "for_you.html", {"address": index.address_form(site.leave_out)})

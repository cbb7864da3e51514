"""The papers that are rising on the latest listing day, by votes, age and how often they were listed."""

from __future__ import annotations

from collections.abc import Iterator

from gazette.archive import periods
from gazette.archive.affected import Affected
from gazette.config import Site
from gazette.core import urls
from gazette.core.model import Archive, Page


def pages(archive: Archive, site: Site, affected: Affected) -> Iterator[Page]:
    shows = {
        "now": archive.days[-1].date if archive.days else None,
        "window": periods.WINDOW,
        "papers": periods.rising(archive, site.page_length),
    }
    yield Page(urls.TRENDING, "trending.html", shows)

"""The 404 page, which hosts show at addresses that have no page."""

from __future__ import annotations

from collections.abc import Iterator

from gazette.archive.affected import Affected
from gazette.config import Site
from gazette.core import urls
from gazette.core.model import Archive, Page

MAX_PAPERS = 7


def pages(archive: Archive, site: Site, affected: Affected) -> Iterator[Page]:
    latest = next((day for day in reversed(archive.days) if day.papers), None)
    yield Page(urls.MISSING, "missing.html", {"papers": latest.papers[:MAX_PAPERS] if latest else ()})

"""robots.txt: crawlers may read everything, and find the sitemap."""

from __future__ import annotations

from collections.abc import Iterator

from gazette.archive.affected import Affected
from gazette.config import Site
from gazette.core import urls
from gazette.core.model import Archive, Page


def pages(archive: Archive, site: Site, affected: Affected) -> Iterator[Page]:
    yield Page(urls.ROBOTS, "robots.txt", {})

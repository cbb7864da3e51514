"""A page for each day: its papers in rank order, and links to the days before and after."""

from __future__ import annotations

from collections.abc import Iterator

from gazette.archive.affected import Affected
from gazette.config import Site
from gazette.core import urls
from gazette.core.model import Archive, Page


def pages(archive: Archive, site: Site, affected: Affected) -> Iterator[Page]:
    for day in archive.days:
        if affected.includes(day.ref):
            yield Page(urls.of(day), "day.html", {"day": day}, day.ref, updated=day.date)

"""A page for each day: its papers in rank order, and links to the days before and after."""

from __future__ import annotations

from collections.abc import Iterator

from gazette.config import Site
from gazette.core import urls
from gazette.core.model import Archive, Page


def pages(archive: Archive, site: Site) -> Iterator[Page]:
    for day in archive.days:
        if archive.touches(noun := f"day {day.date}"):
            yield Page(urls.of(day), "day.html", {"day": day}, noun, updated=day.date)

"""The home page: the latest day, and the way to the days before it."""

from __future__ import annotations

from collections.abc import Iterator

from gazette import urls
from gazette.config import Site
from gazette.model import Archive, Page

RECENT = 7


def pages(archive: Archive, site: Site) -> Iterator[Page]:
    listed = [day for day in archive.days if day.papers]
    shows = {
        "day": listed[-1] if listed else None,
        "recent": tuple((day.date, len(day.papers)) for day in reversed(listed[-RECENT - 1 : -1])),
    }
    yield Page(urls.HOME, "home.html", shows)

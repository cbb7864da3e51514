"""What was corrected, withdrawn or added late, by day."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from gazette.archive import channels, events
from gazette.archive.affected import Affected
from gazette.config import Site
from gazette.core import urls
from gazette.core.model import Archive, Page


def pages(archive: Archive, site: Site, affected: Affected) -> Iterator[Page]:
    by_day = groupby(events.latest(archive.corrected), key=lambda event: event.day)
    shows = {"days": tuple((day, tuple(same)) for day, same in by_day), "feeds": channels.changes_links(site)}
    yield Page(urls.CHANGES, "changes.html", shows)

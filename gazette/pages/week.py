"""A page for each week: its papers by votes, and links to its days."""

from __future__ import annotations

from collections.abc import Iterator

from gazette.archive import periods
from gazette.archive.affected import Affected
from gazette.config import Site
from gazette.core import urls
from gazette.core.model import Archive, Page


def pages(archive: Archive, site: Site, affected: Affected) -> Iterator[Page]:
    for week in periods.of(archive.days, "week"):
        if affected.includes(week.ref):
            papers = periods.first_listed(week.days)
            shows = {"period": week, "papers": periods.best(papers, len(papers))}
            yield Page(urls.of(week), "week.html", shows, week.ref, updated=week.days[-1].date)

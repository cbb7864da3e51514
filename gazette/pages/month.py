"""A page for each month: its most voted papers, and links to its days."""

from __future__ import annotations

from collections.abc import Iterator

from gazette.archive import periods
from gazette.archive.affected import Affected
from gazette.config import Site
from gazette.core import urls
from gazette.core.model import Archive, Page


def pages(archive: Archive, site: Site, affected: Affected) -> Iterator[Page]:
    for month in periods.of(archive.days, "month"):
        if not affected.includes(month.ref):
            continue
        papers = periods.first_listed(month.days)
        shows = {
            "month": month.days[0].date,
            "previous": month.previous,
            "next": month.next,
            "days": tuple((day.date, len(day.papers)) for day in month.days),
            "count": len(papers),
            "listed": sum(1 for day in month.days if day.papers),
            "papers": periods.best(papers, site.page_length),
        }
        yield Page(urls.of(month), "month.html", shows, month.ref, updated=month.days[-1].date)

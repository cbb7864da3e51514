"""A page for each year: its months, its subjects and its most voted papers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from gazette.archive import periods
from gazette.archive.affected import Affected
from gazette.config import Site
from gazette.core import urls
from gazette.core.model import Archive, Page, Paper, Period, Subject

MAX_SUBJECTS = 20


def pages(archive: Archive, site: Site, affected: Affected) -> Iterator[Page]:
    for year in periods.of(archive.days, "year"):
        if not affected.includes(year.ref):
            continue
        papers = periods.first_listed(year.days)
        shows = {
            "year": year.name,
            "previous": year.previous,
            "next": year.next,
            "count": len(papers),
            "first": year.days[0].date,
            "last": year.days[-1].date,
            "listed": sum(1 for day in year.days if day.papers),
            "months": tuple(map(_month, periods.of(year.days, "month"))),
            "subjects": _subjects(papers),
            "papers": periods.best(papers, site.page_length),
        }
        yield Page(urls.of(year), "year.html", shows, year.ref, updated=year.days[-1].date)


def _month(month: Period) -> tuple[date, str, int]:
    """The first day with a listing, the name of the month, and the number of papers first listed in it."""
    return month.days[0].date, month.name, len(periods.first_listed(month.days))


def _subjects(papers: tuple[Paper, ...]) -> tuple[tuple[Subject, int], ...]:
    """The subjects of most papers, each with the number of its papers."""
    counts = Counter(subject for paper in papers for subject in paper.subjects)
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0].name))[:MAX_SUBJECTS])

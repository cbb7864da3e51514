"""A page for each year: its months, its subjects and organisations, what was new in it, and its most voted papers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from gazette.archive import comparisons, periods, rising_words, trends
from gazette.archive.affected import Affected
from gazette.archive.comparisons import Span
from gazette.archive.lazy import numbers_of
from gazette.config import Site
from gazette.core import urls
from gazette.core.model import Archive, Org, Page, Paper, Period, Subject

MAX_SUBJECTS = 20
MAX_RISING = MAX_ORGS = 10
MIN_PAPERS_OF_ORG = 2


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
            **_trends(archive, site, year.days[0].date.year),
        }
        yield Page(urls.of(year), "year.html", shows, year.ref, updated=year.days[-1].date)


def _trends(archive: Archive, site: Site, year: int) -> Mapping[str, object]:
    """What was new in a year, and its most productive organisations."""
    compared = comparisons.of_year(numbers_of(archive.papers), year)
    since = date.fromordinal(compared.since) if compared.is_possible else None
    rising = trends.rising(archive.tags, compared, MAX_RISING)
    words = rising_words.of(archive, compared) if site.search else ()
    return {
        "since": since,
        "is_whole": compared.is_whole,
        "rising": tuple((each.subject, each.papers, each.expected) for each in rising),
        "words": tuple((each.written, each.titles, each.expected) for each in words),
        "orgs": tuple(_orgs(archive.orgs, compared.recent)),
    }


def _orgs(orgs: Iterable[Org], year: Span) -> list[tuple[str, str, int]]:
    """The organisations with the most papers in a year: name, address and number of papers."""
    counts = ((year.size(numbers_of(org.papers)), org) for org in orgs)
    found = sorted((-count, org.slug, org) for count, org in counts if count >= MIN_PAPERS_OF_ORG)[:MAX_ORGS]
    return [(org.name, urls.of(org), -count) for count, _, org in found]


def _month(month: Period) -> tuple[date, str, int]:
    """The first day with a listing, the name of the month, and the number of papers first listed in it."""
    return month.days[0].date, month.name, len(periods.first_listed(month.days))


def _subjects(papers: tuple[Paper, ...]) -> tuple[tuple[Subject, int], ...]:
    """The subjects of most papers, each with the number of its papers."""
    counts = Counter(subject for paper in papers for subject in paper.subjects)
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0].name))[:MAX_SUBJECTS])

"""The trends of the last eight weeks: subjects that rise and fade, rising words, and the course of large subjects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from gazette.archive import comparisons, numbering, periods, rising_words, trends
from gazette.archive.affected import Affected
from gazette.archive.comparisons import Comparison, Span
from gazette.archive.lazy import numbers_of
from gazette.archive.rising_words import RisingPhrase
from gazette.archive.trends import Trend
from gazette.config import Site
from gazette.core import charts, urls
from gazette.core.charts import Share
from gazette.core.model import Archive, Page, Paper, Subject, Tag

MOST = 10
"""The most subjects that rise, and that fade."""
LARGEST = 12
MONTHS = 24
"""The chart of a subject that rises or fades has so many months."""
PAPERS, PAPERS_OF_WORDS = 3, 2
"""The number of papers that are named for a subject, and for a phrase."""


class SubjectRow(NamedTuple):
    """A subject, how it changed, some of the papers behind that, and its course."""

    subject: Subject
    trend: Trend | None
    papers: tuple[Paper, ...]
    course: tuple[Share, ...]


class PhraseRow(NamedTuple):
    phrase: RisingPhrase
    papers: tuple[Paper, ...]


class Days(NamedTuple):
    """The recent days, and those that they are compared with, each with the first and the last."""

    recent: tuple[date, date]
    before: tuple[date, date]
    is_whole: bool


def pages(archive: Archive, site: Site, affected: Affected) -> Iterator[Page]:
    listed = periods.with_papers(archive.days)
    numbers = numbers_of(archive.papers)
    end = listed[-1].date.toordinal() + 1 if numbers else 1
    compared = comparisons.latest(numbers, end)
    up, down = trends.rising(archive.tags, compared, MOST), trends.fading(archive.tags, compared, MOST)
    totals = comparisons.by_month(numbers)
    by_slug = {tag.slug: tag for tag in archive.tags}
    named = {trend.subject.slug for trend in (*up, *down)}
    words = rising_words.of(archive, compared) if site.search else ()
    shows = {
        "days": _days(compared) if compared.is_possible else None,
        "first_possible": _first_possible(numbers, compared),
        "rising": _rows(up, by_slug, totals),
        "fading": _rows(down, by_slug, totals),
        "has_words": site.search,
        "words": tuple(PhraseRow(each, _of_phrase(archive, each)) for each in words),
        "largest": _largest((tag for tag in archive.tags if tag.slug not in named), compared, totals),
    }
    yield Page(urls.TRENDS, "trends.html", shows)


def _days(compared: Comparison) -> Days:
    recent, before = compared.recent, compared.before
    spans = [(start, end - 1) for start, end in (recent, (compared.since, before.end))]
    (first, last), (since, until) = (tuple(map(date.fromordinal, span)) for span in spans)
    return Days((first, last), (since, until), compared.is_whole)


def _first_possible(numbers: Sequence[int], compared: Comparison) -> date | None:
    """The first day on which a listing makes a comparison possible; None if there are no papers, or no such day."""
    places = Span(compared.before.start, compared.recent.end).places(numbers)
    if not places:
        return None
    day = numbers[places[0]] // numbering.MAX_RANK + 2 * comparisons.DAYS - 1
    return date.fromordinal(day) if day <= date.max.toordinal() else None


def _of_phrase(archive: Archive, phrase: RisingPhrase) -> tuple[Paper, ...]:
    return trends.foremost(archive.papers, phrase.places, PAPERS_OF_WORDS)


def _rows(found: Iterable[Trend], tags: Mapping[str, Tag], totals: Mapping[int, int]) -> tuple[SubjectRow, ...]:
    last = max(totals, default=0)
    recent = {month: count for month, count in totals.items() if month > last - MONTHS}
    return tuple(
        SubjectRow(
            each.subject,
            each,
            trends.foremost((tag := tags[each.subject.slug]).papers, each.places, PAPERS),
            charts.shares(tag.months, recent),
        )
        for each in found
    )


def _largest(tags: Iterable[Tag], compared: Comparison, totals: Mapping[int, int]) -> tuple[SubjectRow, ...]:
    """The subjects with the most papers in the time that is compared, with their course over the whole archive."""
    spans = compared.recent, compared.before
    counts = [(-sum(span.size(numbers_of(tag.papers)) for span in spans), tag.slug, tag) for tag in tags]
    largest = sorted(row for row in counts if row[0])[:LARGEST]
    return tuple(
        SubjectRow(Subject(tag.name, tag.slug), None, (), charts.shares(tag.months, totals)) for *_, tag in largest
    )

"""Measure how long subjects and words that were shown as rising stay so."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from bench.quality import listings
from gazette import config
from gazette.archive import comparisons, rising_words, trends
from gazette.archive.affected import ListingChanges
from gazette.archive.comparisons import DAYS, Comparison, Span
from gazette.archive.lazy import numbers_of
from gazette.archive.merge import Rules
from gazette.archive.store import Store
from gazette.archive.trends import CLEARLY_MORE, SMOOTHING
from gazette.archive.update import update
from gazette.core.errors import Refusal, Report
from gazette.core.model import Archive, Listing

SUBJECTS = 10
COLUMNS = ("last day", "rising subjects", "still above 1.1 eight weeks later", "rising words", "still above 1.1")


class Row(NamedTuple):
    """How many subjects and words were shown on a day, and how many of these were still above 1.1 eight weeks later."""

    day: date
    subjects: int
    lasting_subjects: int
    words: int
    lasting_words: int


def report(folder: Path, count: int) -> Iterator[str]:
    """Yield a table with a row for each of `count` days that are eight weeks apart, and their sums.

    The last of these days is eight weeks before the latest listing.
    """
    rows = measure(_archive(folder), count)
    if not rows:
        raise Refusal(f"{folder} has too few days; pass a folder with the listings of two years or more")
    sums = map(sum, list(zip(*rows, strict=True))[1:])
    for cells in (COLUMNS, ("---",) * len(COLUMNS), *rows, ("all", *sums)):
        yield f"| {' | '.join(map(str, cells))} |"


def _archive(folder: Path) -> Archive:
    found = listings.dated(folder)
    unchanged: dict[str, Listing] = {}
    rules = Rules.of(config.parse("title: Bench\nurl: https://example.org/", Report()))
    return update(Store.in_memory(), ListingChanges((), found, unchanged.__getitem__, lambda: found), rules).archive


def measure(archive: Archive, count: int) -> list[Row]:
    latest = archive.days[-1].date
    days = [latest - timedelta(DAYS * at) for at in range(count, 0, -1)]
    return [row for day in days if (row := _row(archive, day))]


def _row(archive: Archive, day: date) -> Row | None:
    numbers = numbers_of(archive.papers)
    end = day.toordinal() + 1
    compared = comparisons.latest(numbers, end)
    if not compared.is_possible:
        return None
    later = comparisons.compare(numbers, Span(end, end + DAYS), compared.before)
    return Row(day, *_subjects(archive, compared, later), *_words(archive, compared, later))


def _subjects(archive: Archive, compared: Comparison, later: Comparison) -> tuple[int, int]:
    shown = {each.subject.slug for each in trends.rising(archive.tags, compared, SUBJECTS)}
    papers = [numbers_of(tag.papers) for tag in archive.tags if tag.slug in shown]
    lasting = [_is_above(later, later.recent.size(each), later.before.size(each)) for each in papers]
    return len(shown), sum(lasting)


def _words(archive: Archive, compared: Comparison, later: Comparison) -> tuple[int, int]:
    shown = [each.words for each in rising_words.of(archive, compared)]
    titles = [rising_words.titles(archive, span) for span in (later.recent, later.before)]
    lasting = [_is_above(later, *(_with(words, some) for some in titles)) for words in shown]
    return len(shown), sum(lasting)


def _with(phrase: str, titles: rising_words.Titles) -> int:
    return sum(phrase in title for title in titles)


def _is_above(compared: Comparison, recent: int, before: int) -> bool:
    """Whether the ratio itself, with the same smoothing, is above that from which subjects are shown."""
    return (recent + SMOOTHING) / (compared.expected(before) + SMOOTHING) > CLEARLY_MORE

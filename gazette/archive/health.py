"""What is probably wrong with an archive: hints about days that lack something, and about tags.

Everything comes from the days and the names of tags, so no paper is loaded.  There is no clock here: content alone
decides.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from statistics import median_low

from gazette.archive import numbering
from gazette.archive.lazy import LazyPapers
from gazette.archive.merge import Rules
from gazette.core import errors, names
from gazette.core.errors import Problem
from gazette.core.model import Archive, Day

Tags = Iterable[tuple[str, str, Sequence[int]]]
"""Slug, name and the numbers of the papers of each tag."""

REPEATED = 0.8
"""The share of a day's papers from which on it repeats the day before."""
MIN_REPEATED = 3
"""A day with fewer papers may repeat them on purpose."""
FEW = 3
"""A day has few papers if they are less than the median divided by this."""
AROUND = 15
"""The median is that of this many days before and after, for archives grow."""
MIN_DAYS = 5
"""With fewer days around it, nobody knows how many papers a day usually has."""
MIN_GAPS = 2
"""From this number of gaps on, days are missing only if most gaps have none: some archives are weekly."""


@dataclass(frozen=True, slots=True)
class TagHint(Problem):
    """A hint about a tag, which the archive has no line for."""

    tag: str = ""


def findings(archive: Archive, tags: Tags, rules: Rules, hints: Iterable[Problem]) -> tuple[Problem, ...]:
    """All hints, by file and line; those about listings that the archive leaves out are dropped."""
    days = archive.days
    paths = {origin.path for day in days for origin in day.origins}
    found = [hint for hint in hints if hint.path in paths]
    found += [*_repeated(days), *_few(days), *_missing(days), *_tags(tags, days, rules)]
    return tuple(sorted(found, key=lambda each: (each.path.split("/"), each.line, each.kind, each.what)))


def _path(day: Day) -> str:
    return day.origins[0].path if day.origins else ""


# Days.


def _repeated(days: Sequence[Day]) -> Iterator[Problem]:
    for before, day in pairwise(days):
        numbers = _numbers(day)
        if len(numbers) >= MIN_REPEATED:
            same = len(numbers & _numbers(before))
            if same >= REPEATED * len(numbers):
                what = f"{same} of the {len(numbers)} papers are those of {before.date}, the day before"
                way_out = "fetch the day again, or remove the listing"
                yield Problem(_path(day), 1, what, way_out, "repeated-day")


def _numbers(day: Day) -> set[object]:
    """What tells the papers of a day apart, without loading them."""
    papers = day.papers
    return {*papers.numbers} if isinstance(papers, LazyPapers) else {paper.slug for paper in papers}


def _few(days: Sequence[Day]) -> Iterator[Problem]:
    listed = [day for day in days if day.papers and not day.quiet]
    counts = [len(day.papers) for day in listed]
    for at, day in enumerate(listed):
        around = counts[max(0, at - AROUND) : at] + counts[at + 1 : at + 1 + AROUND]
        if len(around) >= MIN_DAYS and counts[at] * FEW < (usual := median_low(around)):
            what = f"the day has only {errors.counted(counts[at], 'paper')}, and {usual} are usual around it"
            yield Problem(_path(day), 1, what, "fetch the day again, or ignore this if it is complete", "few-papers")


def _missing(days: Sequence[Day]) -> Iterator[Problem]:
    gaps = [(before, after, _weekdays(before.date, after.date)) for before, after in pairwise(days)]
    missing = [gap for gap in gaps if gap[2]]
    if len(gaps) >= MIN_GAPS and 2 * len(missing) > len(gaps):
        return
    for before, after, count in missing:
        first, last = _weekday(before.date, 1), _weekday(after.date, -1)
        named = {1: f"{first}", 2: f"{first} and {last}"}.get(count, f"the {count:,} weekdays from {first} to {last}")
        way_out = "fetch what is missing, or write a listing with `quiet: true` for a day without papers"
        yield Problem(_path(before), 0, f"there is no listing for {named}", way_out, "missing-day")


def _weekdays(after: date, before: date) -> int:
    """How many days from Monday to Friday are between two days."""
    return _weekdays_until(before.toordinal()) - _weekdays_until(after.toordinal() + 1)


def _weekdays_until(ordinal: int) -> int:
    """How many days from Monday to Friday there are before a day; day 1 was a Monday."""
    weeks, days = divmod(ordinal - 1, 7)
    return 5 * weeks + min(days, 5)


def _weekday(day: date, step: int) -> date:
    """The next day from Monday to Friday after a day, or before it if `step` is -1."""
    day += timedelta(step)
    while day.weekday() > 4:
        day += timedelta(step)
    return day


# Tags.


def _tags(tags: Tags, days: Sequence[Day], rules: Rules) -> Iterator[Problem]:
    by_ordinal = {day.date.toordinal(): day for day in days}
    alike: dict[str, str] = {}
    slugs: set[str] = set()
    for slug, name, numbers in tags:
        slugs.add(slug)
        day = by_ordinal.get(numbering.first_day(numbers[0]))
        path = _path(day) if day else ""
        letters = slug.replace("-", "")
        if letters in alike:
            what = f"tags: {errors.shown(name)}, which differs only in punctuation from {errors.shown(alike[letters])}"
            yield TagHint(path, 0, what, "write both alike", "similar-tags", name)
        elif len(numbers) == 1 and slug not in rules.words.topics:
            what = f"tags: {errors.shown(name)}, which only one paper has"
            yield TagHint(path, 0, what, "use a tag that other papers have, or ignore this", "single-tag", name)
        alike.setdefault(letters, name)
    yield from _without_papers(slugs, rules)


def _without_papers(slugs: Collection[str], rules: Rules) -> Iterator[Problem]:
    """Hints about the topics of site.yaml that no paper has; of Gazette's own topics, a site rarely needs all."""
    for slug, topic in rules.words.topics.items():
        if slug not in slugs and not topic.learned:
            what = f"topics: no paper has the topic {errors.shown(topic.name)}"
            yield Problem(
                names.SITE_YAML, 0, what, "add phrases that papers contain, or remove the topic", "empty-topic"
            )

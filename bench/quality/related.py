"""Measure how well related papers fit, and what they cost, with the listings of a folder.

Neither authors nor keywords are used to find related papers, so they can judge them.  Two papers have authors in common
if two names or more are the same.  They have keywords in common if two or more rare ones are the same; keywords are
compared by the stems of their words, without what is in brackets, and rare are those of at most one in MOST papers with
keywords.  Only pairs in which both papers have keywords are judged by them.
"""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from time import process_time
from typing import NamedTuple

from bench.quality import listings
from gazette import config
from gazette.archive.affected import ListingChanges
from gazette.archive.merge import Rules
from gazette.archive.store import Store
from gazette.archive.update import Updated, update
from gazette.core import people
from gazette.core.errors import Report
from gazette.core.model import Archive, Listing, Paper
from gazette.search.words import split, stem

MOST = 20
"""A keyword is rare if at most one in so many papers has it."""
SHOWN = 5
DAYS = 20
"""The number of days at the end that are added one by one."""
SETTINGS = "title: T\nurl: https://example.org/\n"
_BRACKETS = re.compile(r"\([^()]*\)")

Lists = Mapping[str, Sequence[str]]
"""The slugs of the papers that are shown with each paper, by its slug."""


class Judge:
    """The authors and the rare keywords of papers."""

    def __init__(self, papers: Sequence[Paper]) -> None:
        self.authors = {each.slug: frozenset(map(str.casefold, people.listed(each.facts.authors))) for each in papers}
        keywords = {each.slug: frozenset(map(_stems, each.facts.keywords)) - {""} for each in papers}
        counts = Counter(word for words in keywords.values() for word in words)
        rare = sum(map(bool, keywords.values())) // MOST
        self.keywords = {
            slug: frozenset(word for word in words if counts[word] <= rare) if words else None
            for slug, words in keywords.items()
        }

    def same_authors(self, one: str, other: str) -> bool:
        return len(self.authors[one] & self.authors[other]) >= 2

    def same_keywords(self, one: str, other: str) -> bool | None:
        """None if one of the papers has no keywords."""
        words, others = self.keywords[one], self.keywords[other]
        return None if words is None or others is None else len(words & others) >= 2


def _stems(keyword: str) -> str:
    return " ".join(map(stem, split(_BRACKETS.sub("", keyword))))


class Quality(NamedTuple):
    per_paper: float
    some: float
    """The share of papers that have at least one."""
    keywords: float
    authors: float


def quality(lists: Lists, judge: Judge) -> Quality:
    pairs = [(one, other) for one, others in lists.items() for other in others]
    keywords = [found for pair in pairs if (found := judge.same_keywords(*pair)) is not None]
    authors = [judge.same_authors(*pair) for pair in pairs]
    some = sum(map(bool, lists.values()))
    return Quality(_share(len(pairs), len(lists)), _share(some, len(lists)), _mean(keywords), _mean(authors))


def _mean(found: Sequence[bool]) -> float:
    return _share(sum(found), len(found))


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def related_lists(archive: Archive) -> Lists:
    assert archive.related_to
    return {paper.slug: [shown.paper.slug for shown in archive.related_to(paper)] for paper in archive.papers}


def random_lists(archive: Archive, seed: int) -> Lists:
    rng, slugs = random.Random(seed), [paper.slug for paper in archive.papers]
    return {slug: rng.sample(slugs, min(SHOWN, len(slugs))) for slug in slugs}


def subject_lists(archive: Archive, seed: int) -> Lists:
    """Papers with a subject of the paper, at random."""
    rng, members = random.Random(seed), defaultdict(list)
    for paper in archive.papers:
        for subject in paper.subjects:
            members[subject.name].append(paper.slug)
    found: dict[str, Sequence[str]] = {}
    for paper in archive.papers:
        others = [slug for subject in paper.subjects for slug in members[subject.name] if slug != paper.slug]
        found[paper.slug] = rng.sample(others, min(SHOWN, len(others)))
    return found


def report(folder: Path, seed: int = 1) -> Iterator[str]:
    """The lines of two tables: quality and cost."""
    days = _days(folder)
    rules = Rules.of(config.parse(SETTINGS, Report()))._replace(related=True)
    with_related, without = (_seconds(days, rules._replace(related=each)) for each in (True, False))
    archive = with_related[1].archive
    judge = Judge([*archive.papers])
    yield "| papers shown with a paper | per paper | papers that have some | keywords in common | authors in common |"
    yield "| --- | --- | --- | --- | --- |"
    rows = {"random": random_lists(archive, seed), "same subject": subject_lists(archive, seed)}
    for name, lists in (rows | {"related": related_lists(archive)}).items():
        found = quality(lists, judge)
        yield f"| {name} | {found.per_paper:.2f} | {found.some:.2f} | {found.keywords:.3f} | {found.authors:.3f} |"
    yield ""
    yield "| papers | days | merge, CPU s | with related | new day, CPU s | with related | older papers it affects |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    on, off = _new_days(days, rules), _new_days(days, rules._replace(related=False))
    costs = f"{without[0]:.2f} | {with_related[0]:.2f} | {off[0]:.3f} | {on[0]:.3f} | {on[1]:.1f}"
    yield f"| {len(archive.papers):,} | {len(days)} | {costs} |"


def _days(folder: Path) -> list[list[Listing]]:
    found = sorted(listings.dated(folder), key=lambda listing: (listing.day, listing.path))
    return [[*same] for _, same in groupby(found, key=lambda listing: listing.day)]


def _seconds(days: Sequence[Sequence[Listing]], rules: Rules) -> tuple[float, Updated]:
    began = process_time()
    found = _add(Store.in_memory(), [], [each for day in days for each in day], rules)
    return process_time() - began, found


def _add(store: Store, before: Sequence[Listing], new: Sequence[Listing], rules: Rules) -> Updated:
    known = {listing.path: listing for listing in before}
    every: Callable[[], Sequence[Listing]] = lambda: [*before, *new]  # noqa: E731
    return update(store, ListingChanges((), new, known.__getitem__, every), rules)


def _new_days(days: Sequence[Sequence[Listing]], rules: Rules) -> tuple[float, float]:
    """The median time of a new day, and the mean number of older papers whose pages it affects."""
    store, times, affected = Store.in_memory(), [], []
    known = [each for day in days[:-DAYS] for each in day]
    _add(store, [], known, rules)
    for day in days[-DAYS:]:
        store.flush()
        began = process_time()
        found = _add(store, known, day, rules)
        times.append(process_time() - began)
        new = {day[0].day}
        affected.append(sum(1 for paper in found.affected.papers if paper.first.day not in new))
        known += day
    return sorted(times)[len(times) // 2] if times else 0.0, _share(sum(affected), len(affected))

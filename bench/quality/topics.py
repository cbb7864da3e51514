"""Measure how well the topics of gazette/config/topics.yaml fit the papers of folders of listings."""

from __future__ import annotations

import csv
import random
import statistics
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import StringIO
from itertools import combinations
from pathlib import Path

from bench.quality import listings, title_phrases
from gazette import config
from gazette.config import topics
from gazette.config.topics import Vocabulary
from gazette.core.errors import Report, counted
from gazette.core.model import Entry

RUNS = 7
OVERLAP = 0.8
MIN_PAPERS = 5
COLUMNS = ("id", "title", "topic", "judgement", "reason")
Assignments = Sequence[tuple[Entry, tuple[str, ...]]]
"""Papers with the slugs of their topics."""


def report(folders: Iterable[Path]) -> Iterator[str]:
    """Yield the lines of a report on each folder: coverage, distribution, overlaps, unknown phrases of titles, time."""
    vocabulary = shipped()
    for folder in folders:
        papers = listings.with_days(folder)
        entries = [entry for _, entry in papers]
        yield f"\n{folder}: {counted(len(entries), 'paper')}"
        assignments = [(entry, topics.find(entry, vocabulary)) for entry in entries]
        yield from coverage(assignments)
        yield from sizes(assignments, vocabulary)
        yield overlaps(assignments, vocabulary)
        yield from title_phrases.report(papers, vocabulary)
        yield matching_time(entries, vocabulary)


def shipped() -> Vocabulary:
    """Return the vocabulary that Gazette comes with."""
    return topics.vocabulary(config.parse("title: Bench\nurl: https://example.org/", Report()).topics)


def coverage(assignments: Assignments) -> Iterator[str]:
    """Yield the share of papers with a topic, and how many papers have how many topics."""
    counts = [len(slugs) for _, slugs in assignments]
    tally = Counter(counts)
    yield f"papers with a topic: {1 - tally[0] / len(counts):.1%}"
    yield (
        f"topics per paper: median {statistics.median(counts):g}, mean {statistics.mean(counts):.2f}, "
        f"maximum {max(counts)}; papers by number of topics: " + ", ".join(f"{n}: {tally[n]:,}" for n in sorted(tally))
    )


def sizes(assignments: Assignments, vocabulary: Vocabulary) -> Iterator[str]:
    """Yield how many papers each topic has, in descending order."""
    tally = Counter(slug for _, slugs in assignments for slug in slugs)
    yield "papers per topic: " + ", ".join(f"{slug} {count:,}" for slug, count in tally.most_common())
    yield "topics that no paper has itself: " + (
        ", ".join(slug for slug in vocabulary.topics if not tally[slug]) or "none"
    )


def overlaps(assignments: Assignments, vocabulary: Vocabulary) -> str:
    """Return the pairs of topics that share more than OVERLAP of their papers: of both, or of the smaller topic.

    Topics with fewer than MIN_PAPERS papers are left out, because their overlaps are mostly chance.
    """
    papers: dict[str, set[int]] = {}
    for number, (_, slugs) in enumerate(assignments):
        for slug in slugs:
            papers.setdefault(slug, set()).add(number)
    large = sorted(slug for slug, numbers in papers.items() if len(numbers) >= MIN_PAPERS)
    rows = [row for one, other in combinations(large, 2) if (row := _overlap(one, other, papers, vocabulary))]
    return f"pairs that overlap by more than {OVERLAP:.0%}: " + ("; ".join(rows) or "none")


def _overlap(one: str, other: str, papers: Mapping[str, set[int]], vocabulary: Vocabulary) -> str:
    shared = len(papers[one] & papers[other])
    jaccard = shared / len(papers[one] | papers[other])
    smaller, larger = sorted((one, other), key=lambda slug: len(papers[slug]))
    containment = shared / len(papers[smaller])
    relation = " (its parent)" if vocabulary.topics[smaller].parent == larger else ""
    if jaccard > OVERLAP:
        return f"{one} and {other}, Jaccard {jaccard:.0%}"
    return f"{smaller} within {larger}{relation}, containment {containment:.0%}" if containment > OVERLAP else ""


def matching_time(entries: Sequence[Entry], vocabulary: Vocabulary) -> str:
    """Return the CPU time of finding a paper's topics, over several runs."""
    runs = []
    for _ in range(RUNS):
        start = time.process_time()
        for entry in entries:
            vocabulary.cache.clear()  # results are cached, but the search is what is measured
            topics.find(entry, vocabulary)
        runs.append((time.process_time() - start) / len(entries) * 1e6)
    median, minimum = statistics.median(runs), min(runs)
    return f"finding a paper's topics: median {median:.0f} µs, minimum {minimum:.0f} µs of {RUNS} runs"


def sample_table(folders: Sequence[Path], size: int, seed: int) -> str:
    """Return a table of `size` pairs to judge, as many from each folder."""
    vocabulary, table = shipped(), StringIO()
    writer = csv.writer(table, delimiter="\t", lineterminator="\n")
    writer.writerow(COLUMNS)
    for number, folder in enumerate(folders):
        share = size // len(folders) + (number < size % len(folders))
        for entry, slug in sample(listings.entries(folder), vocabulary, share, seed):
            writer.writerow([listings.name(entry), entry.title, slug, "", ""])
    return table.getvalue()


def sample(entries: Iterable[Entry], vocabulary: Vocabulary, size: int, seed: int) -> list[tuple[Entry, str]]:
    """Choose pairs of a paper and one of its topics at random; the same seed gives the same pairs."""
    pairs = [(entry, slug) for entry in entries for slug in topics.find(entry, vocabulary)]
    return random.Random(seed).sample(pairs, min(size, len(pairs)))

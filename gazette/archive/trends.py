"""Which subjects are rising: those with a larger share of the latest papers than of the papers before."""

from __future__ import annotations

from collections.abc import Iterable

from gazette.core.model import Subject, Tag

RECENT, BEFORE = 2, 12
"""The complete months before a month that count as recent, and how many months before these they are compared with."""
MIN_PAPERS = 8
"""The least number of recent papers of a rising subject.  Subjects with fewer papers in all count for nothing here."""
MOST = 5
SMOOTHING = 4
"""This many papers are added to both counts: a subject with few papers must not rise by chance."""


def rising(tags: Iterable[Tag], month: int) -> tuple[Subject, ...]:
    """The subjects that rise most in the months before `month`, which is numbered as in `Tag.months`.

    A subject's recent papers are compared with those that it would have if its share of all subjects were the same as
    in the months before.
    """
    counts = [(tag, *_counts(tag, month)) for tag in tags if len(tag.papers) >= MIN_PAPERS]
    all_recent, all_before = sum(recent for _, recent, _ in counts), sum(before for _, _, before in counts)
    if not all_before:
        return ()
    found: list[tuple[float, Tag]] = []
    for tag, recent, before in counts:
        ratio = (recent + SMOOTHING) / (before * all_recent / all_before + SMOOTHING)
        if recent >= MIN_PAPERS and ratio > 1:
            found.append((round(ratio, 6), tag))
    ordered = sorted(found, key=lambda row: (-row[0], row[1].slug))
    return tuple(Subject(tag.name, tag.slug) for _, tag in ordered[:MOST])


def _counts(tag: Tag, month: int) -> tuple[int, int]:
    """The recent papers of a tag, and those of the months before."""
    get, start = tag.months.get, month - RECENT
    return sum(get(each, 0) for each in range(start, month)), sum(get(each, 0) for each in range(start - BEFORE, start))


def window(month: int) -> range:
    """The months whose digests look at the papers of `month`."""
    return range(month + 1, month + RECENT + BEFORE + 1)

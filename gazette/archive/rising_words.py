"""Which words and phrases of titles are more frequent than before, with the statistic of `trends`.

Of phrases of which one is in the other, the one that rises most clearly is kept, or the longer one if it is nearly as
frequent.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from gazette import tex
from gazette.archive import trends
from gazette.archive.comparisons import Comparison, Span
from gazette.archive.lazy import at_places, numbers_of
from gazette.archive.trends import MIN_PAPERS
from gazette.core.model import Archive, Day, Paper
from gazette.search.words import stem
from gazette.tex import texts

MOST = 20
MOST_READ = 20
"""So many of the titles with a phrase are read to see how it is written."""
NEARLY = 0.7
"""A phrase in a longer one says less than that, if the longer one is in so large a part of the titles."""

Titles = Sequence[Sequence[str]]
"""The phrases in titles."""
Places = Mapping[str, Sequence[int]]
"""The places of the titles that have each phrase."""
Words = tuple[str, ...]


class RisingPhrase(NamedTuple):
    """How a phrase became more frequent: the fields are those of `trends.Trend`."""

    words: str
    titles: int
    expected: int
    bound: str
    places: tuple[int, ...]
    """Of the recent titles that have it."""
    written: str = ""
    """As titles write it most often; `words` are those of the index."""


def of(archive: Archive, compared: Comparison) -> tuple[RisingPhrase, ...]:
    """The phrases that rise most; their places are those of papers in the archive."""
    if not compared.is_possible or not archive.phrases_of:
        return ()
    first = compared.recent.places(numbers_of(archive.papers)).start
    found = rising(titles(archive, compared.recent), titles(archive, compared.before), compared)
    return tuple(_in_archive(archive, each, tuple(first + place for place in each.places)) for each in found)


def _in_archive(archive: Archive, phrase: RisingPhrase, places: tuple[int, ...]) -> RisingPhrase:
    papers = at_places(archive.papers, places[-MOST_READ:])
    return phrase._replace(places=places, written=_written(phrase.words, papers))


def _written(words: str, papers: Iterable[Paper]) -> str:
    """A phrase as most of these titles write it, such as "Long-Horizon"."""
    between = r"[\W_]{1,3}".join(map(re.escape, words.split()))
    pattern = re.compile(rf"(?<![^\W_]){between}(?![^\W_])", re.IGNORECASE)
    found = [pattern.search(tex.plain_text(texts.title(paper.facts))) for paper in papers]
    counts = Counter(" ".join(each[0].split()) for each in found if each)
    return counts.most_common(1)[0][0] if counts else words


def titles(archive: Archive, span: Span) -> list[list[str]]:
    """The phrases in the titles that were first listed in a span, in the order of the papers of the archive."""
    assert archive.phrases_of
    days = archive.days[slice(*(bisect_left(archive.days, at, key=_ordinal) for at in span))]
    return [title for day in days for title in archive.phrases_of(day)]


def _ordinal(day: Day) -> int:
    return day.date.toordinal()


def rising(recent: Titles, before: Titles, compared: Comparison, most: int = MOST) -> tuple[RisingPhrase, ...]:
    """The phrases that rise most, the clearest first."""
    in_recent = Counter(chain.from_iterable(recent))
    counts = {phrase: count for phrase, count in in_recent.items() if count >= MIN_PAPERS}
    counts_before = Counter(filter(counts.__contains__, chain.from_iterable(before)))
    expected = {phrase: compared.expected(counts_before[phrase]) for phrase in counts}
    bounds = {phrase: trends.lower_bound(count, expected[phrase]) for phrase, count in counts.items()}
    rise = [phrase for phrase, bound in bounds.items() if bound]
    rise.sort(key=lambda phrase: (-bounds[phrase], -len(phrase), phrase))
    places = _places(recent, rise)
    return tuple(
        RisingPhrase(each, counts[each], round(expected[each]), f"{bounds[each]:.1f}", tuple(places[each]))
        for each in _distinct(rise, places, most)
    )


def _places(titles: Titles, phrases: Iterable[str]) -> dict[str, list[int]]:
    """The places of the titles that have each phrase."""
    found: dict[str, list[int]] = {phrase: [] for phrase in phrases}
    for place, title in enumerate(titles):
        for phrase in found.keys() & title:
            found[phrase].append(place)
    return found


def _distinct(phrases: Sequence[str], places: Places, most: int) -> list[str]:
    """The first `most` of these phrases, without those of which another one says the same or more."""
    stems = {phrase: tuple(map(stem, phrase.split())) for phrase in phrases}
    together: dict[Words, set[int]] = {}
    for phrase in phrases:
        together.setdefault(stems[phrase], set()).update(places[phrase])
    kept: list[str] = []
    for phrase in phrases:
        if len(kept) == most:
            break
        longer = (each for each in together if len(each) > len(stems[phrase]))
        if any(_within(stems[phrase], each) and _as_frequent(together[each], places[phrase]) for each in longer):
            continue
        if not any(_says_the_same(stems[each], stems[phrase], together, places[phrase]) for each in kept):
            kept.append(phrase)
    return kept


def _within(short: Words, long: Words) -> bool:
    """Whether the words of one phrase are in a row in another."""
    return any(long[at : at + len(short)] == short for at in range(len(long) - len(short) + 1))


def _as_frequent(longer: Collection[int], phrase: Collection[int]) -> bool:
    return len(longer) >= NEARLY * len(phrase)


def _says_the_same(one: Words, other: Words, together: Mapping[Words, set[int]], places: Collection[int]) -> bool:
    """Whether one phrase is in the other, or they share a word and nearly all titles with the other have the one.

    `places` are those of the other; of the one, `together` has all forms.
    """
    if _within(one, other) or _within(other, one):
        return True
    return not {*one}.isdisjoint(other) and len(together[one].intersection(places)) >= NEARLY * len(places)

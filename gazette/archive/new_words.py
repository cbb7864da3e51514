"""Which words of titles are new or more frequent than before, with the statistic of `trends`.

A phrase is a word, or two or three in a row.  It begins and ends with no word such as "the", and begins with no number.
Of phrases of which one is in the other, the one that rises most clearly is kept, or the longer one if it is nearly as
frequent.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from gazette.archive import trends
from gazette.archive.comparisons import Comparison, Span
from gazette.archive.lazy import numbers_of
from gazette.archive.trends import MIN_PAPERS
from gazette.core.model import Archive, Day
from gazette.search.words import STOP, stem

LONGEST = 3
MOST = 20
NEARLY = 0.7
"""A phrase in a longer one says less than that, if the longer one is in so large a part of the titles."""
_SMALL = STOP | frozenset(
    "about all also any beyond but do does every how if into more most not no only over than then they through "
    "towards toward under up using what when where which who why will without you your".split()
)
"""Words that no phrase begins or ends with."""
_INNER = frozenset(["as", "of", "to"])
"""Those that may be in the middle, as in "chain of thought"."""

Titles = Sequence[str]
"""The words of titles, each with spaces between its words."""
Places = Mapping[str, Sequence[int]]
"""The places of the titles that have each phrase."""
Words = tuple[str, ...]


class Phrase(NamedTuple):
    """How a phrase became more frequent: the fields are those of `trends.Trend`."""

    words: str
    titles: int
    expected: int
    bound: str
    places: tuple[int, ...]
    """Of the recent titles that have it."""


def of(archive: Archive, compared: Comparison) -> tuple[Phrase, ...]:
    """The phrases that rise most; their places are those of papers in the archive."""
    if not compared.is_possible or not archive.titles_of:
        return ()
    first = compared.recent.places(numbers_of(archive.papers)).start
    found = rising(titles(archive, compared.recent), titles(archive, compared.before), compared)
    return tuple(each._replace(places=tuple(first + place for place in each.places)) for each in found)


def titles(archive: Archive, span: Span) -> list[str]:
    """The titles that were first listed in a span, in the order of the papers of the archive."""
    assert archive.titles_of
    days = archive.days[slice(*(bisect_left(archive.days, at, key=_ordinal) for at in span))]
    return [title for day in days for title in archive.titles_of(day)]


def _ordinal(day: Day) -> int:
    return day.date.toordinal()


def rising(recent: Titles, before: Iterable[str], compared: Comparison, most: int = MOST) -> tuple[Phrase, ...]:
    """The phrases that rise most, the clearest first."""
    places = _places(recent)
    counts = _counts(before, places)
    found: list[tuple[float, int, str]] = []
    for phrase, titles in places.items():
        if bound := trends.lower_bound(len(titles), compared.expected(counts[phrase])):
            found.append((-bound, -len(phrase), phrase))
    bounds = {phrase: -bound for bound, _, phrase in sorted(found)}
    return tuple(
        Phrase(each, len(some := places[each]), round(compared.expected(counts[each])), f"{bounds[each]:.1f}", (*some,))
        for each in _distinct(bounds, places, most)
    )


def _places(titles: Titles) -> dict[str, list[int]]:
    """The phrases in at least MIN_PAPERS titles, each with their places."""
    split = [title.split() for title in titles]
    counts = Counter([word for words in split for word in {*words}])
    frequent = {word for word, count in counts.items() if count >= MIN_PAPERS}
    found: dict[str, list[int]] = {}
    for place, words in enumerate(split):
        for phrase in {*_phrases(words, frequent)}:
            found.setdefault(phrase, []).append(place)
    return {phrase: places for phrase, places in found.items() if len(places) >= MIN_PAPERS}


def _counts(titles: Iterable[str], phrases: Iterable[str]) -> Counter[str]:
    """In how many titles each phrase is."""
    known = frozenset(word for phrase in phrases for word in phrase.split())
    counts: Counter[str] = Counter()
    for title in titles:
        words = title.split()
        if not known.isdisjoint(words):
            counts.update({*_phrases(words, known)})
    return counts


def _phrases(words: Sequence[str], known: Collection[str]) -> Iterator[str]:
    """The phrases that consist of known words."""
    for start, word in enumerate(words):
        if word not in known or word in _SMALL or word.isdigit():
            continue
        if len(word) > 1:
            yield word
        phrase = word
        for other in words[start + 1 : start + LONGEST]:
            if other not in known:
                break
            phrase = f"{phrase} {other}"
            if other not in _SMALL:
                yield phrase
            elif other not in _INNER:
                break


def _distinct(phrases: Iterable[str], places: Places, most: int) -> list[str]:
    """The first `most` of these phrases, without those of which another one says the same or more."""
    phrases = [*phrases]
    stems = {phrase: tuple(map(stem, phrase.split())) for phrase in phrases}
    kept: list[str] = []
    for phrase in phrases:
        if len(kept) == most:
            break
        longer = (each for each in phrases if len(stems[each]) > len(stems[phrase]))
        if any(_within(stems[phrase], stems[each]) and _as_frequent(each, phrase, places) for each in longer):
            continue
        if not any(_says_the_same(each, phrase, stems, places) for each in kept):
            kept.append(phrase)
    return kept


def _within(short: Words, long: Words) -> bool:
    """Whether the words of one phrase are in a row in another."""
    return any(long[at : at + len(short)] == short for at in range(len(long) - len(short) + 1))


def _as_frequent(longer: str, phrase: str, places: Places) -> bool:
    return len(places[longer]) >= NEARLY * len(places[phrase])


def _says_the_same(one: str, other: str, stems: Mapping[str, Words], places: Places) -> bool:
    """Whether one phrase is in the other, or they share a word and nearly all titles with the other have the one."""
    if _within(stems[one], stems[other]) or _within(stems[other], stems[one]):
        return True
    if {*stems[one]}.isdisjoint(stems[other]):
        return False
    return len({*places[one]}.intersection(places[other])) >= NEARLY * len(places[other])

"""Related papers: earlier papers with which a paper has rare words, and pairs of words, in common.

A word counts more if few papers have it.  How many do is counted in the months before the paper's own, so that a later
month never changes what a paper is related to; in the first month of an archive, in the days before.  All scores are
whole numbers, so that they are equal on every machine.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple, Protocol
from zlib import crc32

from gazette.search.common_words import COMMON
from gazette.search.words import split

MOST = 5
"""The most related papers that a paper has."""
LEAST_SCORE = 900
"""Papers with a lower score are not related."""
SCALE, LENGTH = 1_000, 150
"""A score is divided by the lengths of both papers, each with LENGTH added, so that short ones are not preferred."""
MAX_POSTINGS = 600
"""The rarest words of a paper, which together are in so many other papers, give the candidates."""
MAX_CANDIDATES = 25
MIN_SHARE = 3
"""The rare words that a candidate has count at least a third of those that the best candidate has."""
COUNTS_PER_PAPER, MIN_BITS = 32, 12
_MASK, _FACTOR = 0xFFFFFFFF, 0x9E3779B1

Places = Sequence[int]
"""The places of papers among all papers, in the order of days."""
NONE: Places = ()


class Terms(NamedTuple):
    """The distinct words and pairs of words of a paper, as hashes of 32 bits."""

    words: array[int]
    pairs: array[int]


class Text(NamedTuple):
    """The words of a title and an abstract in order."""

    words: list[str]
    hashes: list[int]
    """Of each word; 0 for those that do not count."""
    pairs: list[int]
    """The hash of each word and the next; 0 if one of them does not count."""

    @property
    def terms(self) -> Terms:
        words, pairs = dict.fromkeys(self.hashes), dict.fromkeys(self.pairs)
        words.pop(0, None)
        pairs.pop(0, None)
        return Terms(array("I", words), array("I", pairs))


class TextReader(dict[str, int]):
    """Reads texts; the hashes of the words that it met are kept, because most words are met again."""

    def __missing__(self, word: str) -> int:
        self[word] = found = 0 if word in COMMON or word.isdigit() else crc32(word.encode())
        return found

    def read(self, title: str, abstract: str) -> Text:
        words = [*split(title), "", *split(abstract)]
        hashes = [self[word] for word in words]
        pairs = [(one * _FACTOR + other) & _MASK if one and other else 0 for one, other in pairwise(hashes)]
        return Text(words, hashes, pairs)


@cache
def log2(number: int) -> int:
    """The logarithm in 16ths, rounded down."""
    return int((number**16).bit_length() - 1)


class Weights(dict[int, int]):
    """How much a word counts, by the number of papers that have it, among `size` papers."""

    def __init__(self, size: int) -> None:
        self.size = size

    def __missing__(self, count: int) -> int:
        self[count] = found = max(0, log2(self.size + 2) - log2(count + 1)) ** 2
        return found


class Postings(Protocol):
    def get(self, word: int) -> Places | None:
        """The places of the papers with a word; NONE if more than MAX_POSTINGS papers have it, None if no paper has."""


class AllTerms(Protocol):
    """The terms of all papers by their places."""

    def __getitem__(self, place: int, /) -> Terms: ...


class Related(NamedTuple):
    score: int
    place: int


class Ranker:
    """The papers before a day: which of them have a word, and how many.

    `counts` says how many of the first `size` papers, those of the closed months, have a word, by the last bits of its
    hash.  `postings` are those of these papers.
    """

    def __init__(
        self, terms: AllTerms, postings: Postings | None = None, size: int = 0, counts: array[int] | None = None
    ) -> None:
        self.terms, self.size, self._end, self._is_first_month = terms, size, size, not size
        self.closed: dict[int, Places] = {}
        self._postings = self.closed if postings is None else postings
        self._open: dict[int, array[int]] = {}
        self.counts = array("I", bytes(4)) if counts is None else counts
        self._weights = Weights(size)

    def add(self, day: Iterable[Terms]) -> None:
        """Add the papers of the next day."""
        for terms in day:
            for word in terms.words:
                if word in self._open:
                    self._open[word].append(self._end)
                else:
                    self._open[word] = array("I", (self._end,))
            self._end += 1
        if self._is_first_month:
            self._count()

    def close_month(self) -> None:
        """Count the papers of the month that ends; only if all papers were added."""
        for word, places in self._open.items():
            known = self.closed.get(word)
            if known is None:
                self.closed[word] = known = places
            elif isinstance(known, array):
                known.extend(places)
            if len(known) > MAX_POSTINGS:
                self.closed[word] = NONE
        self._open, self._is_first_month = {}, False
        self._count()

    def _count(self) -> None:
        bits = max(MIN_BITS, (COUNTS_PER_PAPER * self._end).bit_length())
        length = 1 << bits + bits % 2  # so that all papers are seldom counted again
        if len(self.counts) != length:
            self.counts, self.size = array("I", bytes(4 * length)), 0
        counts, mask = self.counts, length - 1
        for place in range(self.size, self._end):
            for terms in self.terms[place]:
                for each in terms:
                    counts[each & mask] += 1
        self.size = self._end
        self._weights = Weights(self.size)

    def weight(self, term: int) -> int:
        """How much a word or a pair counts."""
        return self._weights[self.counts[term & (len(self.counts) - 1)]]

    def related(self, terms: Terms) -> list[Related]:
        """The papers of earlier days that are related to one with these terms, best first."""
        pairs, weight, found = frozenset(terms.pairs), self.weight, []
        length = LENGTH + len(terms.words) + len(pairs)
        scores = self._with_rare_words(terms.words)
        for place in _best(scores):
            other = self.terms[place]
            score = scores[place] + sum(map(weight, pairs.intersection(other.pairs)))
            score = score * SCALE // (length * (LENGTH + len(other.words) + len(other.pairs)))
            if score >= LEAST_SCORE:
                found.append(Related(score, place))
        return sorted(found, reverse=True)[:MOST]

    def _with_rare_words(self, words: Iterable[int]) -> dict[int, int]:
        """The sum of the weights of the rarest of these words that each paper has, by its place."""
        found: dict[int, int] = {}
        counts, mask, weights = self.counts, len(self.counts) - 1, self._weights
        get, left = found.get, MAX_POSTINGS
        for count, word in sorted([(counts[word & mask], word) for word in words]):
            closed, opened = self._postings.get(word), self._open.get(word, NONE)
            left -= len(closed or NONE) + len(opened)
            if left < 0 or (closed is not None and not closed):
                break
            weight = weights[count]
            for places in (closed or NONE, opened):
                for place in places:
                    found[place] = get(place, 0) + weight
        return found


def _best(scores: Mapping[int, int]) -> list[int]:
    """The places with the highest scores, in order."""
    least = max(scores.values(), default=0) // MIN_SHARE
    best = sorted([(score, place) for place, score in scores.items() if score > least], reverse=True)
    return [place for _, place in best[:MAX_CANDIDATES]]

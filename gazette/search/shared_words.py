"""The words that two papers share, as one of them writes them."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import itemgetter
from typing import NamedTuple

from gazette.search.similarity import Terms, Text

MOST = 4
"""The most words and phrases that are shown."""
MAX_LENGTH = 4
"""The most words of a phrase."""
LEAST_WEIGHT = (5 * 16) ** 2
"""One paper in 2 ** 5 or fewer have what is shown."""
_SEPARATORS = frozenset(" -\u2010\u2011\u2013\n")


class SharedPhrase(NamedTuple):
    less: int
    """What it counts, negative."""
    start: int
    """The place of its first word in the text."""
    words: tuple[str, ...]


_FIRST = itemgetter(0, 1)
"""What phrases are sorted by; of two equal ones, the longer is first."""


class SharedPhrases:
    """The words and phrases of one text, which was read from `written`."""

    def __init__(self, text: Text, terms: Terms, written: str, weight: Callable[[int], int]) -> None:
        """`terms` are those of the text, and `weight` says how much each of them counts."""
        self._text, self._written, self._weight = text, written, weight
        lower = written.lower()
        self._lower = lower if len(lower) == len(written) else written
        self._words, self._pairs = frozenset(terms.words), frozenset(terms.pairs)
        self._phrases: dict[int, SharedPhrase | None] = {}
        self._shown: dict[tuple[str, ...], str] = {}

    def shared(self, other: Terms) -> tuple[str, ...]:
        """Those that another paper has, the rarest first."""
        found: dict[frozenset[str], str] = {}
        longer, shorter = self._shared_pairs(other.pairs), self._shared_words(other.words)
        for phrase in sorted([*longer, *shorter], key=_FIRST):
            words = frozenset(phrase.words)
            if not any(words <= each for each in found) and (shown := self._as_written(phrase.words)):
                found = {each: found[each] for each in found if not each < words} | {words: shown}
                if len(found) == MOST:
                    break
        return tuple(found.values())

    def _shared_words(self, others: array[int]) -> Iterator[SharedPhrase]:
        for each in self._words.intersection(others):
            if each not in self._phrases:
                self._phrases[each] = self._phrase(each)
            if phrase := self._phrases[each]:
                yield phrase

    def _phrase(self, term: int) -> SharedPhrase | None:
        if (weight := self._weight(term)) < LEAST_WEIGHT:
            return None
        place = self._text.hashes.index(term)
        word = self._text.words[place]
        return None if word.endswith("ly") else SharedPhrase(-weight, place, (word,))  # nearly all are adverbs

    def _shared_pairs(self, others: array[int]) -> Iterator[SharedPhrase]:
        """The pairs, as phrases where one begins with the end of another."""
        found = [(each, self._weight(each)) for each in self._pairs.intersection(others)]
        starts = sorted([(self._text.pairs.index(each), weight) for each, weight in found if weight >= LEAST_WEIGHT])
        at = 0
        while at < len(starts):
            end, first = at, starts[at][0]
            while end < min(len(starts), at + MAX_LENGTH - 1) and starts[end][0] - first == end - at:
                if not self._as_written((*self._text.words[first : first + end - at + 2],)):
                    break  # there is a comma or the like between the words
                end += 1
            if end > at:
                last = first + end - at + 1
                weight = max(
                    [weight for _, weight in starts[at:end]] + [*map(self._weight, self._text.hashes[first:last])]
                )
                yield SharedPhrase(-weight, first, (*self._text.words[first:last],))
            at = max(end, at + 1)

    def _as_written(self, words: tuple[str, ...]) -> str:
        if words not in self._shown:
            self._shown[words] = _written(words, self._written, self._lower)
        return self._shown[words]


def _written(words: Sequence[str], text: str, lower: str) -> str:
    """The words as they are in the text; "" if they do not follow each other there, as at the end of a sentence."""
    first, *others = words
    at = lower.find(first)
    while at >= 0:
        end = _match(others, lower, at + len(first))
        if end and not (lower[at - 1 : at].isalnum() or lower[end : end + 1].isalnum()):
            return " ".join(text[at:end].split())
        at = lower.find(first, at + 1)
    return "" if others else first


def _match(words: Iterable[str], text: str, end: int) -> int:
    """The end of these words if they follow at `end`, else 0."""
    for word in words:
        if text[end : end + 1] not in _SEPARATORS or not text.startswith(word, end + 1):
            return 0
        end += 1 + len(word)
    return end

"""The words that two papers share, as one of them writes them."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from gazette.search.related import Terms, Text, Weighed, pairs_of

MOST = 4
"""The most words and phrases that are shown."""
MAX_LENGTH = 4
"""The most words of a phrase."""
LEAST_WEIGHT = (5 * 16) ** 2
"""One paper in 2 ** 5 or fewer have what is shown."""
_SEPARATORS = frozenset(" -\u2010\u2011\u2013\n")


class Phrase(NamedTuple):
    less: int
    """What it counts, negative."""
    start: int
    """The place of its first word in the text."""
    words: tuple[str, ...]


class Phrases:
    """The words and phrases of one text, which was read from `written`."""

    def __init__(self, text: Text, written: str, weighed: Weighed) -> None:
        self._text, self._written, self._weighed = text, written, weighed
        lower = written.lower()
        self._lower = lower if len(lower) == len(written) else written
        self._words = _first_places(text.hashes, weighed.words)
        self._pairs = _first_places(pairs_of(text.hashes), weighed.pairs)
        self._shown: dict[tuple[str, ...], str] = {}

    def shared(self, other: Terms) -> tuple[str, ...]:
        """Those that another paper has, the rarest first."""
        found: dict[frozenset[str], str] = {}
        for phrase in sorted([*self._shared_words(other.words), *self._shared_pairs(other.pairs)]):
            words = frozenset(phrase.words)
            if not any(words <= each for each in found) and (shown := self._as_written(phrase.words)):
                found = {each: found[each] for each in found if not each < words} | {words: shown}
                if len(found) == MOST:
                    break
        return tuple(found.values())

    def _shared_words(self, others: array[int]) -> Iterator[Phrase]:
        weights, places, words = self._weighed.words, self._words, self._text.words
        for each in places.keys() & others:
            word = words[places[each]]
            if not word.endswith("ly"):  # nearly all are adverbs
                yield Phrase(-weights[each], places[each], (word,))

    def _shared_pairs(self, others: array[int]) -> Iterator[Phrase]:
        """The pairs, as phrases where one begins with the end of another."""
        weights, places = self._weighed.pairs, self._pairs
        starts = sorted([(places[each], weights[each]) for each in places.keys() & others])
        at = 0
        while at < len(starts):
            end = at + 1
            while end < min(len(starts), at + MAX_LENGTH - 1) and starts[end][0] == starts[end - 1][0] + 1:
                end += 1
            first, last = starts[at][0], starts[end - 1][0]
            yield Phrase(-max([weight for _, weight in starts[at:end]]), first, (*self._text.words[first : last + 2],))
            at = end

    def _as_written(self, words: tuple[str, ...]) -> str:
        if words not in self._shown:
            self._shown[words] = _written(words, self._written, self._lower)
        return self._shown[words]


def _first_places(hashes: Sequence[int], weights: Mapping[int, int]) -> dict[int, int]:
    """Where each word or pair that few papers have is first."""
    places = dict(zip(reversed(hashes), range(len(hashes) - 1, -1, -1), strict=True))
    return {each: places[each] for each, weight in weights.items() if weight >= LEAST_WEIGHT}


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

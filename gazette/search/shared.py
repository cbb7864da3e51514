"""The words that two papers share, as one of them writes them."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from gazette.search.related import Text, pairs_of

MOST = 4
"""The most words and phrases that are shown."""
MAX_LENGTH = 4
"""The most words of a phrase."""
LEAST_WEIGHT = (5 * 16) ** 2
"""One paper in 2 ** 5 or fewer have what is shown."""
_SEPARATORS = frozenset(" -\u2010\u2011\u2013\n")


class Phrase(NamedTuple):
    weight: int
    start: int
    """The place of its first word in the text."""
    words: Sequence[str]


def phrases(
    text: Text, written: str, words: Container[int], pairs: Container[int], weights: Mapping[int, int]
) -> tuple[str, ...]:
    """The shared words and phrases that count most; `words` and `pairs` are those of the other paper.

    `written` is what `text` was read from.
    """
    lower = written.lower()
    if len(lower) != len(written):
        lower = written
    found: list[str] = []
    known: list[set[str]] = []
    for phrase in sorted({*_phrases(text, words, pairs, weights)}, key=lambda each: (-each.weight, each.start)):
        if not any({*phrase.words} <= each for each in known) and (shown := _written(phrase.words, written, lower)):
            found.append(shown)
            known.append({*phrase.words})
            if len(found) == MOST:
                break
    return tuple(found)


def _phrases(
    text: Text, words: Container[int], pairs: Container[int], weights: Mapping[int, int]
) -> Iterator[Phrase]:
    next_to = pairs_of(text.hashes)
    end = 0
    for at, each in enumerate(text.hashes):
        if each and each in words and weights[each] >= LEAST_WEIGHT:
            yield Phrase(weights[each], at, (text.words[at],))
        if at >= end and at < len(next_to) and next_to[at] in pairs:
            end = _end(next_to, at, pairs)
            weight = max(weights[each] for each in next_to[at:end])
            if weight >= LEAST_WEIGHT:
                yield Phrase(weight, at, tuple(text.words[at : end + 1]))


def _end(next_to: Sequence[int], start: int, pairs: Container[int]) -> int:
    """Where the pairs that are shared end."""
    end = start
    while end < min(len(next_to), start + MAX_LENGTH - 1) and next_to[end] in pairs:
        end += 1
    return end


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

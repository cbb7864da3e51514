"""What the words of a text add to the weights of Gazette's topics, or take from them.

The weights were learned from labelled papers: `build.py bench topics --learn` writes topic_words.tsv. Its rows begin
with what they are, and tabs separate the columns: `topics`, with the slug of each; `point`, with what a point of the
topic's phrases weighs; `start`, with what the topic weighs before anything is read; then a word in each row, with its
weights as one text that has a character for each topic: the code of the character is the weight + ZERO. All weights
are in parts of a point, PARTS for a topic without learned weights.

A text has about a hundred different words, each with weights for more than a hundred topics. So the weights of a word
are packed: they are one large integer with BITS for each topic, and one addition adds them for all topics.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from operator import add
from pathlib import Path

FILE = Path(__file__).with_name("topic_words.tsv")
HEAD, POINT, START = "topics", "point", "start"
PARTS = 8
IN_TITLE = 2
"""How often a word in the title counts besides once for the whole text."""
BITS = 16
ZERO, HIGHEST = 79, 46
"""The code of a weight of 0, and the highest weight: their characters are ! to }, which are in ASCII and no spaces."""
_START_ZERO = 8_192
"""What is added to a start when it is packed, so that no packed number is negative."""
_MOST = ((1 << BITS) - 2 * _START_ZERO) // (ZERO + HIGHEST)
"""How many weights can be added before one topic runs over into the next."""


class WordWeights:
    """The weights of words for some topics, which have the numbers of their places in `slugs`."""

    def __init__(self, slugs: Sequence[str], points: Sequence[int], start: Sequence[int], rows: Mapping[str, str]):
        self.points = dict(zip(slugs, points, strict=True))
        """What a point of phrases weighs for each topic."""
        self._numbers = {slug: number for number, slug in enumerate(slugs)}
        self._packed = {word: _packed(weights) for word, weights in rows.items()}
        self._start = sum(_START_ZERO + weight << BITS * number for number, weight in enumerate(start))
        self._form = struct.Struct(f"<{len(slugs)}H")

    def totals(self, text: Iterable[str], title: Iterable[str], slugs: Iterable[str]) -> dict[str, int]:
        """What topics weigh by the words and phrases of a text, in small letters; the text includes the title.

        Topics without learned weights are left out.
        """
        packed = [*filter(None, map(self._packed.get, {*text}))]
        packed += IN_TITLE * [*filter(None, map(self._packed.get, {*title}))]
        sums = self._unpacked(packed[:_MOST], self._start)
        for at in range(_MOST, len(packed), _MOST):
            sums = [*map(add, sums, self._unpacked(packed[at : at + _MOST], 0))]
        zero = _START_ZERO + ZERO * len(packed)
        return {slug: sums[self._numbers[slug]] - zero for slug in slugs if slug in self._numbers}

    def _unpacked(self, packed: Iterable[int], start: int) -> Sequence[int]:
        return self._form.unpack(sum(packed, start).to_bytes(self._form.size, "little"))


def _packed(weights: str) -> int:
    return int.from_bytes(weights.encode("utf-16-le"), "little")  # BITS for each character


@lru_cache(maxsize=1)
def load() -> WordWeights:
    """The weights of FILE."""
    return parse(FILE.read_text("utf-8").splitlines())


def parse(lines: Iterable[str]) -> WordWeights:
    """The weights in the rows of a file."""
    topics, point, start, *rows = lines
    slugs, points, starts = (row.split("\t")[1:] for row in (topics, point, start))
    return WordWeights(slugs, [*map(int, points)], [*map(int, starts)], dict(row.split("\t", 1) for row in rows))

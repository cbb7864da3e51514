"""Draw the words of synthetic papers: few are frequent, and there is no last one.

A word has a kind (noun, adjective or verb) and a rank, from the most frequent on. Each kind begins with English words;
those after them are made up from their rank. A word's chance falls slowly with its rank up to a bend, and fast after
it. A paper draws some of its words from those that its field and its task prefer, and repeats some of its own.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import count, islice
from typing import NamedTuple

from bench.corpora import vocabulary


class Kind(NamedTuple):
    english: Sequence[str]
    bend: int
    """The rank from which on words are rare."""


KINDS = (Kind(vocabulary.NOUNS, 560), Kind(vocabulary.ADJECTIVES, 240), Kind(vocabulary.VERBS, 170))
NOUN, ADJECTIVE, VERB = range(len(KINDS))
BODY, TAIL = 0.1, 0.85
"""The chance of rank r is proportional to r ** (BODY - 1) before the bend and to r ** (-TAIL - 1) after it."""
RARE = 0.17
"""The share of words after the bend, among those drawn from all."""
PREFERRED, REPEATED = 0.42, 0.12
"""The shares of words that the field or the task prefers, and of repeated rare words."""
PREFERENCES = 100
"""The words of each kind that a field or a task prefers; none is among the most frequent."""
SPREAD, SKEW = 2.2, 1.7
"""Preferred words are at most SPREAD times as far as the bend; SKEW prefers the more frequent ones."""

_ONSETS = "b d f g k l m n p r t v z br dr gl kr pl st tr sk th".split()
_VOWELS = "a e i o u".split()
_ENDS = "l n r m nt rd x k nd lt rn p".split()
_CLOSED = len(_ONSETS) * len(_VOWELS) * len(_ENDS)
_OPEN = len(_ONSETS) * len(_VOWELS)
_SCATTER = 1_000_003
"""A prime: consecutive ranks become words that have nothing in common."""


def any_rank(kind: int, number: float) -> int:
    """Return a rank, counted from 0, for a number from 0 up to but not including 1."""
    bend = KINDS[kind].bend
    if number < RARE:
        return int(bend * math.pow(1 - number / RARE, -1 / TAIL))
    spread = (number - RARE) / (1 - RARE)
    return int(math.pow(1 + spread * (math.pow(bend, BODY) - 1), 1 / BODY)) - 1


@lru_cache(1024)
def preferences(topic: str) -> tuple[tuple[int, ...], ...]:
    """Return the ranks that a field or a task prefers, for each kind, from its most frequent on."""
    rng = random.Random(f"topic/{topic}")
    chosen = []
    for kind in KINDS:
        low = len(kind.english) // 2
        ranks = (low + int(SPREAD * kind.bend * math.pow(rng.random(), SKEW)) for _ in count())
        chosen.append(tuple(islice(dict.fromkeys(islice(ranks, 2 * PREFERENCES)), PREFERENCES)))
    return tuple(chosen)


def drawn(topics: Sequence[str], rng: random.Random) -> Callable[[int], int]:
    """Return a function that draws the next rank for a kind, for a paper on these fields and tasks."""
    preferred, chance = [preferences(each) for each in topics], rng.random
    own: tuple[list[int], ...] = ([], [], [])
    common, repeated = 1 - PREFERRED - REPEATED, 1 - REPEATED

    def draw(kind: int) -> int:
        source, number = chance(), chance()
        if source < common or (source >= repeated and not own[kind]):
            rank = any_rank(kind, number)
        elif source < repeated:
            ranks = preferred[int(chance() * len(preferred))][kind]
            return ranks[int(len(ranks) ** number) - 1]
        else:
            return own[kind][int(number * len(own[kind]))]
        if rank > KINDS[kind].bend:
            own[kind].append(rank)
        return rank

    return draw


def word(kind: int, rank: int) -> str:
    """Return the base form of a word."""
    english = KINDS[kind].english
    return english[rank] if rank < len(english) else spelled((rank - len(english)) * len(KINDS) + kind)


def spelled(number: int) -> str:
    """Return a made-up word; each number has another, and larger numbers have longer ones."""
    size = _OPEN * _CLOSED
    while number >= size:
        number, size = number - size, size * _OPEN
    number, end = divmod(number * _SCATTER % size, len(_ENDS))
    size //= len(_ENDS)
    parts = []
    while size > 1:
        number, at = divmod(number, _OPEN)
        size //= _OPEN
        parts.append(_ONSETS[at // len(_VOWELS)] + _VOWELS[at % len(_VOWELS)])
    return "".join(parts) + _ENDS[end]


def plural(noun: str) -> str:
    if noun.endswith("y") and noun[-2] not in "aeio":
        return f"{noun[:-1]}ies"
    return f"{noun}{'es' if noun.endswith(('s', 'x', 'ch')) else 's'}"


def form(verb: str, ending: str) -> str:
    """Return a verb with `s`, `ing` or `ed`."""
    if ending == "s":
        return plural(verb)
    if verb.endswith("y") and ending == "ed" and verb[-2] not in "aeio":
        return f"{verb[:-1]}ied"
    return verb.removesuffix("e") + ending

"""Generate synthetic papers.

Paper number N depends only on N and the seed. A small corpus is therefore the beginning of every larger one with the
same seed, and a new day is the next PAPERS_PER_DAY papers.
"""

from __future__ import annotations

import json
import random
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from typing import Any, TypeVar

from bench.corpora import vocabulary
from bench.corpora.papers import PAPERS_PER_DAY

FIRST_DAY = date(2015, 1, 1)
AUTHORS_PER_PAPER = 4
MIN_LENGTH, MAX_LENGTH = 850, 1_600
"""The minimum length of an abstract is chosen between these two, in characters."""
PARETO_SHAPE = 1.2
"""Of the distribution of votes; a smaller value gives a longer tail."""

T = TypeVar("T")
_SLOT = re.compile(r"\{(\w+)\}")
_CHOICES = {name: tuple(words.split(",")) for name, words in vocabulary.SLOTS.items()}
_CHOICES |= {"field": tuple(vocabulary.FIELDS), "task": tuple(vocabulary.TASKS)}
TAGS = tuple(  # every combination once, ordered so that neighbours share no word
    f"{field} {vocabulary.TASKS[(start + turn) % len(vocabulary.TASKS)]}"
    for start in range(len(vocabulary.TASKS))
    for turn, field in enumerate(vocabulary.FIELDS)
)
_CUMULATIVE_WEIGHTS = tuple(accumulate(1 / rank for rank in range(1, len(TAGS) + 1)))


def write(path: Path, count: int, seed: int = 1) -> None:
    """Write `count` papers, one per line."""
    with path.open("w", encoding="utf-8", newline="\n") as out:
        for each in papers(count, seed):
            out.write(json.dumps(each, ensure_ascii=False) + "\n")


def papers(count: int, seed: int = 1) -> Iterator[dict[str, Any]]:
    """Yield papers number 0 to `count` - 1."""
    for index in range(count):
        yield paper(index, seed)


def paper(index: int, seed: int = 1) -> dict[str, Any]:
    """Return paper number `index`, counted from 0."""
    rng = random.Random(f"{seed}/{index}")
    day = FIRST_DAY + timedelta(days=index // PAPERS_PER_DAY)
    number = (day.day - 1) * PAPERS_PER_DAY + index % PAPERS_PER_DAY + 1
    return {
        "id": f"{day:%y%m}.{number:05d}",
        "date": day.isoformat(),
        "title": _sentence(vocabulary.TITLES, rng),
        "authors": [_author(rng) for _ in range(AUTHORS_PER_PAPER)],
        "tags": _tags(rng),
        "upvotes": int(3 * (1 - rng.random()) ** (-1 / PARETO_SHAPE)),
        "abstract": _abstract(rng),
    }


def _sentence(patterns: Sequence[str], rng: random.Random) -> str:
    """Return one of the patterns with its slots filled; a capitalised slot gives a capitalised word."""

    def fill(slot: re.Match[str]) -> str:
        word = _choose(_CHOICES[slot[1].lower()], rng)
        return word[0].upper() + word[1:] if slot[1][0].isupper() else word

    return _SLOT.sub(fill, _choose(patterns, rng))


def _choose(options: Sequence[T], rng: random.Random) -> T:
    """Choose one at random, with `random` only: the one method whose sequence Python guarantees across versions."""
    return options[int(rng.random() * len(options))]


def _author(rng: random.Random) -> str:
    return f"{_choose(vocabulary.FIRST_NAMES, rng)} {_choose(vocabulary.LAST_NAMES, rng)}"


def _tags(rng: random.Random) -> list[str]:
    """Return three to six tags; their frequencies follow Zipf's law."""
    count = 3 + int(4 * rng.random())
    chosen: dict[str, None] = {}
    while len(chosen) < count:
        chosen[TAGS[bisect_left(_CUMULATIVE_WEIGHTS, rng.random() * _CUMULATIVE_WEIGHTS[-1])]] = None
    return list(chosen)


def _abstract(rng: random.Random) -> str:
    sentences = [_sentence(vocabulary.OPENINGS, rng)]
    closing = _sentence(vocabulary.CLOSINGS, rng)
    length = MIN_LENGTH + (MAX_LENGTH - MIN_LENGTH) * rng.random()
    while sum(map(len, sentences)) + len(closing) < length:
        sentences.append(_sentence(vocabulary.MIDDLES, rng))
    return " ".join([*sentences, closing])

"""Generate synthetic papers.

Paper number N depends only on N and the seed. A small corpus is therefore the beginning of every larger one with the
same seed, and a new day is the next PAPERS_PER_DAY papers.
"""

from __future__ import annotations

import json
import random
import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Any, TypeVar

from bench.corpora import vocabulary, words
from bench.corpora.papers import PAPERS_PER_DAY

FIRST_DAY = date(2015, 1, 1)
AUTHORS_PER_PAPER = 4
MIN_SENTENCES, MAX_SENTENCES = 8, 12
PARETO_SHAPE = 1.2
"""Of the distribution of votes; a smaller value gives a longer tail."""

T = TypeVar("T")
TAGS = tuple(  # every combination once, ordered so that neighbours share no word
    f"{field} {vocabulary.TASKS[(start + turn) % len(vocabulary.TASKS)]}"
    for start in range(len(vocabulary.TASKS))
    for turn, field in enumerate(vocabulary.FIELDS)
)
_CUMULATIVE_WEIGHTS = tuple(accumulate(1 / rank for rank in range(1, len(TAGS) + 1)))
_ARTICLE = re.compile(r"\b([Aa])(?= [aeio])")
_KINDS = {"n": words.NOUN, "p": words.NOUN, "a": words.ADJECTIVE} | dict.fromkeys("vsgd", words.VERB)


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
    tags = _tags(rng)
    write = _writer(tags[0], rng)
    return {
        "id": f"{day:%y%m}.{number:05d}",
        "date": day.isoformat(),
        "title": write(_TITLES),
        "authors": [_author(rng) for _ in range(AUTHORS_PER_PAPER)],
        "tags": tags,
        "upvotes": int(3 * (1 - rng.random()) ** (-1 / PARETO_SHAPE)),
        "abstract": " ".join(write(_SENTENCES) for _ in range(_between(MIN_SENTENCES, MAX_SENTENCES, rng))),
    }


def _parts(pattern: str) -> tuple[str, ...]:
    """Return text and slots in turn, beginning and ending with text."""
    return tuple(re.split(r"\{(\w)\}", pattern))


_TITLES, _SENTENCES = (tuple(map(_parts, each)) for each in (vocabulary.TITLES, vocabulary.SENTENCES))


def _writer(subject: str, rng: random.Random) -> Callable[[Sequence[Sequence[str]]], str]:
    """Return a function that fills the slots of one of some patterns with the words of a paper on the subject."""
    field, task = subject.split()
    draw = words.drawn((field, task), rng)
    fixed = {"f": field, "t": task, "m": _name(rng)}

    def sentence(patterns: Sequence[Sequence[str]]) -> str:
        parts = list(_choose(patterns, rng))
        for at in range(1, len(parts), 2):
            slot = parts[at]
            if slot in _KINDS:
                parts[at] = _form(slot, draw(_KINDS[slot]))
            else:
                parts[at] = fixed.get(slot) or str(_between(2, 99, rng))
        text = _ARTICLE.sub(r"\1n", "".join(parts))
        return text[0].upper() + text[1:]

    return sentence


@lru_cache(1 << 16)
def _form(slot: str, rank: int) -> str:
    """Return what stands in a slot for a word."""
    word = words.word(_KINDS[slot], rank)
    if slot == "p":
        return words.plural(word)
    return words.form(word, {"s": "s", "g": "ing", "d": "ed"}[slot]) if slot in "sgd" else word


def _name(rng: random.Random) -> str:
    """Return the name of a method, which few other papers have, such as BradrordNet."""
    name = words.spelled(int(3_000 / (1 - rng.random()))).capitalize()
    return name + _choose(vocabulary.NAME_ENDINGS, rng)


def _choose(options: Sequence[T], rng: random.Random) -> T:
    """Choose one at random, with `random` only: the one method whose sequence Python guarantees across versions."""
    return options[int(rng.random() * len(options))]


def _between(low: int, high: int, rng: random.Random) -> int:
    return low + int((high - low + 1) * rng.random())


def _author(rng: random.Random) -> str:
    return f"{_choose(vocabulary.FIRST_NAMES, rng)} {_choose(vocabulary.LAST_NAMES, rng)}"


def _tags(rng: random.Random) -> list[str]:
    """Return three to six tags; their frequencies follow Zipf's law."""
    count = _between(3, 6, rng)
    chosen: dict[str, None] = {}
    while len(chosen) < count:
        chosen[TAGS[bisect_left(_CUMULATIVE_WEIGHTS, rng.random() * _CUMULATIVE_WEIGHTS[-1])]] = None
    return list(chosen)

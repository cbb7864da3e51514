"""Made-up papers, as many as one wants: paper number N is the same in every corpus of one seed.

So a short corpus is the beginning of every longer one, and "a new day" is the next lines of it.
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

from bench import words
from bench.corpus import PER_DAY

FIRST_DAY = date(2015, 1, 1)
AUTHORS = 4
LEAST, MOST = 850, 1_600
"""Between these lies the length that an abstract must reach before its last sentence, in characters."""
TAIL = 1.2
"""The exponent of the votes: the smaller, the longer their tail."""

T = TypeVar("T")
_SLOT = re.compile(r"\{(\w+)\}")
_CHOICES = {name: tuple(kept.split(",")) for name, kept in words.SLOTS.items()}
_CHOICES |= {"field": tuple(words.FIELDS), "task": tuple(words.TASKS)}
TAGS = tuple(  # each pair once, and neighbours in rank share no word
    f"{field} {words.TASKS[(start + turn) % len(words.TASKS)]}"
    for start in range(len(words.TASKS))
    for turn, field in enumerate(words.FIELDS)
)
_REACH = tuple(accumulate(1 / rank for rank in range(1, len(TAGS) + 1)))


def make(path: Path, count: int, seed: int = 1) -> None:
    """Write `count` papers, a line each."""
    with path.open("w", encoding="utf-8", newline="\n") as out:
        for each in papers(count, seed):
            out.write(json.dumps(each, ensure_ascii=False) + "\n")


def papers(count: int, seed: int = 1) -> Iterator[dict[str, Any]]:
    for index in range(count):
        yield paper(index, seed)


def paper(index: int, seed: int = 1) -> dict[str, Any]:
    """Paper number `index`, from 0; it depends on nothing but that number and the seed."""
    chance = random.Random(f"{seed}/{index}")
    day = FIRST_DAY + timedelta(days=index // PER_DAY)
    number = (day.day - 1) * PER_DAY + index % PER_DAY + 1
    return {
        "id": f"{day:%y%m}.{number:05d}",
        "date": day.isoformat(),
        "title": _sentence(words.TITLES, chance),
        "authors": [f"{_one(words.FIRST_NAMES, chance)} {_one(words.LAST_NAMES, chance)}" for _ in range(AUTHORS)],
        "tags": _tags(chance),
        "upvotes": int(3 * (1 - chance.random()) ** (-1 / TAIL)),
        "abstract": _abstract(chance),
    }


def _abstract(chance: random.Random) -> str:
    sentences = [_sentence(words.OPENINGS, chance)]
    closing = _sentence(words.CLOSINGS, chance)
    wanted = LEAST + (MOST - LEAST) * chance.random()
    while sum(map(len, sentences)) + len(closing) < wanted:
        sentences.append(_sentence(words.MIDDLES, chance))
    return " ".join([*sentences, closing])


def _tags(chance: random.Random) -> list[str]:
    """Three to six; a tag is borne as often as its rank is small."""
    wanted = 3 + int(4 * chance.random())
    found: dict[str, None] = {}
    while len(found) < wanted:
        found[TAGS[bisect_left(_REACH, chance.random() * _REACH[-1])]] = None
    return list(found)


def _sentence(patterns: Sequence[str], chance: random.Random) -> str:
    """One of the patterns with its slots filled; a slot that begins large makes its word do so."""

    def fill(slot: re.Match[str]) -> str:
        word = _one(_CHOICES[slot[1].lower()], chance)
        return word[0].upper() + word[1:] if slot[1][0].isupper() else word

    return _SLOT.sub(fill, _one(patterns, chance))


def _one(kinds: Sequence[T], chance: random.Random) -> T:
    """Any of them, by `random` alone, the one method whose numbers Python promises to keep."""
    return kinds[int(chance.random() * len(kinds))]

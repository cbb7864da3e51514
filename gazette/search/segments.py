"""The papers first listed on one day, as the index needs them. Builds keep segments, so that each is made once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from msgspec import Struct

from gazette import tex
from gazette.core import people
from gazette.core.model import Paper
from gazette.search.codes import NOWHERE, encode_place, encode_places
from gazette.search.words import STOP, split
from gazette.tex import texts
from gazette.tex.parts import DISPLAY, END, INLINE, ORIGINAL

AUTHOR, ORG, TAG, ID = "@&#="
"""What the terms begin with that are no words of the text."""
IN_LONG_TITLE, LONG_TITLE, SHORT_TITLE = 5, 10, 6
"""The strength of a word in a title; it is one more if the title has at most so many words, and one more again."""
MAX_COUNT = 9
"""More occurrences of a word in one text make no difference."""
MAX_AUTHORS = 3
"""The number of authors that a result shows."""
_ORIGINAL = re.compile(f"{ORIGINAL}[^{END}]*{END}|[{INLINE}{DISPLAY}]")


class Row(Struct, frozen=True, array_like=True):
    """What a result shows of a paper."""

    slug: str
    title: str
    authors: str
    votes: int


class Segment(Struct, frozen=True, array_like=True):
    """Papers in the order of their ranks, with their terms, separated by spaces.

    `levels` has the strength of each term of a paper as a digit, and `places` where each is in the text, as
    `codes.encode_places` returns it. Frequent words and names have no places; words that only a subject or a keyword
    has are at `codes.NOWHERE`.
    """

    rows: tuple[Row, ...]
    terms: tuple[str, ...]
    levels: tuple[str, ...]
    places: tuple[bytes, ...]


def segment(papers: Iterable[Paper]) -> Segment:
    found = [(_row(paper), *_terms(paper)) for paper in papers]
    return Segment(*zip(*found, strict=True)) if found else Segment((), (), (), ())


def _terms(paper: Paper) -> tuple[str, str, bytes]:
    """The terms of a paper, their strengths, and their places."""
    subjects = [split(subject.name) for subject in paper.subjects]
    heading, body = split(_typed(texts.title(paper.facts))), split(_typed(texts.gist(paper.facts)))
    text = [*heading, "", *body]  # no phrase goes from the title to the abstract
    counts = Counter(text)
    del counts[""]
    places = _places(text, counts)
    in_titles = len({*heading})
    for words in (*subjects, *map(split, paper.facts.keywords)):
        counts.update(words)
    levels = _levels(len(heading) + len(body))
    strengths = "".join([levels[count] if count < MAX_COUNT else levels[MAX_COUNT] for count in counts.values()])
    in_title = str(IN_LONG_TITLE + (len(heading) <= LONG_TITLE) + (len(heading) <= SHORT_TITLE))
    names = [*_names(paper, subjects)]
    places += [NOWHERE] * (len(counts) - len(places))
    return (
        " ".join([*counts, *names]),
        in_title * in_titles + strengths[in_titles:] + "0" * len(names),
        " ".join(places).encode(),
    )


def _places(text: list[str], counts: Mapping[str, int]) -> list[str]:
    """Where each word is in a text, as the index has it."""
    last = dict(zip(text, range(len(text)), strict=True))
    many: dict[str, list[int]] = {word: [] for word, count in counts.items() if count > 1 and word not in STOP}
    for at, word in enumerate(text):
        if word in many:
            many[word].append(at)
    return [
        "" if word in STOP else encode_places(many[word]) if word in many else encode_place(last[word])
        for word in counts
    ]


@cache
def _levels(length: int) -> list[str]:
    """The strengths of a word that a text of `length` words has 0, 1, 2 … times."""
    return [str(strength(count, length)) for count in range(MAX_COUNT + 1)]


def _typed(text: str) -> str:
    """A marked text with the TeX of its formulas, whose names are words: "varepsilon"."""
    if INLINE not in text and DISPLAY not in text:
        return str(text)
    return _ORIGINAL.sub(" ", text)


def strength(count: int, length: int) -> int:
    """How much a text of `length` words is about a word that it has `count` times: BM25 without idf, in 4 steps."""
    share = 1000 * count * 100 // (1000 * count + 540 + 2 * length)
    return 1 + (share >= 50) + (share >= 62) + (share >= 76)


def _row(paper: Paper) -> Row:
    title, names = tex.plain_text(texts.title(paper.facts)), people.listed(paper.facts.authors)
    shown = ", ".join(names[:MAX_AUTHORS])
    more = "et al." if len(names) > MAX_AUTHORS else people.others(paper.facts.authors)
    return Row(paper.slug, title, f"{shown} {more}".strip(), paper.facts.votes or 0)


def _names(paper: Paper, subjects: list[list[str]]) -> Iterator[str]:
    """The terms of a paper that are no words of the text, each once."""
    facts = paper.facts
    names = split(" ".join(people.listed(facts.authors)))
    yield from (AUTHOR + word for word in dict.fromkeys(names))
    yield from (ORG + word for word in dict.fromkeys(split(facts.org)))
    yield from (TAG + name for name in dict.fromkeys("-".join(words) for words in subjects if words))
    ids = (facts.arxiv, facts.doi, facts.openreview, facts.acl)
    yield from (ID + each for each in dict.fromkeys("".join(each.lower().split()) for each in ids if each))

"""The papers first listed on one day, as the index needs them. Builds keep segments, so that each is made once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from msgspec import Struct

from gazette import tex
from gazette.core import people
from gazette.core.model import Paper
from gazette.search.words import split
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
    """Papers in the order of their ranks; the postings of a term are 8 * the place of a paper, plus a strength."""

    rows: tuple[Row, ...]
    terms: dict[str, list[int]]


def segment(papers: Iterable[Paper]) -> Segment:
    rows: list[Row] = []
    terms: dict[str, list[int]] = {}
    for place, paper in enumerate(papers):
        title = texts.title(paper.facts)
        rows.append(_row(paper, tex.plain_text(title)))
        subjects = [split(subject.name) for subject in paper.subjects]
        for word, posting in _strengths(paper, title, subjects).items():
            terms.setdefault(word, []).append(place << 3 | posting)
        for term in _names(paper, subjects):
            terms.setdefault(term, []).append(place << 3)
    return Segment(tuple(rows), terms)


def _strengths(paper: Paper, title: str, subjects: list[list[str]]) -> dict[str, int]:
    """The words of a paper, each with its strength."""
    body, heading = split(_typed(texts.gist(paper.facts))), split(_typed(title))
    counts = Counter(body)
    for words in subjects:
        counts.update(words)
    length = len(heading) + len(body)
    levels = [strength(count, length) for count in range(MAX_COUNT + 1)]
    found = {word: levels[min(MAX_COUNT, count)] for word, count in counts.items()}
    in_title = IN_LONG_TITLE + (len(heading) <= LONG_TITLE) + (len(heading) <= SHORT_TITLE)
    return found | dict.fromkeys(heading, in_title)


def _typed(text: str) -> str:
    """A marked text with the TeX of its formulas, whose names are words: "varepsilon"."""
    if INLINE not in text and DISPLAY not in text:
        return str(text)
    return _ORIGINAL.sub(" ", text)


def strength(count: int, length: int) -> int:
    """How much a text of `length` words is about a word that it has `count` times: BM25 without idf, in 4 steps."""
    share = 1000 * count * 100 // (1000 * count + 540 + 2 * length)
    return 1 + (share >= 50) + (share >= 62) + (share >= 76)


def _row(paper: Paper, title: str) -> Row:
    names = people.listed(paper.facts.authors)
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

"""Queries that find papers of an archive, as examples for its readers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from gazette.core import people
from gazette.core.model import Paper
from gazette.search.common_words import COMMON
from gazette.search.words import STOP, split
from gazette.tex import texts
from gazette.tex.parts import DISPLAY, INLINE

MIN_LENGTH = 4
"""Shorter words are no examples."""
PHRASE = 3
"""The words of a phrase."""
Examples = dict[str, str]
"""A query of each kind; a kind is missing if no paper has what it needs."""


def of(papers: Iterable[Paper], day: date) -> Examples:
    """Examples that find some of these papers, which were first listed on `day`.

    They are chosen from the first papers that have what an example needs, so that later papers change nothing.
    """
    found: Examples = {}
    earlier: list[str] = []
    for paper in papers:
        words = _telling(paper)
        for kind, query in (*_of_title(paper, words), *_of_facts(paper)):
            found.setdefault(kind, query)
        if earlier and words:
            found.setdefault("or", f"{earlier[0]} OR {words[0]}")
            if others := [each for each in earlier if each not in _all_words(paper)]:
                found.setdefault("without", f"{words[0]} -{others[0]}")
        earlier = earlier or words
    return found | {"time": f"after:{_month(day)} before:{_month(day, 1)}"} if found else {}


def _telling(paper: Paper) -> list[str]:
    """The words of a title that say what the paper is about."""
    title = texts.title(paper.facts)
    if INLINE in title or DISPLAY in title:
        return []
    words = dict.fromkeys(split(str(title)))
    return [word for word in words if len(word) >= MIN_LENGTH and word.isalpha() and word not in COMMON]


def _of_title(paper: Paper, words: list[str]) -> Iterator[tuple[str, str]]:
    if len(words) >= PHRASE:
        yield "words", " ".join(words[:PHRASE])
        title = split(str(texts.title(paper.facts)))
        for at in range(len(title) - PHRASE + 1):
            phrase = title[at : at + PHRASE]
            if phrase[0] in words and phrase[-1] not in STOP:
                yield "phrase", f'"{" ".join(phrase)}"'


def _of_facts(paper: Paper) -> Iterator[tuple[str, str]]:
    facts = paper.facts
    names = [split(name) for name in people.listed(facts.authors)]
    yield from (("author", f"author:{name[-1]}") for name in names if name and len(name[-1]) >= MIN_LENGTH)
    yield from (("tag", f'tag:"{" ".join(words)}"') for each in paper.subjects if (words := split(each.name)))
    yield from (("org", f"org:{word}") for word in split(facts.org) if len(word) >= MIN_LENGTH and word not in COMMON)
    if facts.votes:
        yield "votes", f"votes:>{facts.votes - 1}"
    if facts.arxiv or facts.doi:
        yield "id", facts.arxiv or facts.doi


def _all_words(paper: Paper) -> set[str]:
    """The words that the index has of a paper."""
    facts = paper.facts
    names = [*people.listed(facts.authors), facts.org, *facts.keywords, *(each.name for each in paper.subjects)]
    return {*split(" ".join([str(texts.title(facts)), str(texts.gist(facts)), *names]))}


def _month(day: date, later: int = 0) -> str:
    """The month of a day, or the one after it."""
    months = day.year * 12 + day.month - 1 + later
    return f"{months // 12:04}-{months % 12 + 1:02}"

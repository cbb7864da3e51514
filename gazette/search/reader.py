"""Answer queries from the files of the index.

All scores are whole numbers, so that they are equal on every machine.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from gazette.core import urls
from gazette.search.index import KINDS, TIERS
from gazette.search.query import INCOMPLETE, Group, Query, Term, Unit, parse
from gazette.search.segments import AUTHOR, ID, ORG, TAG
from gazette.search.tier import DAMAGES, EXACT, Broken, Form, Tier
from gazette.search.words import fold

WEIGHTS = (0, 36, 44, 54, 66, 104, 110, 116)
"""Of each strength."""
OF_AUTHOR, OF_ORG, OF_FIELD = 75, 50, 70
"""The weights of a word in a name, and of a word after a field."""
ALL_EXACT = 2
"""The factor for papers that have every word of the query as it is written."""
MIN_SUGGESTED = 4
"""Shorter words get no suggestions."""
MAX_SUBJECTS = 12
_WORD = re.compile(r"[^\W_]+")


class Hit(NamedTuple):
    """A paper that answers a query; `day` is the day it was first listed."""

    slug: str
    title: str
    authors: str
    day: str
    score: int


class Answer(NamedTuple):
    hits: tuple[Hit, ...]
    found: int
    """The number of all papers that answer the query."""
    complete: int
    """How many of them have all its words."""
    notes: tuple[str, ...]
    suggestion: str = ""
    """The query with other words for those that no paper has; "" if none is close."""
    years: Mapping[str, int] = {}
    """How many papers of each year answer the query."""


Scores = dict[int, int]
"""By paper. A score is a multiple of SCALE; the rest says how well words match: 10 exactly, 9 in another form."""
SCALE = 16


class Reader:
    """The whole index; `read` returns the bytes of a file of the site, or raises OSError."""

    def __init__(self, read: Callable[[str], bytes]) -> None:
        """Broken if there is no index."""
        self._read = read
        self.tiers: list[Tier] = []
        for name in TIERS:
            self.tiers.append(Tier(name, read, sum(tier.size for tier in self.tiers)))
        if len({tier.latest for tier in self.tiers}) > 1:
            raise Broken(urls.search_root(TIERS[0]))
        self.size = sum(tier.size for tier in self.tiers)

    def search(self, text: str, limit: int = 10, sort: str = "relevance") -> Answer:
        """Answer a query; `sort` is "relevance", "date" or "votes".

        Only the first order shows papers that have some of the words, unless no paper has all of them.
        """
        query = parse(text)
        notes = [*query.notes]
        scores, complete = self._scores(query, notes, some=sort == "relevance")
        keys = self._votes(notes) if sort == "votes" else [] if sort == "date" else scores
        best = sorted(scores, key=lambda number: (-keys[number] if keys else 0, -number))[:limit]
        hits = tuple(self._hits(best, scores, notes))
        suggestion = "" if INCOMPLETE in notes else self._suggestion(query, text)
        return Answer(hits, len(scores), complete, tuple(dict.fromkeys(notes)), suggestion, self._years(scores))

    def _hits(self, best: Iterable[int], scores: Scores, notes: list[str]) -> Iterator[Hit]:
        for number in best:
            tier = [tier for tier in self.tiers if tier.start <= number][-1]
            try:
                slug, title, authors, day = tier.row(number - tier.start)
                yield Hit(slug, title, authors, day, scores[number])
            except DAMAGES:
                notes.append(INCOMPLETE)

    def _years(self, scores: Iterable[int]) -> dict[str, int]:
        years = [year for tier in self.tiers for year, count in tier.years for _ in range(count)]
        return dict(sorted(Counter(years[number] for number in scores).items(), reverse=True))

    def _votes(self, notes: list[str]) -> list[int]:
        """The votes of each paper; 0 where they cannot be read."""
        votes: list[int] = []
        for tier in self.tiers:
            try:
                votes += [*tier.votes(), *[0] * tier.size][: tier.size]
            except DAMAGES:
                votes += [0] * tier.size
                notes.append(INCOMPLETE)
        return votes

    def subjects(self, text: str) -> list[tuple[str, str, int]]:
        """The subjects of the papers that answer a query: what `tag:` needs, the name, and the number of papers."""
        notes: list[str] = []
        numbers = self._scores(parse(text), notes)[0].keys()
        found = [
            (term, name, len(numbers & self._of_term(Term(TAG, term), notes, exact=True).keys()))
            for term, name, _ in self._subjects()
        ]
        return sorted([row for row in found if row[2]], key=lambda row: -row[2])[:MAX_SUBJECTS]

    def _subjects(self) -> list[tuple[str, str, str]]:
        try:
            return [(term, name, path) for term, name, path in json.loads(self._read(urls.SEARCH_SUBJECTS))[1]]
        except (OSError, *DAMAGES):
            return []

    def _scores(self, query: Query, notes: list[str], some: bool = True) -> tuple[Scores, int]:
        """The papers that answer a query, with some of its words or else with as many as the best ones have; and the
        number of those with all."""
        limited = query.after or query.before or query.votes is not None
        if not query.units and not query.excluded and not limited:
            return {}, 0
        scores: Scores = {} if query.units else dict.fromkeys(range(self.size), 0)
        matched: dict[int, int] = {}
        words: dict[int, int] = {}
        units = [(unit.required, self._of_unit(unit, notes)) for unit in query.units]
        for _, found in units:
            for number, score in found.items():
                scores[number] = scores.get(number, 0) + score - score % SCALE
                matched[number] = matched.get(number, 0) + score % SCALE
                words[number] = words.get(number, 0) + 1
        for required, found in units:
            if required:
                scores = {number: scores[number] for number in scores.keys() & found.keys()}
        for group in query.excluded:
            scores = {each: scores[each] for each in scores.keys() - self._of_group(group, notes, exact=True).keys()}
        if limited:
            scores = self._within(scores, query, notes)
        least = 0 if some else max((words.get(number, 0) for number in scores), default=0)
        most = 10 * len(units)
        kept = {
            number: score * (how_well := matched.get(number, 0)) ** 3 * (1 if how_well < most else ALL_EXACT)
            for number, score in scores.items()
            if words.get(number, 0) >= least
        }
        return kept, sum(words.get(number, 0) == len(units) for number in kept)

    def _within(self, scores: Scores, query: Query, notes: list[str]) -> Scores:
        least, most = query.votes or (0, 10**9)
        kept: Scores = {}
        for tier in self.tiers:
            try:
                days = tier.days() if query.after or query.before else [""] * tier.size
                votes = tier.votes() if query.votes else [0] * tier.size
            except DAMAGES:
                notes.append(INCOMPLETE)
                continue
            for at, (day, count) in enumerate(zip(days, votes, strict=False), tier.start):
                is_in_time = query.after <= day and (not query.before or day < query.before)
                if at in scores and is_in_time and least <= count <= most:
                    kept[at] = scores[at]
        return kept

    def _of_unit(self, unit: Unit, notes: list[str]) -> Scores:
        best: Scores = {}
        for group in unit.groups:
            for number, score in self._of_group(group, notes).items():
                best[number] = max(score, best.get(number, 0))
        return best

    def _of_group(self, group: Group, notes: list[str], exact: bool = False) -> Scores:
        """The papers with all words of a group."""
        found: Scores | None = None
        for term in group.terms:
            one = self._of_term(term, notes, exact or bool(group.places))
            both = one.keys() if found is None else found.keys() & one.keys()
            found = one if found is None else {each: found[each] + one[each] - one[each] % SCALE for each in both}
        if not found or len(group.terms) < 2 or not group.places:
            return found or {}
        return {number: found[number] for number in self._with_phrase(group, notes) & found.keys()}

    def _with_phrase(self, group: Group, notes: list[str]) -> set[int]:
        """The papers that have the words of a group where a phrase has them."""
        found: set[int] = set()
        for tier in self.tiers:
            try:
                starts = [_starts(tier, term, place) for term, place in zip(group.terms, group.places, strict=True)]
            except DAMAGES:
                notes.append(INCOMPLETE)
                continue
            common = set(starts[0]).intersection(*starts[1:])
            found |= {tier.start + each for each in common if set.intersection(*(one[each] for one in starts))}
        return found

    def _of_term(self, term: Term, notes: list[str], exact: bool) -> Scores:
        forms: list[tuple[int, Form, int]] = []
        for tier in self.tiers:
            try:
                forms += [(tier.start, *form) for form in tier.forms(term) if form[1] == EXACT or not exact]
            except DAMAGES:
                notes.append(INCOMPLETE)
        lists = [(start, each, weight) for start, form, weight in forms for each in _weighted(term, form)]
        rarity = self._rarity(sum(len(postings) for _, (postings, _), _ in lists))
        scores: Scores = {}
        for start, (postings, constant), weight in lists:
            for number, strength in postings:
                score = rarity * weight * (constant or WEIGHTS[strength]) * SCALE + 9 + (weight == EXACT)
                scores[start + number] = max(score, scores.get(start + number, 0))
        return scores

    def _rarity(self, count: int) -> int:
        """Inverse document frequency; `count` may count papers twice."""
        count = min(count, self.size)
        return round(64 * math.log2(1 + (2 * (self.size - count) + 1) / (2 * count + 1)))

    def _suggestion(self, query: Query, text: str) -> str:
        better: dict[str, str] = {}
        for term in (term for unit in query.units for group in unit.groups for term in group.terms):
            if len(term.word) >= MIN_SUGGESTED and term.kind != ID and not self._of_term(term, [], exact=False):
                near = sorted((row for tier in self.tiers for row in tier.near(term)), key=_closeness)
                if near:
                    better |= _replacements(term.word, near[0][2].removeprefix(TAG))
        suggestion = _WORD.sub(lambda found: better.get(fold(found[0]), found[0]), text)
        return suggestion if suggestion != text else ""


def _closeness(row: tuple[int, int, str]) -> float:
    """What near words are sorted by: eight times as many papers make up for a letter."""
    far, count, _ = row
    return count / float(8**far)


def _replacements(word: str, better: str) -> dict[str, str]:
    """The words of a query to replace; the name of a subject may be several, with hyphens."""
    parts = word.split("-")
    return {word: better} if len(parts) == 1 else dict(zip(parts, better.split("-"), strict=False))


def _starts(tier: Tier, term: Term, place: int) -> dict[int, set[int]]:
    """Where a phrase begins, by paper, if this word of it is `place` words after its beginning."""
    for form, weight in tier.forms(term):
        if weight == EXACT:
            rows = zip(form.lists[0], tier.places(form.word), strict=True)
            return {number: {at - place for at in places} for (number, _), places in rows}
    return {}


def _weighted(term: Term, form: Form) -> list[tuple[Sequence[tuple[int, int]], int]]:
    """The lists of a form that count for a term, each with the weight of its postings; 0 stands for their strengths."""
    if term.kind in (TAG, ID):
        return [(form.lists[0], OF_FIELD)]
    lists = dict(zip(KINDS, form.lists, strict=False))
    if term.kind:
        return [(lists[term.kind], OF_FIELD)] if term.kind in lists else []
    weights = {"": 0, AUTHOR: OF_AUTHOR, ORG: OF_ORG}
    return [(postings, weights[kind]) for kind, postings in lists.items()]

"""Answer queries from the files of the index.

All scores are whole numbers, so that they are equal on every machine.
"""

from __future__ import annotations

import json
import math
from base64 import b64decode
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from gazette.core import urls
from gazette.search import codes
from gazette.search.index import BLOCK, KINDS, TIERS, sort_key
from gazette.search.query import MIN_PREFIX, Query, Term, Unit, parse
from gazette.search.segments import AUTHOR, ID, ORG, TAG
from gazette.search.words import stem

WEIGHTS = (0, 36, 44, 54, 66, 104, 110, 116)
"""Of each strength."""
OF_AUTHOR, OF_ORG, OF_FIELD = 75, 50, 70
"""The weights of a word in a name, and of a word after a field."""
EXACT, PREFIX, VARIANT = 10, 8, 6
MAX_FORMS, MAX_HEAVY = 8, 2
"""The most other forms of a word, and how many of them may be in lists of their own."""
INCOMPLETE = "The search index is incomplete; some papers may be missing."


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
    notes: tuple[str, ...]


class Form(NamedTuple):
    """A word of a shard, and its lists: of the papers with it in their text, names and organisations."""

    word: str
    counts: tuple[int, ...]
    lists: tuple[Sequence[tuple[int, int]], ...]


Scores = dict[int, int]


class Broken(Exception):
    """A file of the index is missing or damaged."""


DAMAGES = (Broken, LookupError, TypeError, ValueError, AttributeError)
"""What reading a damaged file may raise."""


class Tier:
    """One part of the index; papers are numbered from `start`."""

    def __init__(self, name: str, read: Callable[[str], bytes], start: int) -> None:
        self.name, self.start, self._read = name, start, read
        self._cache: dict[str, Any] = {}
        root = self._load(path := urls.search_root(name))
        try:
            _, self.latest, self.size, shards, self.heavy, _, _ = root
            self._firsts = [sort_key(first) for first, _ in shards]
        except (ValueError, TypeError) as error:
            raise Broken(path) from error

    def _load(self, path: str) -> Any:
        if path not in self._cache:
            try:
                self._cache[path] = json.loads(self._read(path))
            except (OSError, ValueError) as error:
                raise Broken(path) from error
        return self._cache[path]

    def _file(self, kind: str, number: int | None = None) -> Any:
        return self._load(urls.search_file(self.name, kind, number))

    def forms(self, term: Term) -> list[tuple[Form, int]]:
        """The word itself, then its other forms in its shard, each with its weight."""
        if not self._firsts:
            return []
        number = max(0, bisect_right(self._firsts, sort_key(_key(term))) - 1)
        words, counts = self._words(number)
        chosen = _choose(term, words, counts, self.heavy)
        wanted = {word for word, _ in chosen}
        lists = self._lists(number, words, counts, wanted)
        return [(Form(word, counts[words.index(word)], lists[word]), weight) for word, weight in chosen]

    def _words(self, number: int) -> tuple[list[str], list[tuple[int, ...]]]:
        key = f"words of {number}"
        if key not in self._cache:
            _, packed, lengths, _ = self._file("words", number)
            words, last = [], ""
            for part in packed.split(" "):
                last = last[: int(part[0], 36)] + part[1:]
                words.append(last)
            self._cache[key] = words, [tuple(map(int, each.split("."))) for each in lengths.split(" ")]
        found: tuple[list[str], list[tuple[int, ...]]] = self._cache[key]
        return found

    def _lists(
        self, number: int, words: Sequence[str], counts: Sequence[tuple[int, ...]], wanted: set[str]
    ) -> Mapping[str, tuple[Sequence[tuple[int, int]], ...]]:
        bits = codes.Bits(b64decode(self._file("words", number)[3]))
        found: dict[str, tuple[Sequence[tuple[int, int]], ...]] = {}
        for word, lengths in zip(words, counts, strict=True):
            if len(found) == len(wanted):
                break
            if word not in self.heavy:
                lists = self._read_lists(bits, word, lengths)
                if word in wanted:
                    found[word] = lists
            elif word in wanted:
                at = [*self.heavy].index(word)
                found[word] = self._read_lists(codes.Bits(b64decode(self._file("list", at)[1])), word, lengths)
        return found

    def _read_lists(self, bits: codes.Bits, word: str, lengths: Sequence[int]) -> tuple[Sequence[tuple[int, int]], ...]:
        plain = word[0] in TAG + ID
        return tuple([codes.list_of(bits, n, self.size, not at and not plain) for at, n in enumerate(lengths)])

    def columns(self) -> tuple[list[str], list[int]]:
        """The day and the votes of each paper."""
        _, days, votes = self._file("columns")
        return [day for day, count in days for _ in range(count)], votes

    def row(self, number: int) -> Any:
        return self._file("titles", number // BLOCK)[1][number % BLOCK]


def _key(term: Term) -> str:
    return term.kind + term.word if term.kind in (TAG, ID) else term.word


def _choose(
    term: Term, words: Sequence[str], counts: Sequence[tuple[int, ...]], heavy: Iterable[str]
) -> list[tuple[str, int]]:
    """The words of a shard that a term stands for, with their weights."""
    exact = _key(term)
    chosen = [(exact, EXACT)] if exact in words else []
    if term.kind or len(exact) < MIN_PREFIX:
        return chosen
    found = []
    for word, lengths in zip(words, counts, strict=True):
        if word[:MIN_PREFIX] == exact[:MIN_PREFIX] and word != exact and lengths[0]:
            weight = (
                VARIANT if stem(word) == stem(exact) else PREFIX if term.is_prefix and word.startswith(exact) else 0
            )
            found += [(-sum(lengths), sort_key(word), word, weight)] if weight else []
    big = 0
    for _, _, word, weight in sorted(found)[:MAX_FORMS]:
        big += word in heavy
        if word not in heavy or big <= MAX_HEAVY:
            chosen.append((word, weight))
    return chosen


class Reader:
    """The whole index; `read` returns the bytes of a file of the site, or raises OSError."""

    def __init__(self, read: Callable[[str], bytes]) -> None:
        """Broken if there is no index."""
        self.tiers: list[Tier] = []
        for name in TIERS:
            self.tiers.append(Tier(name, read, sum(tier.size for tier in self.tiers)))
        if len({tier.latest for tier in self.tiers}) > 1:
            raise Broken(urls.search_root(TIERS[0]))
        self.size = sum(tier.size for tier in self.tiers)

    def search(self, text: str, limit: int = 10) -> Answer:
        query = parse(text)
        notes = [*query.notes]
        scores = self._scores(query, notes)
        best = sorted(scores.items(), key=lambda each: (-each[1], -each[0]))[:limit]
        return Answer(tuple(self._hits(best, notes)), len(scores), tuple(dict.fromkeys(notes)))

    def _hits(self, best: Iterable[tuple[int, int]], notes: list[str]) -> Iterator[Hit]:
        for number, score in best:
            tier = [tier for tier in self.tiers if tier.start <= number][-1]
            try:
                slug, title, authors, day = tier.row(number - tier.start)
                yield Hit(slug, title, authors, day, score)
            except DAMAGES:
                notes.append(INCOMPLETE)

    def _scores(self, query: Query, notes: list[str]) -> Scores:
        limited = query.after or query.before or query.votes is not None
        if not query.units and not query.excluded and not limited:
            return {}
        scores: Scores = {} if query.units else dict.fromkeys(range(self.size), 0)
        matched: Scores = {}
        units = [(unit.required, self._of_unit(unit, notes)) for unit in query.units]
        for _, found in units:
            for number, score in found.items():
                scores[number] = scores.get(number, 0) + score
                matched[number] = matched.get(number, 0) + 1
        for required, found in units:
            if required:
                scores = {number: scores[number] for number in scores.keys() & found.keys()}
        for group in query.excluded:
            scores = {each: scores[each] for each in scores.keys() - self._of_group(group, notes, exact=True).keys()}
        if limited:
            scores = self._within(scores, query, notes)
        return {number: score * matched.get(number, 1) ** 3 for number, score in scores.items()}

    def _within(self, scores: Scores, query: Query, notes: list[str]) -> Scores:
        least, most = query.votes or (0, 10**9)
        kept: Scores = {}
        for tier in self.tiers:
            try:
                days, votes = tier.columns()
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

    def _of_group(self, group: Sequence[Term], notes: list[str], exact: bool = False) -> Scores:
        """The papers with all words of a group."""
        found: Scores | None = None
        for term in group:
            one = self._of_term(term, notes, exact)
            found = one if found is None else {each: found[each] + one[each] for each in found.keys() & one.keys()}
        return found or {}

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
                score = rarity * weight * (constant or WEIGHTS[strength])
                scores[start + number] = max(score, scores.get(start + number, 0))
        return scores

    def _rarity(self, count: int) -> int:
        """Inverse document frequency; `count` may count papers twice."""
        count = min(count, self.size)
        return round(64 * math.log2(1 + (2 * (self.size - count) + 1) / (2 * count + 1)))


def _weighted(term: Term, form: Form) -> list[tuple[Sequence[tuple[int, int]], int]]:
    """The lists of a form that count for a term, each with the weight of its postings; 0 stands for their strengths."""
    if term.kind in (TAG, ID):
        return [(form.lists[0], OF_FIELD)]
    lists = dict(zip(KINDS, form.lists, strict=False))
    if term.kind:
        return [(lists[term.kind], OF_FIELD)] if term.kind in lists else []
    weights = {"": 0, AUTHOR: OF_AUTHOR, ORG: OF_ORG}
    return [(postings, weights[kind]) for kind, postings in lists.items()]

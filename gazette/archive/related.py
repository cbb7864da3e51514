"""The related papers of each paper in the store: made once, and again only from the first day on that changed.

A paper is related to papers of earlier days, and to the later ones that are related to it.  What a paper is related to
depends on the texts of all papers of earlier days, but not on their votes or ranks.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from hashlib import blake2b
from heapq import nlargest
from itertools import count, groupby, islice
from operator import itemgetter
from typing import NamedTuple

from gazette.archive import numbering
from gazette.archive.related_tables import Body, Closed, Link, RelatedTables, Row
from gazette.archive.store import Store
from gazette.core import parallel
from gazette.core.model import Paper
from gazette.search.shared_words import SharedPhrases
from gazette.search.similarity import MOST, Ranker, Terms, TextReader
from gazette.tex import texts
from gazette.tex.parts import DISPLAY, END, INLINE

MIN_PAPERS = 1_000
"""Fewer papers than these are not worth a second process."""
Day = tuple[int, list[int]]
"""A day and the places of its papers."""
Papers = Mapping[int, Paper]
_PLACE = (1 << 32) - 1
"""The bits of a place; the bits above it are a score."""
_FORMULA = re.compile(f"[{INLINE}{DISPLAY}][^{END}]*{END}")


class Shown(NamedTuple):
    """A related paper, and the words that both papers have."""

    paper: Paper
    words: tuple[str, ...]


def reader(store: Store) -> Callable[[Paper], Sequence[Shown]]:
    """A function that returns the papers that are related to a paper, best first."""
    tables = store.related

    def related_to(paper: Paper) -> Sequence[Shown]:
        place = tables.place(numbering.number(paper))
        if place is None:
            return ()
        links = _shown(tables, place)
        papers = store.papers([tables[other].number for other, _ in links])
        return [Shown(paper, words) for paper, (_, words) in zip(papers, links, strict=True)]

    return related_to


def _shown(tables: RelatedTables, place: int) -> list[tuple[int, tuple[str, ...]]]:
    """The places of the best earlier and later papers, and the words that they share with the paper at `place`."""
    row = tables[place]
    found: list[tuple[int, int, Link | None]] = [(each.score, each.place, each) for each in row.body.earlier]
    found += [(*divmod(each, 1 << 32), None) for each in row.later[:MOST]]
    best = nlargest(MOST, found, key=lambda each: each[:2])
    return [(other, (link or _link(tables[other], place)).words) for _, other, link in best]


def _link(row: Row, place: int) -> Link:
    return next(link for link in row.body.earlier if link.place == place)


# After a change.


def update(store: Store, days: Iterable[date], old: Papers, new: Papers, jobs: int = 1) -> set[int]:
    """Bring the store up to date; returns the numbers of the papers whose pages show something else now.

    `days` are those whose listings changed; `old` and `new` are the papers that changed.
    """
    every = {*days, *(paper.first.day for paper in (*old.values(), *new.values()))}
    start = next((day for day in sorted(every) if not _renumbered(store, day)), None)
    found = _Update(store, start, jobs).run() if start else set()
    names = {*map(_name, old.values())}
    renamed = [number for number, paper in new.items() if _name(paper) not in names] if old else []
    return found | {each for number in renamed for each in _next_to(store.related, number)}


def _first_listed(store: Store, day: date) -> list[Paper]:
    """The papers first listed on a day, in the order of their addresses."""
    stored, ordinal = store.days().get(day), day.toordinal()
    numbers = [each for each in stored.numbers if numbering.first_day(each) == ordinal] if stored else ()
    return sorted(store.papers(numbers), key=lambda paper: paper.slug)


def _renumbered(store: Store, day: date) -> bool:
    """Store the numbers of a day's papers, which have ranks, if its papers and their texts are the same as before."""
    tables, papers = store.related, _first_listed(store, day)
    places = tables.on(day.toordinal())
    bodies = [tables[place].body for place in places]
    if [(body.slug, body.text) for body in bodies] != [(each.slug, _digest(*_text(each))) for each in papers]:
        return False
    for place, paper in zip(places, papers, strict=True):
        number = numbering.number(paper)
        if tables[place].number != number:
            tables.put(place, tables[place]._replace(number=number))
    return True


def _text(paper: Paper) -> tuple[str, str]:
    """The title and the abstract without formulas."""
    title, abstract = str(texts.title(paper.facts)), str(texts.gist(paper.facts))
    if INLINE in title or INLINE in abstract or DISPLAY in abstract:
        return _FORMULA.sub(" ", title), _FORMULA.sub(" ", abstract)
    return title, abstract


def _digest(title: str, abstract: str) -> bytes:
    return blake2b(f"{title}\n{abstract}".encode(), digest_size=8).digest()


def _name(paper: Paper) -> tuple[object, ...]:
    """What the pages of related papers show of a paper."""
    facts = paper.facts
    return paper.slug, facts.title, facts.marked, facts.authors, bool(facts.withdrawn), paper.first.day


def _next_to(tables: RelatedTables, number: int) -> Iterator[int]:
    """The numbers of the papers that a paper is related to."""
    place = tables.place(number)
    if place is not None:
        row = tables[place]
        yield from (tables[link.place].number for link in row.body.earlier)
        yield from (tables[each & _PLACE].number for each in row.later)


class _Update:
    """All related papers of the papers from one day on."""

    def __init__(self, store: Store, start: date, jobs: int) -> None:
        self._store, self._tables, self._jobs = store, store.related, jobs
        self._start = start.toordinal()
        self._old = self._tables.since(self._start)
        self._first = self._old[0] if self._old else self._tables.size_before(self._start)
        days = ((day.toordinal(), _first_listed(store, day)) for day in store.days() if day >= start)
        self._days = [(day, papers) for day, papers in days if papers]
        self._papers = [paper for _, papers in self._days for paper in papers]
        self._terms: list[Terms] = []
        self._rows: list[Row] = []
        self._later: dict[int, list[int]] = {}

    def __getitem__(self, place: int) -> Terms:
        """The terms of any paper."""
        return self._terms[place - self._first] if place >= self._first else self._tables[place].body.terms

    def run(self) -> set[int]:
        self._read()
        last = self._days[-1][0] if self._days else self._tables[self._first - 1].day if self._first else 0
        closed = self._tables.closed()
        if last and closed and closed.month == _month(last) == _month(self._start):
            size, counts = closed.size, closed.counts
            self._rank(_Ranking(self, self._known(size), lambda: Ranker(self, self._tables, size, counts)), 1)
        else:
            self._tables.before(self._start)
            self._rank(ranking := _Ranking(self, self._known(0), lambda: Ranker(self)), self._jobs)
            ranker = ranking.at_end()
            state = Closed(_month(last), ranker.size, ranker.counts) if ranker.closed else None
            self._tables.put_closed(state, ranker.closed)
        return self._put()

    def _read(self) -> None:
        def terms(papers: Sequence[int]) -> list[tuple[int, Terms]]:
            reader = TextReader()
            return [(at, reader.read(*_text(self._papers[at])).terms) for at in papers]

        found = parallel.map_chunks(range(len(self._papers)), terms, self._jobs, MIN_PAPERS)
        self._terms = [terms for _, terms in sorted((each for some in found for each in some), key=itemgetter(0))]

    def _known(self, start: int) -> list[Day]:
        """The days before the first that changed, with the papers from a place on, and the days after it."""
        places = range(start, self._first)
        known = [(day, [*same]) for day, same in groupby(places, key=lambda place: self._tables[place].day)]
        place = count(self._first)
        return [*known, *((day, list(islice(place, len(papers)))) for day, papers in self._days)]

    def _rank(self, ranking: _Ranking, jobs: int) -> None:
        """Find what the papers of `_days` are related to."""
        days = range(len(ranking.days) - len(self._days), len(ranking.days))
        is_parallel = jobs > 1 and len(self._papers) >= MIN_PAPERS
        meanwhile: Callable[[], object] = ranking.at_end if is_parallel else tuple
        found = parallel.map_chunks(days, ranking.rank, jobs if is_parallel else 1, 1, meanwhile)
        links = {place: links for some in found for place, links in some}
        place = self._first
        for day, papers in self._days:
            for paper in papers:
                self._rows.append(self._row(day, paper, self[place], links[place]))
                for link in links[place]:
                    self._later.setdefault(link.place, []).append(link.score << 32 | place)
                place += 1

    def _row(self, day: int, paper: Paper, terms: Terms, links: Sequence[Link]) -> Row:
        packed = terms.words.tobytes(), terms.pairs.tobytes()
        body = Body(paper.slug, _digest(*_text(paper)), *packed, tuple(links))
        return Row(day, numbering.number(paper), body, array("Q"))

    def paper(self, place: int) -> Paper:
        return self._papers[place - self._first]

    def _put(self) -> set[int]:
        """Put the rows into the tables; returns the papers that have other related papers than before."""
        tables, first = self._tables, self._first
        touched = {link.place for place in self._old for link in tables[place].body.earlier}
        earlier = sorted(place for place in touched | self._later.keys() if place < first)
        before = {tables[place].body.slug: _named(tables, place) for place in (*self._old, *earlier)}
        tables.cut(first)
        for at, row in enumerate(self._rows):
            later = array("Q", sorted(self._later.get(first + at, ()), reverse=True))
            tables.put(first + at, row._replace(later=later))
        for place in earlier:
            left = [each for each in tables[place].later if each & _PLACE < first]
            later = array("Q", sorted([*left, *self._later.get(place, ())], reverse=True))
            tables.put(place, tables[place]._replace(later=later))
        if not first:
            return {row.number for row in self._rows}
        now = (*earlier, *range(first, first + len(self._rows)))
        return {tables[at].number for at in now if before.get(tables[at].body.slug) != _named(tables, at)}


class _Ranking:
    """Ranks the papers of some days; each process has its own."""

    def __init__(self, update: _Update, days: list[Day], make: Callable[[], Ranker]) -> None:
        """`make` returns a ranker that has the papers before `days`."""
        self.days, self._update, self._make = days, update, make
        self._ranker, self._at, self._reader = make(), 0, TextReader()

    def rank(self, days: Sequence[int]) -> list[tuple[int, list[Link]]]:
        """The earlier papers that each paper of some days in a row is related to."""
        if days and self._at > days[0]:
            self._ranker, self._at = self._make(), 0
        found = []
        for number in days:
            self._go_to(number)
            found += [(place, self._links(place)) for place in self.days[number][1]]
        return found

    def at_end(self) -> Ranker:
        """The ranker after all days."""
        self._go_to(len(self.days))
        return self._ranker

    def _go_to(self, number: int) -> None:
        """Add the papers of the days before one, and close the month before it if it is the first of its month."""
        while self._at < number:
            day, places = self.days[self._at]
            self._ranker.add([self._update[place] for place in places])
            self._at += 1
            if self._at < len(self.days) and _month(day) != _month(self.days[self._at][0]):
                self._ranker.close_month()

    def _links(self, place: int) -> list[Link]:
        terms = self._update[place]
        found = self._ranker.related(terms)
        if not found:
            return []
        title, abstract = _text(self._update.paper(place))
        text = self._reader.read(title, abstract)
        phrases = SharedPhrases(text, terms, f"{abstract}\n{title}", self._ranker.weight)
        return [Link(other, score, phrases.shared(self._update[other])) for score, other in found]


def _named(tables: RelatedTables, place: int) -> list[tuple[str, tuple[str, ...]]]:
    return [(tables[other].body.slug, words) for other, words in _shown(tables, place)]


def _month(day: int) -> int:
    return numbering.month(date.fromordinal(day))

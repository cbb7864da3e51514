"""The registers of tags and authors after a change: who is in them, what they are called, which have a page."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any

from msgspec.structs import replace

from gazette.archive import merge, registers
from gazette.archive.affected import Afresh, Closure
from gazette.archive.merge import Rules
from gazette.archive.store import RANKS, Holdings, Register
from gazette.core import urls
from gazette.core.model import Entry, Listing, Paper, Subject
from gazette.core.shift import Shift

MOST_RENAMED = 5_000
Papers = Mapping[int, Paper]
Place = tuple[Any, ...]
"""Where a tag was first spelt: its listing's place among all, and which of its entries; ITS_LISTING cuts that off."""
ITS_LISTING = slice(0, -1)


def spelt(listings: Iterable[Listing]) -> dict[str, tuple[Place, str]]:
    """Of each tag that is spelt, by its slug: where that was first, and how; the listings in their order."""
    found: dict[str, tuple[Place, str]] = {}
    for listing in listings:
        day, *place = merge.order(listing)
        for at, entry in enumerate(listing.entries):
            for tag in entry.tags:
                if (slug := urls.slug(tag)) not in found:
                    found[slug] = (str(day), *place, at), tag
    return found


class Tags:
    """The tags that a change has to do with."""

    def __init__(self, holdings: Holdings, reached: Closure, rules: Rules) -> None:
        self._holdings, self._rules = holdings, rules
        self._now = spelt(sorted(reached.after.values(), key=merge.order))
        self._gone = reached.before.keys() | reached.after.keys()
        self._before: dict[str, tuple[Register | None, array[int]]] = {}
        self._after: dict[str, tuple[Register, array[int]]] = {}
        for slug in spelt(reached.before.values()).keys() | self._now.keys():
            self._named(slug)

    def dress(self, old: Papers, new: Papers) -> dict[int, Paper]:
        """Count the papers in, and give the new ones with their subjects."""
        for slug, lost, won in _moves(self._borne(old), self._borne(new)):
            register, numbers = self._named(slug)
            self._after[slug] = _counted(register, numbers, lost, won)
        return {number: self._dressed(paper) for number, paper in new.items()}

    def _borne(self, papers: Papers) -> dict[str, set[int]]:
        return _by(papers, lambda entry: registers.slugs(entry, self._rules.words))

    def _named(self, slug: str) -> tuple[Register, array[int]]:
        """The register of a tag with the name it has now; Afresh if only listings that did not change could tell."""
        if slug in self._after:
            return self._after[slug]
        held = self._holdings.register("tag", slug)
        self._before[slug] = held or (None, array("Q"))
        register, numbers = held or (Register(""), array("Q"))
        place, name = self._now.get(slug, ((), ""))
        if register.named and register.named[-2] in self._gone:
            if not place or place[ITS_LISTING] != tuple(register.named)[ITS_LISTING]:
                raise Afresh
            register = replace(register, name=name, named=place)
        elif place and (not register.named or place < tuple(register.named)):
            register = replace(register, name=name, named=place)
        self._after[slug] = register, numbers
        return register, numbers

    def _subject(self, slug: str, held: tuple[Register | None, array[int]]) -> Subject | None:
        register, numbers = held
        topic = self._rules.words.topics.get(slug)
        if register is None or not numbers:
            return None
        return Subject(topic.name if topic else register.name, slug if len(numbers) >= self._rules.tags_minimum else "")

    def _dressed(self, paper: Paper) -> Paper:
        slugs = registers.slugs(paper.facts, self._rules.words)
        found = (self._subject(slug, self._named(slug)) for slug in slugs)
        return replace(paper, subjects=tuple(each for each in found if each))

    def renamed(self, new: Papers) -> dict[int, Paper]:
        """Other papers that bear a tag which now has another name, or a page, or none any more."""
        others = {number for slug in self._turned() for number in self._after[slug][1]} - new.keys()
        if len(others) > MOST_RENAMED:
            raise Afresh
        papers = zip(others, self._holdings.papers(others), strict=True)
        return {number: self._dressed(paper) for number, paper in papers}

    def _turned(self) -> list[str]:
        """The tags whose name or whose having a page changed."""
        return [
            slug
            for slug, held in self._after.items()
            if self._subject(slug, held) != self._subject(slug, self._before[slug])
        ]

    def store(self) -> None:
        changed = {slug: held for slug, held in self._after.items() if held != self._before[slug]}
        self._holdings.put_registers("tag", ((slug, *held) for slug, held in changed.items()))

    def shifts(self, old: Papers, new: Papers) -> dict[str, Shift]:
        """How the papers of each tag moved that a changed paper bears, or whose family changed."""
        family = {slug: Shift(len(found), len(found)) for slug in self._family() if (found := self._held(slug))}
        borne = self._borne(old).keys() | self._borne(new).keys()
        changed = sorted(old.keys() | new.keys())
        return family | {slug: _shift(self._before[slug][1], self._after[slug][1], changed) for slug in borne}

    def _held(self, slug: str) -> array[int]:
        return self._after[slug][1] if slug in self._after else self._holdings.numbers("tag", slug)

    def _family(self) -> set[str]:
        """The topics beside, above and below those that turned, for each names the others."""
        known = self._rules.words.topics
        turned = {slug for slug in self._turned() if slug in known}
        above = {known[slug].parent for slug in turned} - {""}
        beside = {slug for slug, topic in known.items() if topic.parent in above | turned and topic.parent}
        return turned | above | beside


def _counted(
    register: Register, numbers: array[int], lost: Collection[int], won: Collection[int]
) -> tuple[Register, array[int]]:
    """A register without the papers that were lost, and with those that were won."""
    kept = [number for number in numbers if number not in lost] if lost else numbers
    held = array("Q", kept)
    held.extend(sorted(won))
    if won and len(kept) and min(won) < kept[-1]:
        held = array("Q", sorted(held))
    months = Counter(register.months)
    months.update(map(month, won))
    months.subtract(map(month, lost))
    return replace(register, months={each: count for each, count in sorted(months.items()) if count}), held


def month(number: int) -> int:
    """The number of the month in which the paper of that number came."""
    return _month_of(number // RANKS)


@cache
def _month_of(day: int) -> int:
    return registers.month(date.fromordinal(day))


def _shift(before: array[int], now: array[int], changed: list[int]) -> Shift:
    if now[: len(before)] == before:
        start = len(before)
    else:
        first = min({*before} ^ {*now})
        start = min(bisect_left(before, first), bisect_left(now, first))
    places = (bisect_left(now, number) for number in changed)
    return Shift(len(before), start, tuple(at for at in places if at < start and now[at] in changed))


def authors(holdings: Holdings, rules: Rules, old: Papers, new: Papers) -> set[int]:
    """Put the authors' registers right; gives the papers for whom an author's page came or went."""
    people: set[int] = set()
    for slug, lost, won in _moves(wrote(old), wrote(new)):
        held = holdings.register("author", slug) or (Register(""), array("Q"))
        register, numbers = _counted(held[0], held[1], lost, won)
        if (len(numbers) >= rules.authors_minimum) != (len(held[1]) >= rules.authors_minimum):
            people.update(numbers)
        if numbers:
            name = registers.people(holdings.paper(numbers[0]).facts)[slug]
            if lost or won or name != register.name:
                holdings.put_registers("author", [(slug, Register(name), numbers)])
        else:
            holdings.drop_register("author", slug)
    return people


def wrote(papers: Papers) -> dict[str, set[int]]:
    """Which of these papers each author wrote, by slug."""
    return _by(papers, registers.people)


def _by(papers: Papers, slugs: Callable[[Entry], Iterable[str]]) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    for number, paper in papers.items():
        for slug in slugs(paper.facts):
            found.setdefault(slug, set()).add(number)
    return found


def _moves(before: Mapping[str, set[int]], now: Mapping[str, set[int]]) -> Iterator[tuple[str, set[int], set[int]]]:
    """Each slug with the papers that it lost and those that it won."""
    for slug in before.keys() | now.keys():
        old, new = before.get(slug, set()), now.get(slug, set())
        yield slug, old - new, new - old

"""Change the archive that is remembered as some listings changed, without looking at the rest of it.

What comes out is what a merge of all listings would give.  Where a change reaches further than can be seen from
what hangs together with it (an address that two papers want, a tag whose first speller is gone), Afresh is raised,
and the whole is merged again.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from gazette.archive import affected, identity, index, merge
from gazette.archive.affected import Afresh, Closure
from gazette.archive.identity import Key, Mention
from gazette.archive.merge import Rules
from gazette.archive.store import Holdings, Shown
from gazette.archive.store import number as number_of
from gazette.core import urls
from gazette.core.model import Paper
from gazette.core.shift import Shift

Groups = Mapping[Key, Sequence[Mention]]
Papers = Mapping[int, Paper]


@dataclass
class Amended:
    """What a change touched: papers as they were and as they are, by their numbers; days; tags and authors by slugs."""

    old: Papers
    new: Papers
    days: set[date] = field(default_factory=set)
    tags: dict[str, Shift] = field(default_factory=dict)
    authors: set[str] = field(default_factory=set)
    people: set[int] = field(default_factory=set)
    """Papers that are as they were, but an author of theirs has a page now, or has none any more."""

    def __len__(self) -> int:
        return len(self.old.keys() | self.new.keys())


def amend(holdings: Holdings, reached: Closure, rules: Rules) -> Amended:
    """Change the holdings to what they should hold now; gives what that touched."""
    before = identity.identify(reached.mentions(now=False))
    now = identity.identify(reached.mentions(now=True))
    old = dict(zip(reached.numbers, holdings.papers(reached.numbers), strict=True))
    handles = _handles(before), _handles(now)
    if handles[0].keys() != {paper.slug for paper in old.values()}:
        raise Afresh
    _refuse_rivals(holdings, reached, handles)
    tags = index.Tags(holdings, reached, rules)
    made = _papers(reached, before, now, old, rules)
    new = tags.dress(old, {number_of(paper): paper for paper in made})
    renamed = tags.renamed(new)
    done = Amended(
        {n: paper for n, paper in old.items() if new.get(n) != paper} | {n: holdings.paper(n) for n in renamed},
        {n: paper for n, paper in new.items() if old.get(n) != paper} | renamed,
    )
    _shelve(holdings, old, new, done, handles)
    tags.store()
    done.tags = tags.shifts(done.old, done.new)
    done.people = index.authors(holdings, rules, old, new) - done.new.keys()
    done.authors = {*index.wrote(done.old), *index.wrote(done.new)}
    done.days = _days(holdings, reached, new, done)
    return done


def _handles(groups: Groups) -> dict[str, set[int]]:
    """The handles of each paper, by its slug; Afresh where two want one slug, or one has moved."""
    found = {}
    for group in groups.values():
        slug = urls.paper_slug(*identity.strongest(group))
        if slug in found or identity.former(group, ()):
            raise Afresh
        found[slug] = affected.borne(group, slug)
    return found


def _refuse_rivals(holdings: Holdings, reached: Closure, handles: tuple[dict[str, set[int]], ...]) -> None:
    """Afresh if a paper that is not touched bears, wants or once had one of these slugs."""
    slugs = {affected.addressed(slug) for found in handles for slug in found}
    if holdings.bearers(slugs) - reached.numbers:
        raise Afresh


def _papers(reached: Closure, before: Groups, now: Groups, old: Papers, rules: Rules) -> list[Paper]:
    """The papers as they are now, their subjects left open."""
    seats = merge.seats(reached.mentions(now=True), now)
    others = {day for _, day in seats} - reached.whole
    firsts = [_firsts(reached.mentions(now=late), groups, others) for late, groups in ((False, before), (True, now))]
    if firsts[0] != firsts[1]:
        raise Afresh
    ranks = {day: _ranks(old, day) for day in others}
    seats = {(key, day): ranks[day][seat - 1] if day in ranks else seat for (key, day), seat in seats.items()}
    return [
        Paper(
            slug=urls.paper_slug(*identity.strongest(group)),
            guid=identity.guid(group, rules.authority),
            facts=merge.unite(group),
            subjects=(),
            appearances=tuple(merge.appearances(key, group, seats)),
        )
        for key, group in now.items()
    ]


def _firsts(mentions: Iterable[Mention], groups: Groups, days: set[date]) -> dict[date, list[int]]:
    """Of each day, the entries that are the first there to mention their paper; a rank counts these."""
    papers = {id(mention): key for key, group in groups.items() for mention in group}
    met: set[tuple[Key, date]] = set()
    found: dict[date, list[int]] = {day: [] for day in days}
    for mention in mentions:
        seat = papers[id(mention)], mention.listing.day
        if seat[1] in days and seat not in met:
            met.add(seat)
            found[seat[1]].append(id(mention.entry))
    return found


def _ranks(papers: Papers, day: date) -> list[int]:
    return sorted(each.rank for paper in papers.values() for each in paper.appearances if each.day == day)


def _shelve(
    holdings: Holdings, old: Papers, new: Papers, done: Amended, handles: tuple[dict[str, set[int]], ...]
) -> None:
    """Each paper to its place, and the ways to find it."""
    for number, paper in old.items():
        stay = handles[1].get(paper.slug, set()) if number in new and new[number].slug == paper.slug else set()
        holdings.forget(number, handles[0][paper.slug] - stay)
        if number not in new:
            holdings.take_out(number)
    found = [(handle, number) for number, paper in new.items() for handle in handles[1][paper.slug]]
    holdings.shelve(done.new, found)


def _days(holdings: Holdings, reached: Closure, new: Papers, done: Amended) -> set[date]:
    """Put the days right, and give those that were touched, with the neighbours of what came or went."""
    seats: dict[date, dict[int, int]] = {}
    for number, paper in new.items():
        for each in paper.appearances:
            seats.setdefault(each.day, {})[each.rank] = number
    put = []
    for day in reached.whole:
        listings = reached.listings(day, reached.after)
        ranks = seats.get(day, {})
        if listings:
            put.append(Shown(day, tuple(ranks[rank] for rank in sorted(ranks)), *merge.told(listings)))
        else:
            holdings.drop_day(day)
    for day in seats.keys() - reached.whole:
        shown = reached.shown[day]
        numbers = tuple(seats[day].get(rank, number) for rank, number in enumerate(shown.numbers, 1))
        put.append(Shown(day, numbers, shown.notes, shown.origins, shown.quiet))
    holdings.put_days(put)
    touched = {each.day for paper in (*done.old.values(), *done.new.values()) for each in paper.appearances}
    return touched | reached.whole | neighbours(reached.shown.keys(), holdings.days().keys())


def neighbours(before: Iterable[Any], now: Iterable[Any]) -> set[Any]:
    """What came or went, and what is beside it, in one order or the other."""
    rows = sorted(before), sorted(now)
    found: set[Any] = set()
    for each in {*rows[0]} ^ {*rows[1]}:
        for row in rows:
            at = bisect_left(row, each)
            found.update(row[max(0, at - 1) : at + 2])
    return found

"""The papers whose pages name a paper that changed: each leads to those before and after it on its day."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date

from gazette.archive import numbering
from gazette.archive.store import StoredDay
from gazette.core.model import Paper

Papers = Mapping[int, Paper]


def next_to(days: Mapping[date, StoredDay], changed_days: Collection[date], old: Papers, new: Papers) -> set[int]:
    """The numbers of the papers that may have other neighbours than before, or neighbours with another name.

    They are those first listed on a day whose listings changed, and those next to a paper in `old` or `new` that has
    another title, address, day or rank.
    """
    found = {number for day in changed_days if day in days for number in days[day].numbers if _is_first(number, day)}
    for number in old.keys() | new.keys():
        places = {*_places(old.get(number)), *_places(new.get(number))}
        if _name(old.get(number)) == _name(new.get(number)):
            places = {*_places(old.get(number))} ^ {*_places(new.get(number))}
        for day, rank in places:
            if day in days:
                around = days[day].numbers[max(0, rank - 2) : rank + 1]
                found.update(each for each in around if _is_first(each, day))
    return found


def _is_first(number: int, day: date) -> bool:
    return numbering.first_day(number) == day.toordinal()


def _places(paper: Paper | None) -> Iterator[tuple[date, int]]:
    return ((each.day, each.rank) for each in paper.appearances) if paper else iter(())


def _name(paper: Paper | None) -> tuple[object, ...]:
    facts = paper.facts if paper else None
    return (paper.slug, facts.title, facts.marked, bool(facts.withdrawn)) if paper and facts else ()

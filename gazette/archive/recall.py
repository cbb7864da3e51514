"""An archive ↔ what is remembered of it: put away whole after a whole merge, recalled in part after a small change."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from gazette.archive import affected, index, merge, periods, registers, update
from gazette.archive.index import month
from gazette.archive.merge import Gathered, Rules
from gazette.archive.store import RANKS, Holdings, Register, Shelf, Shown, number
from gazette.archive.update import Amended
from gazette.core.model import Archive, Author, Day, Redirect, Subject, Tag, Touched


def put_away(
    holdings: Holdings, gathered: Gathered, merged: Archive, rules: Rules, facts: Mapping[str, Any] | None = None
) -> None:
    """In the place of whatever the holdings held; `facts` are what else should be known of the site."""
    holdings.clear()
    papers = {number(paper): paper for paper in merged.papers}
    groups = zip(gathered.groups.values(), papers.items(), strict=True)
    handles = [(handle, at) for group, (at, paper) in groups for handle in affected.borne(group, paper.slug)]
    holdings.shelve(papers, handles)
    holdings.put_days(_shown(day) for day in merged.days)
    tags: dict[str, array[int]] = {}
    authors: dict[str, array[int]] = {}
    names: dict[str, str] = {}
    for at, paper in papers.items():
        for slug in registers.slugs(paper.facts, rules.words):
            tags.setdefault(slug, array("Q")).append(at)
        for slug, name in registers.people(paper.facts).items():
            authors.setdefault(slug, array("Q")).append(at)
            names.setdefault(slug, name)
    holdings.put_registers("tag", _tags(tags, gathered))
    holdings.put_registers("author", ((slug, Register(names[slug]), held) for slug, held in sorted(authors.items())))
    for name, fact in {**(facts or {}), "moved": merged.moved}.items():
        holdings.put_fact(name, fact)


def _shown(day: Day) -> Shown:
    return Shown(day.date, tuple(map(number, day.papers)), day.notes, day.origins, day.quiet)


def _tags(borne: dict[str, array[int]], gathered: Gathered) -> Iterator[tuple[str, Register, array[int]]]:
    """Also those that are spelt and borne by nobody, for a name is the first speller's."""
    spelt = index.spelt(gathered.listings)
    for slug in sorted(borne.keys() | spelt.keys()):
        place, name = spelt.get(slug, ((), ""))
        held = borne.get(slug, array("Q"))
        yield slug, Register(name, place, dict(Counter(map(month, held)))), held


def recall(holdings: Holdings, rules: Rules, before: Iterable[date], done: Amended) -> Archive:
    """The archive as it is remembered; touched is what `done` says.  `before` are the days that there were."""
    shown = [*holdings.days().values()]
    came = array("Q", [at for day in shown for at in day.numbers if at // RANKS == day.date.toordinal()])
    days = merge.link(Day(day.date, Shelf(holdings, day.numbers), day.notes, day.origins, day.quiet) for day in shown)
    return Archive(
        papers=Shelf(holdings, came),
        days=days,
        tags=tuple(_recall_tags(holdings, rules, done)),
        authors=tuple(_recall_authors(holdings, rules)),
        moved=tuple(Redirect(*each) for each in holdings.fact("moved")),
        touched=_touched(holdings, [*before], [day.date for day in days], done),
    )


def _recall_tags(holdings: Holdings, rules: Rules, done: Amended) -> Iterator[Tag]:
    known = {slug: (count, row) for slug, count, row in holdings.registers("tag", 1)}
    topics = rules.words.topics
    subjects = {
        slug: Subject(topics[slug].name if slug in topics else row.name, slug if count >= rules.tags_minimum else "")
        for slug, (count, row) in known.items()
    }
    for slug, (count, row) in known.items():
        if count >= rules.tags_minimum:
            papers = Shelf(holdings, holdings.numbers("tag", slug))
            parent = registers.parent(slug, subjects, rules.words)
            yield Tag(slug, subjects[slug].name, papers, parent, row.months, done.tags.get(slug))


def _recall_authors(holdings: Holdings, rules: Rules) -> Iterator[Author]:
    for slug, _, row in holdings.registers("author", rules.authors_minimum):
        yield Author(slug, row.name, Shelf(holdings, holdings.numbers("author", slug)))


def _touched(holdings: Holdings, before: list[date], now: list[date], done: Amended) -> Touched:
    people = holdings.papers(sorted(done.people))
    papers = [*done.old.values(), *done.new.values(), *people]
    nouns = {paper.noun for paper in papers} | {f"day {day}" for day in done.days}
    nouns |= {f"tag {slug}" for slug in done.tags} | {f"author {slug}" for slug in done.authors}
    for kind, name in periods.NAMES.items():
        beside = update.neighbours({name(day) for day in before}, {name(day) for day in now})
        nouns |= {f"{kind} {each}" for each in beside | {name(day) for day in done.days}}
    return Touched(frozenset(nouns), (*(done.new[at] for at in sorted(done.new)), *people))

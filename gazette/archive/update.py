"""Merge the listings that changed into the stored archive.

Only papers that the change can affect are merged.  If these cannot be found from the change alone, or if nothing is
stored, every listing is merged, by the same functions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from msgspec.structs import replace

from gazette.archive import affected, identity, index, merge, moves, reader, related, remembered, tags
from gazette.archive.affected import Affected, ListingChanges, Merged, Reach
from gazette.archive.index import IndexChanges
from gazette.archive.merge import Groups, Rules
from gazette.archive.moves import Move
from gazette.archive.numbering import number
from gazette.archive.store import Store, StoredDay
from gazette.core import urls
from gazette.core.model import Archive, Paper, Redirect, Subject

MAX_RENAMED = 5_000
"""If tags are renamed on more papers than this, merging everything is faster."""
Papers = Mapping[int, Paper]
Keys = Mapping[str, set[int]]
"""The keys of papers, by slug."""


class Unbounded(Exception):
    """A change can affect papers that cannot be found without merging everything; the message says why."""


class Updated(NamedTuple):
    """The archive, what the change affects, and why everything was merged; the reason is "" if it was not."""

    archive: Archive
    affected: Affected
    reason: str = ""
    moves: tuple[Move, ...] = ()
    """The papers whose address or feed id changed although no later listing says so."""


def update(store: Store, changes: ListingChanges, rules: Rules, jobs: int = 1) -> Updated:
    """Merge the changes into the store, without writing it."""
    reason = ""
    try:
        if before := store.days():
            merged = _merge(store, affected.reach(store, changes), rules, bounded=True)
            merged = _with_related(store, merged, rules, jobs)
            found = moves.find(merged.old, merged.new, merged.earliest)
            reached = affected.of(store, before, merged, rules)
            remembered.forget(store, reached.refs or ())
            return Updated(reader.read(store, rules), reached, moves=found)
    except Unbounded as unbounded:
        reason = str(unbounded)
    published = store.published()
    store.clear()
    merged = _merge(store, affected.reach_all(changes.all()), rules, bounded=False)
    _with_related(store, merged, rules, jobs)
    archive = reader.read(store, rules)
    found = moves.find(published, merged.new, merged.earliest) if published else ()
    return Updated(archive, affected.everything(archive), reason, found)


def _merge(store: Store, reach: Reach, rules: Rules, bounded: bool) -> Merged:
    """Merge the papers in `reach`; Unbounded if that is not enough, perhaps after the store was changed."""
    groups = identity.identify(reach.before), identity.identify(reach.now)
    old = {each: store.paper(each) for each in sorted(reach.numbers)}
    slugs = [*identity.slugs(groups[1].values())]
    keys = _keys(groups[0], map(_plain_slug, groups[0].values())), _keys(groups[1], slugs)
    if bounded:
        _check_bounded(store, groups, old, keys)
    found = {number(paper): paper for paper in _papers(reach, groups, old, slugs, rules)}
    indexes = {kind: index.update(kind, store, old, found, rules) for kind in index.KINDS}
    for kind in index.WITHOUT_PAGES:
        index.update(kind, store, old, found, rules)
    subject = _subjects(store, rules)
    new: Papers = {each: _with_subjects(paper, subject, rules) for each, paper in found.items()}
    renamed = _renamed(store, indexes["tag"], new, rules)
    changed = {each: paper for each, paper in new.items() if old.get(each) != paper}
    changed |= {each: _with_subjects(store.paper(each), subject, rules) for each in renamed}
    merged = Merged(
        {each: paper for each, paper in old.items() if new.get(each) != paper}
        | {each: store.paper(each) for each in renamed},
        changed,
        _relinked(indexes, rules) - changed.keys(),
        {*reach.listings},
        indexes,
        {each: group[0] for each, group in zip(found, groups[1].values(), strict=True)},
    )
    _put_papers(store, old, new, merged.new, keys)
    if not bounded:
        store.put_moved(Redirect(urls.paper(slug), urls.of(each)) for each in new.values() for slug in each.former)
    _put_days(store, reach, new)
    return merged


def _with_related(store: Store, merged: Merged, rules: Rules, jobs: int) -> Merged:
    """Update the related papers, and add those with others than before to the papers that have other links."""
    if not rules.related:
        return merged
    found = related.update(store, merged.days, merged.old, merged.new, jobs) - merged.new.keys()
    return merged._replace(relinked=merged.relinked | found)


# Bounds.


def _plain_slug(mentions: Any) -> str:
    return urls.paper_slug(*identity.strongest(mentions))


def _keys(groups: Groups, slugs: Iterable[str]) -> dict[str, set[int]]:
    return {slug: affected.keys_of(group, slug) for group, slug in zip(groups.values(), slugs, strict=True)}


def _check_bounded(store: Store, groups: tuple[Groups, Groups], old: Papers, keys: tuple[Keys, Keys]) -> None:
    """Unbounded if two papers would have one address, or one moved, because others may then get other addresses."""
    for papers in groups:
        plain = [*map(_plain_slug, papers.values())]
        if len({*plain}) < len(plain):
            raise Unbounded("two papers would have the same address")
        if any(identity.former_slugs(group, ()) for group in papers.values()):
            raise Unbounded("a paper got an id, and with it another address")
    if keys[0].keys() != {paper.slug for paper in old.values()}:
        raise Unbounded("a paper has another address than its ids give")
    reserved = {affected.slug_key(slug) for each in keys for slug in each}
    if store.with_keys(reserved) - old.keys():
        raise Unbounded("two papers would have the same address")


# Papers.


def _papers(
    reach: Reach, groups: tuple[Groups, Groups], old: Papers, slugs: list[str], rules: Rules
) -> Iterable[Paper]:
    """The papers as they are now, without subjects."""
    ranks = _ranks(reach, groups, old)
    taken = frozenset(slugs)
    for (key, group), slug in zip(groups[1].items(), slugs, strict=True):
        mentioned = [*merge.appearances(key, group, ranks)]
        yield Paper(
            slug=slug,
            guid=identity.guid(group, rules.authority),
            facts=merge.unite(group),
            subjects=(),
            appearances=tuple([each for each in mentioned if each.rank]),
            former=identity.former_slugs(group, taken),
            withdrawals=tuple([each for each in mentioned if not each.rank]),
        )


def _ranks(reach: Reach, groups: tuple[Groups, Groups], old: Papers) -> merge.Ranks:
    """The ranks on the days whose listings changed; on other days a paper keeps its rank."""
    ranks = merge.ranks(reach.now, groups[1])
    others = {mention.listing.day for mention in reach.now} - reach.listings.keys()
    if not others:
        return ranks
    if _first_mentions(reach.before, groups[0], others) != _first_mentions(reach.now, groups[1], others):
        raise Unbounded("a paper has another rank on a day whose listing did not change")
    known = {
        day: sorted(each.rank for paper in old.values() for each in paper.appearances if each.day == day)
        for day in others
    }
    return {(key, day): known[day][rank - 1] if day in known else rank for (key, day), rank in ranks.items()}


def _first_mentions(mentions: Iterable[identity.Mention], groups: Groups, days: set[date]) -> dict[date, list[int]]:
    """The entries of each day that are the first of the day to list a paper."""
    papers = {id(mention): key for key, group in groups.items() for mention in group}
    met: set[tuple[identity.Key, date]] = set()
    found: dict[date, list[int]] = {day: [] for day in days}
    for mention in mentions:
        place = papers[id(mention)], mention.listing.day
        if place[1] in days and place not in met and not merge.is_announcement(mention, groups[place[0]]):
            met.add(place)
            found[place[1]].append(id(mention.entry))
    return found


def _subjects(store: Store, rules: Rules) -> Callable[[str], Subject]:
    return cache(lambda slug: tags.subject(slug, store.index("tag", slug), rules))


def _with_subjects(paper: Paper, subject: Callable[[str], Subject], rules: Rules) -> Paper:
    return replace(paper, subjects=tuple([subject(slug) for slug in tags.of_paper(paper.facts, rules)]))


def _renamed(store: Store, changes: IndexChanges, new: Papers, rules: Rules) -> set[int]:
    """The papers not in `new` with a tag that got another name, or that got or lost its page."""
    found: set[int] = set()
    for slug, (before, now) in changes.items():
        if before.numbers and tags.subject(slug, before, rules) != tags.subject(slug, now, rules):
            found.update(now.numbers)
    found -= new.keys()
    if len(found) > MAX_RENAMED:
        raise Unbounded(f"a tag of more than {MAX_RENAMED:,} papers has another name")
    store.load(found)
    return found


def _relinked(indexes: Mapping[str, IndexChanges], rules: Rules) -> set[int]:
    """The papers of authors and organisations that got or lost a page."""
    others = {kind: changes for kind, changes in indexes.items() if kind != "tag"}
    return {
        each
        for kind, changes in others.items()
        for slug in index.toggled(kind, changes, rules)
        for each in changes[slug].now.numbers
    }


def _put_papers(store: Store, old: Papers, new: Papers, changed: Papers, keys: tuple[Keys, Keys]) -> None:
    for each, paper in old.items():
        same = each in new and new[each].slug == paper.slug
        store.remove_keys(each, keys[0][paper.slug] - (keys[1][paper.slug] if same else set()))
        if each not in new:
            store.remove_paper(each)
    store.put_papers(changed, [(key, each) for each, paper in new.items() for key in keys[1][paper.slug]])


# Days.


def _put_days(store: Store, reach: Reach, new: Papers) -> None:
    before = store.days()
    ranks: dict[date, dict[int, int]] = {}
    withdrawn: dict[date, set[int]] = {}
    for each, paper in new.items():
        for appearance in paper.appearances:
            ranks.setdefault(appearance.day, {})[appearance.rank] = each
        for announcement in paper.withdrawals:
            withdrawn.setdefault(announcement.day, set()).add(each)
    for day, listings in reach.listings.items():
        by_rank = ranks.get(day, {})
        papers = tuple(by_rank[rank] for rank in sorted(by_rank))
        announced = tuple(sorted(withdrawn.get(day, ())))
        store.put_day(day, StoredDay(day, papers, *merge.day_facts(listings), announced) if listings else None)
    for day in (ranks.keys() | withdrawn.keys()) - reach.listings.keys():
        old = before[day]
        papers = tuple(ranks.get(day, {}).get(rank, each) for rank, each in enumerate(old.numbers, 1))
        announced = tuple(sorted({*old.withdrawn}.difference(reach.numbers).union(withdrawn.get(day, ()))))
        store.put_day(day, StoredDay(day, papers, old.notes, old.origins, old.quiet, announced))

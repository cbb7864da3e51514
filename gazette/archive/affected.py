"""Find the papers that a change of listings can affect, and the pages that show them."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from hashlib import blake2b
from itertools import groupby
from typing import Any, NamedTuple

from gazette.archive import (
    affected_digests,
    affected_search,
    affected_trends,
    identity,
    index,
    merge,
    neighbours,
    periods,
    tags,
)
from gazette.archive.identity import Mention
from gazette.archive.index import Change
from gazette.archive.merge import Rules
from gazette.archive.shift import Shift, shift
from gazette.archive.store import Index, Store
from gazette.core import urls
from gazette.core.errors import DamagedCache
from gazette.core.model import Archive, Entry, Listing, Paper, Ref, Subject


class Affected(NamedTuple):
    """The pages to plan: all pages if `refs` is None, otherwise those about `refs` and those about the whole archive.

    `papers` are those whose own pages are affected.  `shifts` are the changes in the lists of tags, by slug.
    """

    refs: frozenset[Ref] | None = None
    papers: Sequence[Paper] = ()
    shifts: Mapping[str, Shift] = {}

    def includes(self, ref: Ref) -> bool:
        return self.refs is None or ref in self.refs

    def keeps(self, tag: str, number: int, length: int) -> bool:
        """Whether a tag's numbered page of `length` papers is unchanged since the last build."""
        return tag in self.shifts and self.shifts[tag].keeps(number, length)


def everything(archive: Archive) -> Affected:
    return Affected(None, archive.papers)


class ListingChanges(NamedTuple):
    """The listings that changed, as they were at the last build and as they are now."""

    before: Sequence[Listing]
    after: Sequence[Listing]
    unchanged: Callable[[str], Listing]
    """Returns the unchanged listing at a path; KeyError if it is not known."""
    all: Callable[[], Sequence[Listing]]
    """Returns every listing as it is now."""


# Keys: hashes of the ids, titles and slugs of a paper.  Papers without a common key cannot become one paper.


def keys_of(mentions: Iterable[Mention], slug: str) -> set[int]:
    """The keys of a paper with these mentions and this slug."""
    mentions = tuple(mentions)
    found = {("slug", slug), ("slug", urls.paper_slug(*identity.strongest(mentions)))}
    found.update(("slug", former) for former in identity.former_slugs(mentions, ()))
    for mention in mentions:
        found.update(mention.ids)
        found.add(("named" if mention.ids else "title", identity.title(mention.entry)[1]))
    return {_key(*each) for each in found}


def shared_keys(entry: Entry) -> set[int]:
    """The keys of every paper that this entry may belong to."""
    ids = identity.keys(entry)
    title = identity.title(entry)[1]
    by_title = {_key("title", title)} if ids else {_key("title", title), _key("named", title)}
    return {_key(*each) for each in ids} | by_title


def slug_key(slug: str) -> int:
    """The key of the papers that have this slug, had it, or would have it if no other paper did."""
    return _key("slug", slug)


def _key(kind: str, value: str) -> int:
    return int.from_bytes(blake2b(f"{kind}:{value}".encode(), digest_size=8).digest(), "little", signed=True)


class Reach(NamedTuple):
    """The papers that a change can affect, with their mentions."""

    listings: Mapping[date, Sequence[Listing]]
    """All listings, as they are now, of the days on which a listing changed; every paper of these days is affected."""
    numbers: set[int]
    """The numbers of the papers at the last build."""
    before: list[Mention]
    now: list[Mention]
    """The mentions of all these papers, in the order of the whole archive; `before` has those of the last build."""


def reach_all(listings: Iterable[Listing]) -> Reach:
    """The reach of a first build."""
    ordered = sorted(listings, key=merge.order)
    by_day = {day: tuple(same) for day, same in groupby(ordered, key=lambda listing: listing.day)}
    return Reach(by_day, set(), [], [Mention(entry, listing) for listing in ordered for entry in listing.entries])


def reach(store: Store, changes: ListingChanges) -> Reach:
    return _Search(store, changes).reach()


Place = tuple[str, int]
"""The path of a listing, and the position of an entry in it."""


class _Search:
    """A search from paper to paper: those with a common key can become one, or were one."""

    def __init__(self, store: Store, changes: ListingChanges) -> None:
        self._store, self._changes = store, changes
        self._days = store.days()
        self._changed = {each.path for each in (*changes.before, *changes.after)}
        self._numbers: set[int] = set()
        self._before: dict[Place, Mention] = {}
        self._now: dict[Place, Mention] = {}

    def reach(self) -> Reach:
        whole = {each.day for each in (*self._changes.before, *self._changes.after)}
        now = {day: self._listings(day, self._changes.after) for day in whole}
        for day in whole:
            self._numbers.update((*stored.numbers, *stored.withdrawn) if (stored := self._days.get(day)) else ())
        waiting = [*self._numbers]
        for day in whole:
            waiting += self._add(self._before, self._listings(day, self._changes.before))
            waiting += self._add(self._now, now[day])
        while waiting:
            number = waiting.pop()
            for day in _days(self._store.paper(number)) - whole:
                if day not in self._days:
                    raise DamagedCache(f"the day {day} is missing")
                same = self._listings(day, ())
                waiting += self._add(self._before, same, number)
                waiting += self._add(self._now, same, number)
        return Reach(now, self._numbers, _sorted(self._before), _sorted(self._now))

    def _listings(self, day: date, changed: Iterable[Listing]) -> list[Listing]:
        """The listings of a day in order: the unchanged ones, and those in `changed`."""
        paths = {origin.path for origin in self._days[day].origins} if day in self._days else set()
        same = [self._changes.unchanged(path) for path in paths - self._changed]
        return sorted([*same, *(each for each in changed if each.day == day)], key=merge.order)

    def _add(self, into: dict[Place, Mention], listings: Iterable[Listing], number: int | None = None) -> Iterator[int]:
        """Add the mentions in some listings, or only those of one paper; yields the papers that this reaches first."""
        for listing in listings:
            for at, entry in enumerate(listing.entries):
                papers = self._store.with_keys(shared_keys(entry)) if (listing.path, at) not in into else set()
                if number is None or number in papers:
                    into.setdefault((listing.path, at), Mention(entry, listing))
                    yield from papers - self._numbers
                    self._numbers |= papers


def _days(paper: Paper) -> set[date]:
    """The days that mention a paper."""
    return {each.day for each in (*paper.appearances, *paper.withdrawals)}


def _sorted(mentions: Mapping[Place, Mention]) -> list[Mention]:
    places = sorted(mentions, key=lambda place: (merge.order(mentions[place].listing), place[1]))
    return [mentions[place] for place in places]


# What a merge affects.


class Merged(NamedTuple):
    """The result of a merge: the papers that changed, by number, as they were and as they are now."""

    old: Mapping[int, Paper]
    new: Mapping[int, Paper]
    relinked: set[int]
    """Other papers that link to an author or an organisation that got or lost a page, or to other related papers."""
    days: set[date]
    """The days whose listings changed."""
    indexes: Mapping[str, index.IndexChanges]
    earliest: Mapping[int, Mention]
    """The first mention of each paper that was merged."""


def of(store: Store, before: Iterable[date], merged: Merged, rules: Rules) -> Affected:
    """What a merge affects; `before` are the days of the last build."""
    near = neighbours.next_to(store.days(), merged.days, merged.old, merged.new) - merged.new.keys()
    relinked = store.papers(sorted(merged.relinked | near))
    papers = [*merged.old.values(), *merged.new.values(), *relinked]
    changed = [*merged.old.values(), *merged.new.values()]
    shifts = _shifts(store, merged, {slug for paper in changed for slug in tags.on_pages(paper.facts, rules)}, rules)
    before, now = [*before], [*store.days()]
    days = merged.days.union(*map(_days, papers[: len(changed)]))
    days |= _neighbours(before, now)
    refs = {paper.ref for paper in papers} | {Ref("day", str(day)) for day in days}
    refs |= {Ref("tag", slug) for slug in shifts}
    for kind in index.KINDS.keys() - {"tag"}:
        refs |= {Ref(kind, slug) for paper in changed for slug in index.KINDS[kind].members(paper, rules)}
    for kind, name in periods.NAMES.items():
        next_to = _neighbours({name(day) for day in before}, {name(day) for day in now})
        refs |= {Ref(kind, each) for each in next_to | {name(day) for day in days}}
    weeks = {ref.name for ref in refs if ref.kind == "week"}
    counted = affected_trends.days(merged.old, merged.new, merged.indexes["tag"])
    refs |= affected_trends.refs(merged.old, merged.new, now, counted, merged.indexes["org"], rules)
    refs |= affected_digests.refs(now, days, weeks, counted)
    refs |= affected_search.refs(before, now, days)
    return Affected(frozenset(refs), (*(merged.new[each] for each in sorted(merged.new)), *relinked), shifts)


def _shifts(store: Store, merged: Merged, slugs: set[str], rules: Rules) -> dict[str, Shift]:
    """The shifts of the tags of changed papers, and of the tags whose pages name a tag that changed."""
    changes = merged.indexes["tag"]
    changed_tags = {
        slug for slug, (was, now) in changes.items() if _subject(slug, was, rules) != _subject(slug, now, rules)
    }
    family = {slug: len(store.index("tag", slug).numbers) for slug in _family(changed_tags, rules)}
    found = {slug: Shift(count, count) for slug, count in family.items() if count}
    changed = sorted(merged.old.keys() | merged.new.keys())
    for slug in slugs:
        numbers = store.index("tag", slug).numbers
        before, now = changes.get(slug, Change(_index(numbers), _index(numbers)))
        found[slug] = shift(before.numbers, now.numbers, changed)
    return found


def _subject(slug: str, entry: Index, rules: Rules) -> Subject | None:
    return tags.subject(slug, entry, rules) if entry.numbers else None


def _index(numbers: array[int]) -> Index:
    return Index("", numbers, {})


def _family(slugs: set[str], rules: Rules) -> set[str]:
    """The topics among these tags, and those above, below and next to them: the page of each names the others."""
    known = rules.words.topics
    topics = slugs & known.keys()
    above = {known[slug].parent for slug in topics} - {""}
    others = {slug for slug, topic in known.items() if topic.parent in above | topics and topic.parent}
    return topics | above | others


def _neighbours(before: Iterable[Any], now: Iterable[Any]) -> set[Any]:
    """What was added or removed, and what is next to it before or now."""
    lists = sorted(before), sorted(now)
    found: set[Any] = set()
    for each in {*lists[0]} ^ {*lists[1]}:
        for some in lists:
            at = bisect_left(some, each)
            found.update(some[max(0, at - 1) : at + 2])
    return found

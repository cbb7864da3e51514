"""The indexes of the archive: its tags, its authors, its organisations.

A row in KINDS is all that an index needs here: how to find a paper's entries in it, and from how many papers on an
entry has a page.  An entry is named as its first paper names it.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Mapping
from operator import attrgetter
from typing import NamedTuple

from gazette.archive import store as stored
from gazette.archive.merge import Rules
from gazette.archive.store import Index, Store
from gazette.config import topics
from gazette.core import urls
from gazette.core.model import Entry, Paper, Subject

Papers = Mapping[int, Paper]
Members = Mapping[str, str]
"""What a paper is indexed under: slugs, and the name that the paper gives to each."""


class Kind(NamedTuple):
    members: Callable[[Entry, Rules], Members]
    minimum: Callable[[Rules], int]
    by_month: bool = False
    """Whether its pages show how many papers each month brought."""


def tags(entry: Entry, rules: Rules) -> Members:
    """The tags of a paper's listings, then the topics that its text earns; a topic goes by the vocabulary's name."""
    words = rules.words
    found = {urls.slug(tag): tag for tag in reversed(entry.tags)}
    slugs = dict.fromkeys((*map(urls.slug, entry.tags), *topics.find(entry, words)))
    return {slug: words.topics[slug].name if slug in words.topics else found[slug] for slug in slugs}


def authors(entry: Entry, _: Rules) -> Members:
    """The authors of a paper, each once."""
    found: dict[str, str] = {}
    for name in entry.authors:
        found.setdefault(urls.author_slug(name), name)
    return found


def orgs(entry: Entry, _: Rules) -> Members:
    return {urls.org_slug(entry.org): entry.org} if entry.org else {}


KINDS = {
    "tag": Kind(tags, attrgetter("tags_minimum"), by_month=True),
    "author": Kind(authors, attrgetter("authors_minimum")),
    "org": Kind(orgs, attrgetter("orgs_minimum")),
}


class Change(NamedTuple):
    """An index entry at the last build and now."""

    before: Index
    now: Index


Changes = dict[str, Change]
"""The changes of one kind of index, by slug."""


def update(kind: str, store: Store, old: Papers, new: Papers, rules: Rules) -> Changes:
    """Index the `new` papers in the place of the `old` ones; returns every entry that one of them is in."""
    was, _ = _listed(kind, old, rules)
    now, names = _listed(kind, new, rules)
    found: Changes = {}
    for slug in was.keys() | now.keys():
        before = store.index(kind, slug)
        numbers = _replaced(before.numbers, was.get(slug, []), now.get(slug, []))
        if not numbers:
            name = ""
        elif slug in now and numbers[0] == now[slug][0]:
            name = names[slug]
        else:
            name = KINDS[kind].members(store.paper(numbers[0]).facts, rules)[slug]
        months = stored.months(numbers) if KINDS[kind].by_month and numbers != before.numbers else before.months
        found[slug] = Change(before, Index(name, numbers, months))
        if found[slug].now != before:
            store.put_index(kind, slug, found[slug].now)
    return found


def _listed(kind: str, papers: Papers, rules: Rules) -> tuple[dict[str, list[int]], dict[str, str]]:
    """The numbers of the papers under each slug, in order, and the name that the first of them gives."""
    found: dict[str, list[int]] = {}
    names: dict[str, str] = {}
    for number in sorted(papers):
        for slug, name in KINDS[kind].members(papers[number].facts, rules).items():
            found.setdefault(slug, []).append(number)
            names.setdefault(slug, name)
    return found, names


def _replaced(numbers: array[int], old: list[int], new: list[int]) -> array[int]:
    """The sorted numbers without those in `old`, with those in `new`."""
    if old == new:
        return numbers
    if not old and (not numbers or numbers[-1] < new[0]):
        return numbers + array("Q", new)
    kept = {*numbers}.difference(old).union(new)
    return array("Q", sorted(kept))


def has_page(kind: str, index: Index, rules: Rules) -> bool:
    return len(index.numbers) >= KINDS[kind].minimum(rules) and bool(index.numbers)


def turned(kind: str, changes: Changes, rules: Rules) -> Iterator[str]:
    """The slugs of entries that got or lost their page."""
    for slug, (before, now) in changes.items():
        if has_page(kind, before, rules) != has_page(kind, now, rules):
            yield slug


def subject(slug: str, index: Index, rules: Rules) -> Subject:
    """A tag as papers show it; without a slug if it has no page."""
    return Subject(index.name, slug if has_page("tag", index, rules) else "")


def parent(slug: str, subjects: Mapping[str, Subject], rules: Rules) -> Subject | None:
    """The topic above a topic, whether or not any paper has it."""
    known = rules.words.topics
    above = known.get(known[slug].parent) if slug in known else None
    return subjects.get(above.slug, Subject(above.name)) if above else None

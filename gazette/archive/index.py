"""The indexes of the archive: the papers of each tag, author and organisation.

KINDS has a row for each kind of index: how to find the slugs of a paper, and how many papers a slug
needs to get a page.  The first paper of a slug gives it its name.  More about tags is in `tags`.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Mapping
from operator import attrgetter
from typing import NamedTuple

from gazette.archive import events, numbering, renamed, tags
from gazette.archive.merge import Rules
from gazette.archive.store import Index, Store
from gazette.archive.tags import Members
from gazette.core import people, urls
from gazette.core.model import Paper

Papers = Mapping[int, Paper]


class Kind(NamedTuple):
    members: Callable[[Paper, Rules], Members]
    minimum: Callable[[Rules], int]
    by_month: bool = False
    """Whether its pages show how many papers appeared in each month."""


def _tags(paper: Paper, rules: Rules) -> Members:
    return tags.on_pages(paper.facts, rules)


def _authors(paper: Paper, _: Rules) -> Members:
    """The authors of a paper, each once."""
    found: dict[str, str] = {}
    for name in people.listed(paper.facts.authors):
        found.setdefault(urls.author_slug(name), name)
    return found


def _orgs(paper: Paper, _: Rules) -> Members:
    org = paper.facts.org
    return {urls.org_slug(org): org} if org else {}


KINDS = {
    "tag": Kind(_tags, attrgetter("tags_minimum"), by_month=True),
    "author": Kind(_authors, attrgetter("authors_minimum")),
    "org": Kind(_orgs, attrgetter("orgs_minimum")),
}


WITHOUT_PAGES = {renamed.index_of(kind): Kind(renamed.members(kind), each.minimum) for kind, each in KINDS.items()}
WITHOUT_PAGES["event"] = Kind(events.months, lambda _: 1)
"""The indexes of slugs that a paper's tags, authors and organisation had by an older rule, and of what happened to
papers in each month."""
_ALL = KINDS | WITHOUT_PAGES


class Change(NamedTuple):
    """The index of one slug at the last build and now."""

    before: Index
    now: Index


IndexChanges = dict[str, Change]
"""The changes of one kind of index, by slug."""


def update(kind: str, store: Store, old: Papers, new: Papers, rules: Rules) -> IndexChanges:
    """Replace the `old` papers by the `new` ones; returns the indexes of every slug that one of them has."""
    was, _ = _listed(kind, old, rules)
    now, names = _listed(kind, new, rules)
    found: IndexChanges = {}
    for slug in was.keys() | now.keys():
        before = store.index(kind, slug)
        numbers = _replaced(before.numbers, was.get(slug, []), now.get(slug, []))
        if not numbers:
            name = ""
        elif slug in now and numbers[0] == now[slug][0]:
            name = names[slug]
        elif numbers[0] not in old and numbers[0] == before.numbers[0]:
            name = before.name
        else:
            name = _ALL[kind].members(store.paper(numbers[0]), rules)[slug]
        months = _months(numbers, before) if _ALL[kind].by_month and numbers != before.numbers else before.months
        found[slug] = Change(before, Index(name, numbers, months))
        if found[slug].now != before:
            store.put_index(kind, slug, found[slug].now)
    return found


def _listed(kind: str, papers: Papers, rules: Rules) -> tuple[dict[str, list[int]], dict[str, str]]:
    """The numbers of the papers with each slug, in order, and the first paper's name for it."""
    found: dict[str, list[int]] = {}
    names: dict[str, str] = {}
    for number in sorted(papers):
        for slug, name in _ALL[kind].members(papers[number], rules).items():
            found.setdefault(slug, []).append(number)
            names.setdefault(slug, name)
    return found, names


def _replaced(numbers: array[int], old: list[int], new: list[int]) -> array[int]:
    """The sorted numbers without those in `old`, with those in `new`."""
    if old == new:
        return numbers
    if not old and (not numbers or numbers[-1] < new[0]):
        return numbers + array("Q", new)
    return array("Q", sorted({*numbers}.difference(old).union(new)))


def _months(numbers: array[int], before: Index) -> Mapping[int, int]:
    """How many papers appeared in each month; of a longer index, only the new numbers are counted."""
    count = len(before.numbers)
    if numbers[:count] != before.numbers:
        return numbering.months(numbers)
    found = dict(before.months)
    for month, more in numbering.months(numbers[count:]).items():
        found[month] = found.get(month, 0) + more
    return found


def has_page(kind: str, index: Index, rules: Rules) -> bool:
    return len(index.numbers) >= KINDS[kind].minimum(rules) and bool(index.numbers)


def toggled(kind: str, changes: IndexChanges, rules: Rules) -> Iterator[str]:
    """The slugs that got or lost their page."""
    for slug, (before, now) in changes.items():
        if has_page(kind, before, rules) != has_page(kind, now, rules):
            yield slug

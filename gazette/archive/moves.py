"""Papers whose address or feed id changed although no later listing says so, because an entry was edited in place.

If somebody adds an id to the only entry of a paper, the listings no longer say what the paper was called before.  The
archive of the last build does, as long as the cache has it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from difflib import SequenceMatcher
from typing import NamedTuple

from msgspec import Struct

from gazette.archive import identity
from gazette.archive.identity import Mention
from gazette.core import urls
from gazette.core.model import Paper

ALIKE = 0.8
"""How similar two titles must be, from 0 to 1, to be one title before and after a correction."""


class Titled(Struct, array_like=True, gc=False):
    """The first field of an Entry."""

    title: str


class Published(Struct, array_like=True, gc=False):
    """The first fields of a Paper, which is all that is read of the papers of the last build."""

    slug: str
    guid: str
    facts: Titled


class Move(NamedTuple):
    """A paper as it was published, and as it is now; its slug, its guid or both differ."""

    before: Published | Paper
    now: Paper
    earliest: Mention
    joined: bool
    """Whether another paper with the guid was published, and the two are one now."""


def find(
    before: Mapping[int, Published | Paper], now: Mapping[int, Paper], earliest: Mapping[int, Mention]
) -> tuple[Move, ...]:
    """The papers that moved.  All arguments are by the papers' numbers, which stand for their first days and ranks.

    `earliest` has the first mentions of at least the papers that were merged.
    A paper is found again by its guid, by its address, by its title, or at its place if the title is similar.
    """
    numbers = {_id(paper): number for number, paper in now.items()}
    found = {number: numbers[_id(paper)] for number, paper in before.items() if _id(paper) in numbers}
    left = {number: now[number] for number in now.keys() - found.values()}
    published = {*found.values()}
    by_slug, by_title = _unique(left, _slug), _unique(left, _title)
    for number, paper in before.items():
        if number not in found:
            same = by_slug.get(paper.slug, by_title.get(_title(paper)) if left else None)
            if same not in left and number in now and _alike(paper, now[number], earliest[number], number in left):
                same = number
            if same is not None and same in now:
                found[number] = same
                left.pop(same, None)
    pairs = ((before[number], at) for number, at in sorted(found.items()))
    return tuple(Move(old, now[at], earliest[at], at in published) for old, at in pairs if _differ(old, now[at]))


def _differ(before: Published | Paper, now: Paper) -> bool:
    return before.slug != now.slug or _id(before) != _id(now)


def _id(paper: Published | Paper) -> str:
    """What a guid says besides the authority, which a setting changes for all papers at once."""
    return paper.guid.split(":", 2)[2]


def _slug(paper: Published | Paper) -> str:
    return paper.slug


def _title(paper: Published | Paper) -> str:
    return urls.slug(paper.facts.title)


def _alike(before: Published | Paper, now: Paper, earliest: Mention, new: bool) -> bool:
    """Whether the titles are similar; equal, if the paper that is there now is not new but was published elsewhere."""
    titles = _title(now), urls.slug(earliest.entry.title)
    least = ALIKE if new else 1.0
    return any(SequenceMatcher(None, _title(before), each, autojunk=False).ratio() >= least for each in titles)


def _unique(papers: Mapping[int, Paper], name: Callable[[Paper], str]) -> dict[str, int]:
    """The numbers of the papers by names that only one of them has."""
    found: dict[str, list[int]] = {}
    for number, paper in papers.items():
        found.setdefault(name(paper), []).append(number)
    return {each: numbers[0] for each, numbers in found.items() if len(numbers) == 1}


def feed_ids(move: Move) -> tuple[str, str]:
    """The part of the guid that says which paper it is, as it was and as it is."""
    return _id(move.before), _id(move.now)


def new_addresses(lost: Collection[str], moves: Iterable[Move], papers: Iterable[Paper]) -> dict[str, str]:
    """The new addresses of lost ones: those of papers that moved, or that have an id or a title which gives the old."""
    lost = [*filter(urls.may_be_known, lost)]
    found = {urls.paper(move.before.slug): urls.of(move.now) for move in moves}
    names = {path: {found[path]} if path in found else set() for path in lost}
    if not all(names.values()):
        for paper in papers:
            for slug in identity.possible_slugs(paper.facts):
                if (path := urls.paper(slug)) in names and path not in found:
                    names[path].add(urls.of(paper))
    return {path: min(new) for path, new in names.items() if len(new) == 1}

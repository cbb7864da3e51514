"""Redirects from the pages of tags, authors and organisations whose slugs a newer rule changed.

They follow from the listings alone: an index has the papers of each old slug, and so whether it had a page. If another
page has the address now, there is no redirect.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from gazette.archive.merge import Rules
from gazette.archive.store import Store
from gazette.core import people, urls
from gazette.core.model import Author, Entry, Org, Paper, PaperGroup, Redirect, Tag


class Renamed(NamedTuple):
    """How to find the old slugs of a paper, each with the name that had it, and what the slug of a name is now."""

    thing: type[Tag] | type[Author] | type[Org]
    members: Callable[[Entry, Rules], Mapping[str, str]]
    slug: Callable[[str], str]


def _tags(entry: Entry, _: Rules) -> dict[str, str]:
    return {old: tag for tag in reversed(entry.tags) if (old := urls.old_slug(tag)) != urls.tag_slug(tag)}


def _authors(entry: Entry, _: Rules) -> dict[str, str]:
    names = [name for name in people.listed(entry.authors) if not name.isascii()]  # all others have the same slug
    names.reverse()  # so the first counts
    return {old: name for name in names if (old := urls.old_author_slug(name)) != urls.author_slug(name)}


def _orgs(entry: Entry, _: Rules) -> dict[str, str]:
    if not entry.org or entry.org.isascii():
        return {}
    old = urls.old_slug(entry.org)
    return {old: entry.org} if old != urls.org_slug(entry.org) else {}


KINDS = {
    "tag": Renamed(Tag, _tags, urls.tag_slug),
    "author": Renamed(Author, _authors, urls.author_slug),
    "org": Renamed(Org, _orgs, urls.org_slug),
}


def members(kind: str) -> Callable[[Paper, Rules], Mapping[str, str]]:
    """A function from a paper to its old slugs of a kind, each with its name."""
    return lambda paper, rules: KINDS[kind].members(paper.facts, rules)


def index_of(kind: str) -> str:
    """The name of the index of old slugs."""
    return f"old {kind}"


def redirects(kind: str, store: Store, minimum: int, things: Iterable[PaperGroup]) -> Iterator[Redirect]:
    """From the pages and feeds that old slugs had to those of the things, which have pages now."""
    renamed = KINDS[kind]
    slugs = {each.slug for each in things}
    for old, name, *_ in store.names(index_of(kind), max(1, minimum)):
        new = renamed.slug(name)
        if new in slugs and old not in slugs:
            before, now = renamed.thing(old, name, ()), renamed.thing(new, name, ())
            yield Redirect(urls.of(before), urls.of(now))
            yield Redirect(urls.feed(before), urls.feed(now))

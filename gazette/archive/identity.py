"""Which entries are one paper, and what it is called for ever.

Two entries are one paper if they share an id (`id`, arXiv, DOI, OpenReview, ACL).  An
entry without any is known by its title, and joins the identified paper that bears this
title if there is exactly one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from operator import attrgetter

from gazette.core import urls
from gazette.core.model import Entry, Listing

LONGEST = 300  # a guid stands in one line of a feed, and mail servers refuse a line of 998 bytes
IDS = ("id", "arxiv", "doi", "openreview", "acl")

Key = tuple[str, str]
"""A kind of id, or "title", and what it is."""


class Mention:
    """An entry, the listing it stands in, and its ids, the strongest first."""

    __slots__ = ("entry", "ids", "listing")

    def __init__(self, entry: Entry, listing: Listing) -> None:
        self.entry, self.listing = entry, listing
        self.ids = keys(entry)


def keys(entry: Entry) -> tuple[Key, ...]:
    """The ids of an entry, the strongest first."""
    return tuple([key for key in zip(IDS, _ids(entry), strict=True) if key[1]])


_ids = attrgetter(*IDS)


def title(entry: Entry) -> Key:
    """Titles that make one slug are one title."""
    return ("title", urls.slug(entry.title))


def identify(mentions: Iterable[Mention]) -> dict[Key, list[Mention]]:
    """The mentions of each paper, in the order given; the papers as they first came."""
    mentions = list(mentions)
    parents: dict[Key, Key] = {}
    bearers: dict[Key, set[Key]] = defaultdict(set)
    for mention in mentions:
        for key in mention.ids:
            parents[_root(parents, key)] = _root(parents, mention.ids[0])
    if not all(mention.ids for mention in mentions):  # or else nobody asks who bears a title
        for mention in mentions:
            if mention.ids:
                bearers[title(mention.entry)].add(mention.ids[0])
    papers: dict[Key, list[Mention]] = {}
    for mention in mentions:
        key = _root(parents, mention.ids[0]) if mention.ids else _by_title(mention.entry, parents, bearers)
        papers.setdefault(key, []).append(mention)
    return papers


def _root(parents: dict[Key, Key], key: Key) -> Key:
    """The key that stands for all that were joined with this one."""
    while parents.setdefault(key, key) != key:
        parents[key] = key = parents[parents[key]]
    return key


def _by_title(entry: Entry, parents: dict[Key, Key], bearers: dict[Key, set[Key]]) -> Key:
    roots = {_root(parents, key) for key in bearers.get(title(entry), ())}
    return roots.pop() if len(roots) == 1 else title(entry)


def addresses(papers: Iterable[Sequence[Mention]]) -> Iterator[str]:
    """A slug for each paper; where two would bear the same, the one that came first does."""
    taken: set[str] = set()
    for mentions in papers:
        kind, held = strongest(mentions)
        slug, salt = urls.paper_slug(kind, held), f"{kind}:{held}"
        while slug in taken:
            slug, salt = urls.distinct_slug(slug, salt), f"{salt}+"
        taken.add(slug)
        yield slug


def strongest(mentions: Sequence[Mention]) -> Key:
    """What a paper is known by best: the strongest of its ids, else its title as it was first spelt."""
    known = [key for mention in mentions for key in mention.ids]
    if not known:
        return ("title", mentions[0].entry.title)
    return min(known, key=lambda key: IDS.index(key[0])) if len(known) > 1 else known[0]


def former(mentions: Sequence[Mention], taken: Container[str]) -> str:
    """The slug of a paper that was known by its title before it learnt an id; "" if another bears it, or none did."""
    if mentions[0].ids or not any(mention.ids for mention in mentions):
        return ""
    slug = urls.slug(mentions[0].entry.title)
    return "" if slug in taken else slug


def guid(mentions: Sequence[Mention], authority: str) -> str:
    """A `tag:` URI of the paper's own `id`, else of what it was known by in its earliest listing.

    So neither a new title nor a new address nor an id learnt later makes it another.
    """
    own = next((mention.entry.id for mention in mentions if mention.entry.id), "")
    earliest = mentions[0]
    kind, held = ("id", own) if own else earliest.ids[0] if earliest.ids else title(earliest.entry)
    part = urls.quoted(held)
    if len(part) > LONGEST:
        part = urls.distinct_slug(urls.slug(held), held)
    return f"tag:{authority}:{kind}:{part}"

"""Which entries are the same paper, and the paper's address and guid, which do not change.

Two entries are the same paper if they share an id (`id`, arXiv, DOI, OpenReview, ACL).  An entry without an id is the
paper with an id that has the same title, if exactly one has it.  Entries without ids and with the same title are one
paper.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from operator import attrgetter

from gazette.core import urls
from gazette.core.model import Entry, Listing

MAX_GUID_LENGTH = 300  # a guid is on one line of a feed, and mail servers refuse lines of more than 998 bytes
IDS = ("id", "arxiv", "doi", "openreview", "acl")

Key = tuple[str, str]
"""One of IDS or "title", and the value."""


class Mention:
    """An entry with its listing and its ids, the strongest first."""

    __slots__ = ("entry", "ids", "listing")

    def __init__(self, entry: Entry, listing: Listing) -> None:
        self.entry, self.listing = entry, listing
        self.ids = keys(entry)


def keys(entry: Entry) -> tuple[Key, ...]:
    """The ids of an entry, the strongest first."""
    return tuple([key for key in zip(IDS, _ids(entry), strict=True) if key[1]])


_ids = attrgetter(*IDS)


def title(entry: Entry) -> Key:
    """The title as a key; titles with the same slug have the same key."""
    return ("title", urls.slug(entry.title))


def identify(mentions: Iterable[Mention]) -> dict[Key, list[Mention]]:
    """Group mentions by paper: a key of each paper, and its mentions in the given order; papers by first mention."""
    mentions = list(mentions)
    parents: dict[Key, Key] = {}
    by_title: dict[Key, set[Key]] = defaultdict(set)
    for mention in mentions:
        for key in mention.ids:
            parents[_root(parents, key)] = _root(parents, mention.ids[0])
    if not all(mention.ids for mention in mentions):  # otherwise no title is looked up
        for mention in mentions:
            if mention.ids:
                by_title[title(mention.entry)].add(mention.ids[0])
    papers: dict[Key, list[Mention]] = {}
    for mention in mentions:
        key = _root(parents, mention.ids[0]) if mention.ids else _find_title(mention.entry, parents, by_title)
        papers.setdefault(key, []).append(mention)
    return papers


def _root(parents: dict[Key, Key], key: Key) -> Key:
    """The key that represents all keys of the same paper (union-find)."""
    while parents.setdefault(key, key) != key:
        parents[key] = key = parents[parents[key]]
    return key


def _find_title(entry: Entry, parents: dict[Key, Key], by_title: dict[Key, set[Key]]) -> Key:
    roots = {_root(parents, key) for key in by_title.get(title(entry), ())}
    return roots.pop() if len(roots) == 1 else title(entry)


def slugs(papers: Iterable[Sequence[Mention]]) -> Iterator[str]:
    """A slug for each paper; if two papers would have the same, the later one gets another."""
    taken: set[str] = set()
    for mentions in papers:
        kind, value = strongest(mentions)
        slug, salt = urls.paper_slug(kind, value), f"{kind}:{value}"
        while slug in taken:
            slug, salt = urls.distinct_slug(slug, salt), f"{salt}+"
        taken.add(slug)
        yield slug


def strongest(mentions: Sequence[Mention]) -> Key:
    """The strongest id of a paper or, if it has none, its first title as written."""
    known = [key for mention in mentions for key in mention.ids]
    if not known:
        return ("title", mentions[0].entry.title)
    return min(known, key=lambda key: IDS.index(key[0])) if len(known) > 1 else known[0]


def former_slug(mentions: Sequence[Mention], taken: Container[str]) -> str:
    """The slug that a paper had from its title before a listing gave it an id, or by an older rule for slugs.

    It is "" if the paper had no other slug, or if it is `taken`.
    """
    if mentions[0].ids or not any(mention.ids for mention in mentions):
        kind, value = strongest(mentions)
        slug = "" if value.isascii() else urls.old_paper_slug(kind, value)
        slug = "" if slug == urls.paper_slug(kind, value) else slug
    else:
        slug = urls.slug(mentions[0].entry.title)
    return "" if slug in taken else slug


def guid(mentions: Sequence[Mention], authority: str) -> str:
    """A `tag:` URI with the paper's `id` or, without one, the strongest id or the title in its first listing.

    So a new title, a new address or an id that is found later does not change it.
    """
    own = next((mention.entry.id for mention in mentions if mention.entry.id), "")
    earliest = mentions[0]
    kind, value = ("id", own) if own else earliest.ids[0] if earliest.ids else ("title", "")
    value = value or urls.old_slug(earliest.entry.title)  # a newer rule for slugs does not change it
    part = urls.quoted(value)
    if len(part) > MAX_GUID_LENGTH:
        part = urls.distinct_slug(urls.old_slug(value), value)
    return f"tag:{authority}:{kind}:{part}"

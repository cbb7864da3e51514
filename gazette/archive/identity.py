"""Which entries are the same paper, and the paper's address and guid, which do not change.

Two entries are the same paper if they share an id (`id`, arXiv, DOI, OpenReview, ACL).  An entry without an id is the
paper with an id that has the same title, if exactly one has it.  Entries without ids and with the same title are one
paper.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
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
    by_title: dict[Key, list[Key]] = defaultdict(list)
    for mention in mentions:
        for key in mention.ids:
            parents[_root(parents, key)] = _root(parents, mention.ids[0])
    if not all(mention.ids for mention in mentions):  # otherwise no title is looked up
        for mention in mentions:
            if mention.ids:
                by_title[title(mention.entry)].append(mention.ids[0])
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


def _find_title(entry: Entry, parents: dict[Key, Key], by_title: Mapping[Key, list[Key]]) -> Key:
    """The root of the only paper with an id that has an entry's title, or else the title."""
    name = title(entry)
    keys = by_title.get(name)
    if not keys:
        return name
    root = _root(parents, keys[0])
    while len(keys) > 1:
        if _root(parents, keys[-1]) != root:
            return name
        keys.pop()  # it says what the first says
    return root


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


def possible_slugs(entry: Entry) -> Iterator[str]:
    """The slugs that a paper with this title and these ids has, or would have without some of them."""
    return (urls.paper_slug(*key) for key in (*keys(entry), ("title", entry.title)))


def former_slugs(mentions: Sequence[Mention], taken: Container[str]) -> tuple[str, ...]:
    """The slugs that a paper had before a later listing gave it an id, or a stronger one, or by an older rule.

    If a listing joined two papers, this has the slugs of both.  Slugs that are `taken` are left out.
    """
    first = mentions[0].ids
    kind, value = strongest(mentions)
    keys: Iterable[Key] = _strongest_so_far(mentions)
    if len(mentions) == 1 or (first and all(mention.ids[:1] == first[:1] for mention in mentions)):
        if value.isascii():
            return ()
        keys = ()
    now = urls.paper_slug(kind, value)
    found = [*(urls.paper_slug(*key) for key in keys), *(() if value.isascii() else [urls.old_paper_slug(kind, value)])]
    return tuple(slug for slug in dict.fromkeys(found) if slug != now and slug not in taken)


def _strongest_so_far(mentions: Iterable[Mention]) -> Iterator[Key]:
    """For each mention of one paper, `strongest` of those up to it that were known to be the same paper."""
    parents: dict[Key, Key] = {}
    found: dict[Key, tuple[int, int, Key]] = {}  # by the root of the keys: the strength, the position and the key
    by_title: dict[Key, list[Key]] = defaultdict(list)
    titles: set[Key] = set()  # of entries without ids
    for at, mention in enumerate(mentions):
        name = title(mention.entry)
        if mention.ids:
            own = min((IDS.index(key[0]), at, key) for key in mention.ids)
            named = name in parents and found[_root(parents, name)][0] == len(IDS)  # a paper with only this title
            keys = [*mention.ids, name] if named else [*mention.ids]
            by_title[name].append(mention.ids[0])
        else:
            own = (len(IDS), at, ("title", mention.entry.title))
            keys = [_find_title(mention.entry, parents, by_title)]
        root = _root(parents, keys[0])
        for each in [_root(parents, key) for key in keys]:
            own = min(own, found.pop(each, own))
            parents[each] = root
        found[root] = own
        yield own[2]
        titles.update(() if mention.ids else [name])
        if name in titles and _find_title(mention.entry, parents, by_title) == name:
            yield name  # two papers had this title, and the entries that have only the title were a third


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

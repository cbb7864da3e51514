"""Join two snapshots of a day's list, for example of the morning and of the evening.

Nothing is dropped or replaced: new papers are added, empty fields are filled, and the greater votes, comments and stars
are kept.  A listing whose `order` is "votes" is sorted by votes, so the order of the snapshots makes no difference.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from msgspec.structs import replace

from gazette.archive import identity
from gazette.archive.identity import Mention
from gazette.archive.merge import COUNTS
from gazette.core.model import BY_VOTES, Entry, Listing, known

_HEAD = ("source", "url", "curator", "license", "order", "note", "extra")
_ENTRY = tuple(name for name in Entry.__struct_fields__ if name not in ("title", "marked", "line"))


def join(old: Listing, new: Listing) -> Listing:
    """The listing `old` with what only `new`, a listing of the same day, has."""
    mentions = [Mention(entry, each) for each in (old, new) for entry in each.entries]
    groups = identity.identify(mentions).values()
    entries = [_joined([mention.entry for mention in group]) for group in groups]
    head: dict[str, Any] = {name: getattr(old, name) or getattr(new, name) for name in _HEAD}
    return ordered(replace(old, entries=tuple(entries), quiet=old.quiet and not entries, **head))


def ordered(listing: Listing) -> Listing:
    """The listing sorted by votes, if that is its order; entries with equal votes are sorted by their ids."""
    if listing.order != BY_VOTES:
        return listing
    return replace(listing, entries=tuple(sorted(listing.entries, key=_sort_key)))


def _sort_key(entry: Entry) -> tuple[int, tuple[identity.Key, ...], str]:
    return -(entry.votes or 0), identity.keys(entry), entry.title


def _joined(entries: Iterable[Entry]) -> Entry:
    """The first entry, with what only the others have."""
    first, *others = entries
    found: dict[str, Any] = {}
    for name in _ENTRY:
        values = [value for each in (first, *others) if known(value := getattr(each, name))]
        if values:
            found[name] = max(values) if name in COUNTS else values[0]
    return replace(first, **found)

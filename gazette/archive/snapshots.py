"""What another look at a day adds to its listing: a second snapshot, a capture, a late import.

Nothing is dropped and no word is replaced.  Papers that were not there are added, fields that
were empty are filled, and counts (votes, comments, stars) grow to the greater.  A listing whose
`order` is votes is put in that order again; so snapshots end the same in whatever order they come.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from msgspec.structs import replace

from gazette.archive import identity
from gazette.archive.identity import Mention
from gazette.archive.merge import COUNTS
from gazette.core.model import Entry, Listing, known

BY_VOTES = "votes"
_HEAD = ("source", "url", "curator", "license", "order", "note", "extra")
_ENTRY = tuple(name for name in Entry.__struct_fields__ if name not in ("title", "marked", "line"))


def join(old: Listing, new: Listing) -> Listing:
    """The listing `old` with what `new`, of the same day, knows beyond it."""
    mentions = [Mention(entry, each) for each in (old, new) for entry in each.entries]
    groups = identity.identify(mentions).values()
    entries = [_joined([mention.entry for mention in group]) for group in groups]
    head: dict[str, Any] = {name: getattr(old, name) or getattr(new, name) for name in _HEAD}
    return ordered(replace(old, entries=tuple(entries), quiet=old.quiet and not entries, **head))


def ordered(listing: Listing) -> Listing:
    """By votes where the listing says so; what has as many stands by its id."""
    if listing.order != BY_VOTES:
        return listing
    return replace(listing, entries=tuple(sorted(listing.entries, key=_place)))


def _place(entry: Entry) -> tuple[int, tuple[identity.Key, ...], str]:
    return -(entry.votes or 0), identity.keys(entry), entry.title


def _joined(entries: Iterable[Entry]) -> Entry:
    """The first entry, with what the others know beyond it."""
    first, *others = entries
    found: dict[str, Any] = {}
    for name in _ENTRY:
        held = [value for each in (first, *others) if known(value := getattr(each, name))]
        if held:
            found[name] = max(held) if name in COUNTS else held[0]
    return replace(first, **found)

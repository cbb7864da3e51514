"""Add what a newer answer of a source says to a day's listing, without changing what was published or written.

Counts grow, absent fields are filled, and late papers follow at the end, in the order of the answer.  Everything else
stays: a paper that the answer lacks, the order, and every value that the listing has.
"""

from __future__ import annotations

from functools import reduce
from typing import Any

from msgspec.structs import replace

from gazette.archive import identity
from gazette.archive.identity import Mention
from gazette.archive.merge import COUNTS
from gazette.core.model import Entry, Listing, known

FILLED = tuple(
    name for name in Entry.__struct_fields__ if name not in {*COUNTS, "title", "extra", "note", "marked", "line"}
)
"""The fields that an answer may fill if the listing has none."""


def refresh(listing: Listing, answer: Listing, added: str) -> Listing:
    """The listing with what the answer adds; `added` is the minute at which late papers were added."""
    ours = {id(entry) for entry in listing.entries}
    mentions = [Mention(entry, each) for each in (listing, answer) for entry in each.entries]
    newer: dict[int, Entry] = {}
    late: list[Entry] = []
    for group in identity.identify(mentions).values():
        entries = [mention.entry for mention in group]
        mine = [entry for entry in entries if id(entry) in ours]
        theirs = [entry for entry in entries if id(entry) not in ours]
        if mine and theirs:
            newer[id(mine[0])] = reduce(_united, theirs, mine[0])
        elif theirs:
            late.append(replace(theirs[0], added=added))
    entries = [newer.get(id(entry), entry) for entry in listing.entries]
    return replace(listing, entries=(*entries, *late), quiet=listing.quiet and not late)


def _united(ours: Entry, theirs: Entry) -> Entry:
    found: dict[str, Any] = {}
    for name in COUNTS:
        counts = [count for entry in (ours, theirs) if (count := getattr(entry, name)) is not None]
        found[name] = max(counts) if counts else None
    for name in FILLED:
        if not known(getattr(ours, name)) and known(value := getattr(theirs, name)):
            found[name] = value
    return replace(ours, **found)

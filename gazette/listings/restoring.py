"""Listings whose mangled mathematics is restored, where somebody asks: else a listing keeps its source's words."""

from __future__ import annotations

from msgspec import structs

from gazette import tex
from gazette.core.model import Entry, Listing


def of(listing: Listing) -> Listing:
    """The listing with each formula that can be restored between `$`."""
    return structs.replace(listing, entries=tuple(map(_entry, listing.entries)))


def lines(listing: Listing) -> list[str]:
    """The abstracts of a listing so restored, each in a line of its own."""
    return [" ".join(map(tex.restore_formulas, entry.abstract)) for entry in listing.entries if entry.abstract]


def _entry(entry: Entry) -> Entry:
    """A paper that is known by its title alone keeps it as it is, for its address comes from it."""
    known = entry.id or entry.arxiv or entry.doi or entry.openreview or entry.acl
    return structs.replace(
        entry,
        title=tex.restore_formulas(entry.title) if known else entry.title,
        abstract=tuple(map(tex.restore_formulas, entry.abstract)),
        summary=tex.restore_formulas(entry.summary),
    )

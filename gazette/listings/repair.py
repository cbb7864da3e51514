"""Repairs that a person asks for: damaged API responses when they are imported, and formulas without their markup."""

from __future__ import annotations

import ast
import json
import warnings

from msgspec import structs

from gazette import tex
from gazette.core.model import Entry, Listing

MAX_ROW = 1_000_000


def response(written: str) -> str:
    """The API's response as it was sent; `written` itself if it is not damaged in a known way.

    Two kinds of damage occur: each row is a string as Python prints a dict, and the list is wrapped in a
    mapping, under `data`.
    """
    try:
        found = json.loads(written)
        rows = found["data"] if isinstance(found, dict) and isinstance(found.get("data"), list) else found
        damaged = isinstance(rows, list) and (rows is not found or any(isinstance(row, str) for row in rows))
        return json.dumps([_row(row) for row in rows], indent=1) if damaged else written
    except (ValueError, TypeError, SyntaxError, RecursionError, MemoryError):
        return written


def _row(row: object) -> object:
    if not isinstance(row, str) or len(row) >= MAX_ROW:
        return row
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Python's compiler warns of backslashes in texts
        return ast.literal_eval(row)


def formulas(listing: Listing) -> Listing:
    """The listing with each formula that can be restored between `$`; editors' notes stay as they are."""
    return structs.replace(listing, entries=tuple(map(_entry, listing.entries)))


def _entry(entry: Entry) -> Entry:
    # The address of a paper without an id comes from its title, so that the title must not change.
    has_id = entry.id or entry.arxiv or entry.doi or entry.openreview or entry.acl
    return structs.replace(
        entry,
        title=tex.restore_formulas(entry.title) if has_id else entry.title,
        abstract=tuple(map(tex.restore_formulas, entry.abstract)),
        summary=tex.restore_formulas(entry.summary),
    )


def abstracts(listing: Listing) -> list[str]:
    """The abstracts of a listing with their formulas restored, each on one line."""
    return [" ".join(map(tex.restore_formulas, entry.abstract)) for entry in listing.entries if entry.abstract]

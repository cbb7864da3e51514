"""A day's papers from Hugging Face's API, all pages of them."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from gazette.archive import identity
from gazette.core.model import Entry, Listing
from gazette.fetching import answers
from gazette.fetching.client import NOT_KNOWN, Client
from gazette.fetching.state import Validators

LIMIT = 100
"""Rows of a page, the most that the API gives."""
MAX_PAGES = 20


def url(base: str, day: date, page: int = 0) -> str:
    return f"{base}/api/daily_papers?date={day}&limit={LIMIT}" + (f"&p={page}" if page else "")


def fetch(client: Client, base: str, day: date, known: Validators) -> tuple[Listing | None, Validators] | None:
    """The day's listing, or None in its place if the day has no papers; None if nothing changed since `known`.

    Raises FetchError or BadAnswer.
    """
    first = client.get(url(base, day), known)
    if first.body is None:
        return None
    listing = answers.read(first.body, first.kind, day)
    full, validators = listing, first.validators
    for page in range(1, MAX_PAGES):
        if not listing or len(listing.entries) < LIMIT:
            return full, validators
        answer = client.get(url(base, day, page))
        listing, validators = answers.read(answer.body or b"", answer.kind, day), NOT_KNOWN
        if full and listing:
            full = replace(full, entries=_each_once((*full.entries, *listing.entries)))
    raise answers.BadAnswer(f"the answer has more than {MAX_PAGES * LIMIT:,} papers")


def _each_once(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    return tuple({identity.keys(entry)[:1] or (identity.title(entry),): entry for entry in entries}.values())

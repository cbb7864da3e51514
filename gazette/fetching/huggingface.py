"""A day's papers from Hugging Face's API, all pages of them."""

from __future__ import annotations

import json
from datetime import date

from msgspec.structs import replace

from gazette.archive import identity
from gazette.core.model import Entry, Listing
from gazette.fetching import answers
from gazette.fetching.client import NOT_KNOWN, Answer, Client
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
    full, answer, validators = answers.read(first.body, first.kind, day), first, first.validators
    for page in range(1, MAX_PAGES):
        if not full or not _is_full(answer):
            return full, validators
        answer, validators = client.get(url(base, day, page)), NOT_KNOWN
        listing = answers.read(answer.body or b"", answer.kind, day)
        if listing:
            united = replace(full, entries=_each_once((*full.entries, *listing.entries)))
            if len(united.entries) == len(full.entries):
                raise answers.BadAnswer(f"page {page + 1} of the answer repeats the pages before it")
            full = united
    raise answers.BadAnswer(f"the answer has more than {MAX_PAGES * LIMIT:,} papers")


def _is_full(answer: Answer) -> bool:
    """Whether more may follow: there are as many rows as were asked for. An answer with more is a plain file."""
    body = answer.body or b""
    return body.strip() not in answers.NO_ROWS and len(json.loads(body)) == LIMIT


def _each_once(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    return tuple({identity.keys(entry)[:1] or (identity.title(entry),): entry for entry in entries}.values())

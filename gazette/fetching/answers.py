"""Decide whether an answer of Hugging Face's API may be used: it never replaces data with nothing or with rubbish."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from gazette.archive import identity
from gazette.core import digest
from gazette.core.errors import Report, counted, shown
from gazette.core.model import Entry, Listing, Trust
from gazette.listings.importers import huggingface
from gazette.sources.files import SourceFile

REQUIRED: dict[str, Callable[[Entry], object]] = {
    "id": lambda entry: entry.arxiv or entry.id,
    "abstract": lambda entry: entry.abstract,
    "authors": lambda entry: entry.authors,
    "date": lambda entry: entry.published,
    "votes": lambda entry: entry.votes is not None,
}
"""What every paper of an answer has had since 2024, by its name in messages."""
MAX_REPEATED = 0.8
"""An answer with at least this share of the papers of another day is a stale copy of that day."""
EMPTY = ("", "[]", "1", "null")
"""Answers for days without papers."""
NO_ROWS = frozenset(each.encode() for each in EMPTY)


class BadAnswer(Exception):
    """An answer that must not be used: what is wrong with it."""


def read(body: bytes, kind: str, day: date) -> Listing | None:
    """The listing in an answer; None for a day without papers; BadAnswer if it is neither."""
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadAnswer("the answer is not UTF-8") from None
    if kind == "text/html" or text.lstrip()[:1] == "<":
        raise BadAnswer("the answer is a web page, not JSON")
    if text.strip() in EMPTY:
        return None
    report = Report(f"the answer for {day}")
    source = SourceFile(f"{day}.json", text, digest.of_bytes(body))
    if text.lstrip()[:1] == "{":
        raise BadAnswer(f"the answer is not a list of papers, but {shown(text.strip())}")
    listing = huggingface.parse(source, report)
    if report.errors or not listing:
        raise BadAnswer(f"the answer has errors: {report.errors[0].what}, on line {report.errors[0].line}")
    return listing


def check(answer: Listing | None, published: Listing | None, earlier: Listing | None) -> None:
    """BadAnswer if the answer cannot be right, given what was published for its day and for a day before."""
    papers = answer.entries if answer else ()
    before = _fetched(published)
    if before and not papers:
        raise BadAnswer(f"the answer has no papers, but the listing has {len(before):,}")
    if before and len(papers) * 2 <= len(before):
        raise BadAnswer(f"the answer has {counted(len(papers), 'paper')}, but the listing has {len(before):,}")
    for name, value in REQUIRED.items() if papers else ():
        lacking = sum(not value(entry) for entry in papers)
        if lacking * 2 > len(papers):
            raise BadAnswer(f"{lacking:,} of {counted(len(papers), 'paper')} have no {name}")
    keys = _keys(papers)
    if before and not keys & _keys(before):
        raise BadAnswer(f"the answer has none of the {counted(len(before), 'paper')} of the listing")
    repeated = len(keys & _keys(earlier.entries)) if earlier else 0
    if earlier and repeated and repeated >= MAX_REPEATED * len(keys):
        raise BadAnswer(f"the answer repeats {counted(repeated, 'paper')} of {earlier.day}")


def _fetched(listing: Listing | None) -> list[Entry]:
    """The papers of a listing that came from the API, as far as one can know: those that people add have no votes."""
    fetched = listing and listing.trust == Trust.STRUCTURED
    return [entry for entry in listing.entries if entry.votes is not None] if listing and fetched else []


def _keys(entries: Iterable[Entry]) -> set[tuple[identity.Key, ...]]:
    return {identity.keys(entry)[:1] for entry in entries} - {()}

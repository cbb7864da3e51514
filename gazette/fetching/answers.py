"""Decide whether an answer of Hugging Face's API may be used: it never replaces data with nothing or with rubbish."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from gazette.archive import identity
from gazette.core import digest
from gazette.core.errors import Report
from gazette.core.model import Entry, Listing
from gazette.listings.importers import huggingface
from gazette.sources.files import SourceFile

REQUIRED: dict[str, Callable[[Entry], object]] = {
    "an id": lambda entry: entry.arxiv or entry.id,
    "an abstract": lambda entry: entry.abstract,
    "authors": lambda entry: entry.authors,
    "a date": lambda entry: entry.published,
    "votes": lambda entry: entry.votes is not None,
}
"""What every paper of an answer has had since 2024, by its name in messages."""
MOST_REPEATED = 0.8
"""An answer with at least this share of the papers of another day is a stale copy of that day."""
EMPTY = ("", "[]", "1", "null")
"""Answers for days without papers."""


class BadAnswer(Exception):
    """An answer that must not be used: what is wrong with it."""


def read(body: bytes, kind: str, day: date) -> Listing | None:
    """The listing in an answer; None for a day without papers; BadAnswer if it is neither."""
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        raise BadAnswer("the answer is not UTF-8") from None
    if kind == "text/html" or text.lstrip()[:1] == "<":
        raise BadAnswer("the answer is a web page, not JSON")
    if text.strip() in EMPTY:
        return None
    report = Report(f"the answer for {day}")
    source = SourceFile(f"{day}.json", text, digest.of_bytes(body))
    if text.lstrip()[:1] == "{":
        raise BadAnswer(f"the answer is not a list of papers, but {text.strip()[:100]}")
    listing = huggingface.parse(source, report)
    if report.errors or not listing:
        raise BadAnswer(f"the answer has errors: {report.errors[0].what}, on line {report.errors[0].line}")
    return listing


def check(answer: Listing | None, published: Listing | None, other_days: list[Listing]) -> None:
    """BadAnswer if the answer cannot be right, given what was published for its day and for the days around it."""
    papers = len(answer.entries) if answer else 0
    before = len(published.entries) if published else 0
    if before and not answer:
        raise BadAnswer(f"the answer has no papers, but the listing has {before:,}")
    if before and papers * 2 <= before:
        raise BadAnswer(f"the answer has {papers:,} papers, but the listing has {before:,}")
    if not answer:
        return
    for name, value in REQUIRED.items():
        lacking = sum(not value(entry) for entry in answer.entries)
        if lacking * 2 > papers:
            raise BadAnswer(f"{lacking:,} of {papers:,} papers have no {name.removeprefix('an ').removeprefix('a ')}")
    keys = {identity.keys(entry)[:1] for entry in answer.entries}
    for other in other_days:
        if other.day != answer.day:
            repeated = len(keys & {identity.keys(entry)[:1] for entry in other.entries})
            if repeated and repeated >= MOST_REPEATED * len(keys):
                raise BadAnswer(f"the answer repeats {repeated:,} papers of {other.day}")

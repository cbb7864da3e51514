"""The papers in a copy of the whole papers page, on which each paper is a card.

    Submitted by
    exampleuser
    124                              votes
    A Small Bandit Paper
    ·
    Example Lab                      if it is known
    ·
    7 authors
    3                                comments, if there are any

Blank lines and `·` do not matter. The page has neither abstracts nor names of authors.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gazette.core import errors, text
from gazette.core.errors import Report
from gazette.core.model import Entry

Block = tuple[int, str]
"""The number of a line, and its text."""

_SUBMITTED = re.compile(r"submitted by:?\s*(.*)", re.IGNORECASE)
_COUNT = re.compile("[0-9]{1,12}")
_VOTES = re.compile(r"(?:upvote\s*)?(?:([0-9]{1,12})|-)", re.IGNORECASE)
_AUTHORS = re.compile(r"(?:·\s*)?[0-9]{1,6} authors?", re.IGNORECASE)
FURNITURE = re.compile(
    r"site logo|hugging ?face|models|datasets|spaces|community|buckets|docs|enterprise|pricing|log in|sign up|company|"
    r"tos|privacy|about|careers|website|previous|next|search|upvote|·|system theme|© hugging ?face|"
    r"submitted by.{0,60}|[0-9]{1,7}|-|[0-9]{1,6} authors?|"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? [0-9]{1,2}(?:,? [0-9]{4})?",
    re.IGNORECASE,
)
"""Lines of the page that are not titles of papers."""


def are_in(lines: Sequence[Block]) -> bool:
    """Whether the lines have cards."""
    return any(line[:1] in "sS" and _SUBMITTED.match(line.strip()) for _, line in lines if line)


def entries(lines: Sequence[Block], report: Report) -> Iterator[Entry]:
    """The papers of the cards. A card that is not understood is an error."""
    written = [(number, bare) for number, line in lines if (bare := line.strip()) and bare != "·"]
    starts = [at for at, (_, line) in enumerate(written) if _SUBMITTED.match(line)]
    for number, line in written[: starts[0]]:
        if not FURNITURE.fullmatch(line):
            report.error(number, f"{errors.shown(line)} is not part of a paper", "remove the line")
    end = len(written)
    while end > starts[-1] + 1 and _is_foot(written[end - 1][1]):
        end -= 1
    report.warn(written[starts[0]][0], "the page has no abstracts and no authors", "add them, or import them")
    for start, stop in zip(starts, [*starts[1:], end], strict=True):
        if entry := _entry(written[start:stop], report):
            yield entry


def _is_foot(line: str) -> bool:
    """Whether a line may stand below the last paper."""
    return bool(FURNITURE.fullmatch(line)) and not line[0].isdecimal()


def _entry(card: list[Block], report: Report) -> Entry | None:
    first, *rest = card
    by = next((match[1] for match in [_SUBMITTED.match(first[1])] if match), "")
    if not by and rest:
        by = rest.pop(0)[1]
    votes = _VOTES.fullmatch(rest[0][1]) if rest else None
    if not votes or len(rest) < 2 or FURNITURE.fullmatch(rest[1][1]):
        number = rest[0][0] if rest and not votes else first[0]
        report.error(number, "the paper has no votes or no title", "copy the page again, or correct its lines")
        return None
    (number, title), *rest = rest[1:]
    org = rest.pop(0)[1] if rest and not (_AUTHORS.fullmatch(rest[0][1]) or _COUNT.fullmatch(rest[0][1])) else ""
    if rest and _AUTHORS.fullmatch(rest[0][1]):
        rest.pop(0)
    comments = int(rest.pop(0)[1]) if rest and _COUNT.fullmatch(rest[0][1]) else None
    if rest:
        report.error(rest[0][0], f"{errors.shown(rest[0][1])} is not part of a paper", "remove the line")
        return None
    return Entry(
        title=text.line(title),
        votes=int(votes[1]) if votes[1] else None,
        comments=comments,
        by=text.line(by),
        org=text.line(org.strip("· ")),
        line=number,
    )

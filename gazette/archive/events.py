"""What happened to papers after they were listed: corrections, withdrawals, and late additions to a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from gazette.archive.merge import Rules
from gazette.archive.tags import Members
from gazette.core.model import Paper

MAX_SHOWN = 200
"""The number of events that a page lists; earlier ones are on the pages of their papers."""
CORRECTED, WITHDRAWN, ADDED = "corrected", "withdrawn", "added"


class Event(NamedTuple):
    """Something that happened to a paper on a day; `text` says why, in the words of a listing."""

    day: date
    kind: str
    paper: Paper
    text: str = ""


def of_paper(paper: Paper) -> Iterator[Event]:
    for kind, notice in ((CORRECTED, paper.facts.changed), (WITHDRAWN, paper.facts.withdrawn)):
        if notice:
            yield Event(notice.day, kind, paper, notice.text)
    if added := paper.first.added:
        day = date.fromisoformat(added[:10])
        if day > paper.first.day:  # on the day itself, it was not late
            yield Event(day, ADDED, paper)


def months(paper: Paper, _: Rules) -> Members:
    """The months of the paper's events, such as `2025-03`, as the slugs of an index."""
    return {str(event.day)[:7]: "" for event in of_paper(paper)}


def latest(papers: Iterable[Paper]) -> tuple[Event, ...]:
    """The latest events of these papers, newest first; those of one day by kind, and in the order of their papers."""
    found = [event for paper in papers for event in of_paper(paper)]
    found.sort(key=lambda event: (-event.day.toordinal(), event.kind, event.paper.first.day, event.paper.first.rank))
    return tuple(found[:MAX_SHOWN])

"""Corpora to measure with: JSON lines of papers ↔ source folders that Gazette and its peers build.

A line is one paper, in either of two forms.  What `make` writes has `id` (arXiv's), `date`, `title`,
`authors`, `tags`, `upvotes` and `abstract`.  A line of the ACL Anthology has no date; such papers are
dealt out in the file's order, PER_DAY a weekday from FIRST_WEEKDAY on.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import groupby, islice
from pathlib import Path
from typing import Any

from gazette import listing, text
from gazette.model import Entry, Listing

PER_DAY = 25
FIRST_WEEKDAY = date(2010, 1, 4)
BARE = """\
title: Trending papers
url: https://papers.example/
description: An archive of trending papers.
topics: []
tags:
  minimum: 1
twins: []
leave_out: [author, authors, headers, missing, month, opml, redirect, robots, standing, subscribe, trending, week, year]
navigation:
  Days: archive.html
  Tags: tags/index.html
"""
"""The work that every generator can do: pages of papers, days and tags, home, lists of both, feeds, a sitemap."""
FULL = """\
title: Trending papers
url: https://papers.example/
description: An archive of trending papers.
"""
"""Every page that Gazette has."""

Row = tuple[date, Entry]


def read(path: Path, start: int = 0, stop: int | None = None) -> Iterator[Row]:
    """The papers of a corpus with their days, from number `start` up to `stop`."""
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(islice(lines, start, stop), start):
            yield _row(json.loads(line), number)


def _row(paper: dict[str, Any], number: int) -> Row:
    if "date" in paper:
        known = {"arxiv": paper["id"], "tags": tuple(paper["tags"]), "votes": paper["upvotes"]}
        return date.fromisoformat(paper["date"]), _entry(paper, known)
    weeks, weekday = divmod(number // PER_DAY, 5)
    known = {"acl": paper["id"], "venue": paper["venue"] or "", "doi": paper["doi"] or ""}
    return FIRST_WEEKDAY + timedelta(weeks=weeks, days=weekday), _entry(paper, known)


def _entry(paper: dict[str, Any], known: dict[str, Any]) -> Entry:
    return Entry(
        title=text.line(text.clean(paper["title"])) or "Untitled",
        authors=tuple(text.line(text.clean(name)) for name in paper["authors"]),
        abstract=text.paragraphs(text.clean(paper["abstract"] or "")),
        **known,
    )


def write(rows: Iterable[Row], folder: Path, settings: str = BARE) -> int:
    """A source folder that `build --source` builds; gives the number of listings."""
    count = 0
    for count, (day, group) in enumerate(groupby(rows, key=lambda row: row[0]), 1):
        path = folder / "content" / f"{day.year}" / f"{day}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(listing.dump(Listing(day, tuple(entry for _, entry in group))), "utf-8", newline="\n")
    (folder / "site.yaml").write_text(settings, "utf-8")
    return count

"""Corpora to measure with: JSON lines of papers ↔ source folders that Gazette and its peers build.

A line is one paper, in either of two forms.  What `make` writes has `id` (arXiv's), `date`, `title`,
`authors`, `tags`, `upvotes` and `abstract`.  A line of the ACL Anthology has no date; such papers are
dealt out in the file's order, PER_DAY a weekday from FIRST_WEEKDAY on.  A file may be packed by gzip.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import groupby, islice
from pathlib import Path
from typing import Any, TextIO

from gazette.core import text
from gazette.core.errors import Refusal
from gazette.core.model import Entry, Listing
from gazette.listings import fields, markdown

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
leave_out:
  [author, authors, headers, missing, month, offline, opml, redirect, robots, saved, standing, subscribe, trending,
  week, year]
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
    dois: set[str] = set()
    with opened(path) as lines:
        for number, line in enumerate(islice(lines, stop)):  # those before `start` have taken their DOIs
            try:
                row = _row(json.loads(line), number, dois)
            except (AttributeError, KeyError, TypeError, ValueError) as trouble:
                known = "write it as `bench make` or the ACL Anthology does"
                raise Refusal(f"{path}:{number + 1}: no paper, {trouble!r}; {known}") from trouble
            if number >= start:
                yield row


def size(path: Path) -> int:
    """How many papers a corpus has."""
    with opened(path) as lines:
        return sum(1 for _ in lines)


def opened(path: Path) -> TextIO:
    """The lines of a corpus, packed or not."""
    return gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8")


def _row(paper: dict[str, Any], number: int, dois: set[str]) -> Row:
    if "date" in paper:
        known = {"arxiv": paper["id"], "tags": tuple(paper["tags"]), "votes": paper["upvotes"]}
        return date.fromisoformat(paper["date"]), _entry(paper, known)
    weeks, weekday = divmod(number // PER_DAY, 5)
    known = {"acl": paper["id"], "venue": paper["venue"] or "", "doi": _new(paper["doi"] or "", dois)}
    return FIRST_WEEKDAY + timedelta(weeks=weeks, days=weekday), _entry(paper, known)


def _new(written: str, dois: set[str]) -> str:
    """The DOI, unless it is none, or an earlier paper's: it would make one of two, and the counts are to agree."""
    try:
        doi = fields.doi(written)
    except ValueError:  # the Anthology has handles among them
        return ""
    fresh = doi not in dois
    dois.add(doi)
    return doi if fresh else ""


def _entry(paper: dict[str, Any], known: dict[str, Any]) -> Entry:
    return Entry(
        title=text.line(text.clean(paper["title"] or "")) or "Untitled",
        authors=tuple(name for each in paper["authors"] if (name := text.line(text.clean(each)))),
        abstract=text.paragraphs(text.clean(paper["abstract"] or "")),
        **known,
    )


def write(rows: Iterable[Row], folder: Path, settings: str = BARE) -> int:
    """A source folder that `build --source` builds, or more days and papers for one; gives the number of papers.

    What is there stays: its site.yaml, and the papers of a day that gets more.
    """
    count = 0
    for day, group in groupby(rows, key=lambda row: row[0]):
        entries = tuple(entry for _, entry in group)
        count += len(entries)
        path = folder / "content" / f"{day.year}" / f"{day}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        held = markdown.parse(path.read_text("utf-8"), path.name).entries if path.exists() else ()
        entries = tuple(dict.fromkeys((*held, *entries)))
        path.write_text(markdown.dump(Listing(day, entries)), "utf-8", newline="\n")
    if not (folder / "site.yaml").exists():
        (folder / "content").mkdir(parents=True, exist_ok=True)
        (folder / "site.yaml").write_text(settings, "utf-8", newline="\n")
    return count

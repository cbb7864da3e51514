"""Write papers into a source folder that `build.py build --source` can build."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

from bench.corpora.papers import DatedEntry
from gazette.core.model import Listing
from gazette.listings import markdown

BASIC_SETTINGS = """\
title: Trending papers
url: https://papers.example/
description: An archive of trending papers.
topics: []
tags:
  minimum: 1
twins: []
leave_out:
  [author, authors, headers, missing, month, offline, opml, redirect, robots, saved, subscribe, trending, trends,
  week, year]
navigation:
  Days: archive.html
  Tags: tags/index.html
"""
"""A site.yaml with only what every generator can do: pages for papers, days and tags, home, lists, feeds, a sitemap."""
FULL_SETTINGS = """\
title: Trending papers
url: https://papers.example/
description: An archive of trending papers.
"""
"""A site.yaml with every page that Gazette has."""


def write(rows: Iterable[DatedEntry], folder: Path, settings: str = BASIC_SETTINGS) -> int:
    """Write a source folder, or add papers to an existing one; return the number of papers.

    Existing papers of a day and an existing site.yaml are kept. The papers must be sorted by day.
    """
    count = 0
    for day, group in groupby(rows, key=lambda row: row[0]):
        entries = tuple(entry for _, entry in group)
        count += len(entries)
        path = folder / "content" / f"{day.year}" / f"{day}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        existing = markdown.parse(path.read_text("utf-8"), path.name).entries if path.exists() else ()
        entries = tuple(dict.fromkeys((*existing, *entries)))
        path.write_text(markdown.dump(Listing(day, entries)), "utf-8", newline="\n")
    if not (folder / "site.yaml").exists():
        (folder / "content").mkdir(parents=True, exist_ok=True)
        (folder / "site.yaml").write_text(settings, "utf-8", newline="\n")
    return count

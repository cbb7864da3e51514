"""A page for each author of many papers, the latest first; of very many, the earlier ones by title alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from gazette.archive.affected import Affected
from gazette.config import Site
from gazette.core import urls
from gazette.core.model import Archive, Page, Paper
from gazette.tex import texts

Row = tuple[str, str, date]
"""A title as it is held, the address of its paper, the day it first came."""


def pages(archive: Archive, site: Site, affected: Affected) -> Iterator[Page]:
    for author in archive.authors:
        if affected.includes(author.ref):
            papers = sorted(author.papers, key=lambda paper: paper.first.day, reverse=True)
            shows = {
                "name": author.name,
                "count": len(papers),
                "papers": tuple(papers[: site.page_length]),
                "earlier": tuple(map(_row, papers[site.page_length :])),
                "feed": urls.feed(author),
            }
            yield Page(urls.of(author), "author.html", shows, author.ref, updated=papers[0].first.day)


def _row(paper: Paper) -> Row:
    return str(texts.title(paper.facts)), urls.of(paper), paper.first.day

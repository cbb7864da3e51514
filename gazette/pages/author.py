"""A page for each author with enough papers, newest first; after `page.length` papers only titles."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from gazette.archive import periods
from gazette.archive.affected import Affected
from gazette.config import Site
from gazette.core import urls
from gazette.core.model import Archive, Page, Paper
from gazette.tex import texts

TitleRow = tuple[str, str, date]
"""The marked title of a paper, its address, the day of its first listing."""


def pages(archive: Archive, site: Site, affected: Affected) -> Iterator[Page]:
    for author in archive.authors:
        if affected.includes(author.ref):
            papers = periods.newest_first(author.papers)
            shows = {
                "name": author.name,
                "count": len(papers),
                "papers": papers[: site.page_length],
                "earlier": tuple(map(_title_row, papers[site.page_length :])),
                "feed": urls.feed(author),
            }
            yield Page(urls.of(author), "author.html", shows, author.ref, updated=papers[0].first.day)


def _title_row(paper: Paper) -> TitleRow:
    return str(texts.title(paper.facts)), urls.of(paper), paper.first.day

"""A page for each author of many papers, the latest first."""

from __future__ import annotations

from collections.abc import Iterator

from gazette import urls
from gazette.config import Site
from gazette.model import Archive, Page


def pages(archive: Archive, site: Site) -> Iterator[Page]:
    for author in archive.authors:
        if not archive.touches(noun := f"author {author.slug}"):
            continue
        papers = tuple(sorted(author.papers, key=lambda paper: paper.first.day, reverse=True))
        shows = {"name": author.name, "papers": papers, "feed": urls.feed(author)}
        yield Page(urls.of(author), "author.html", shows, noun, updated=papers[0].first.day)

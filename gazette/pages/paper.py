"""A page for each paper."""

from __future__ import annotations

from collections.abc import Iterator

from gazette import urls
from gazette.config import Site
from gazette.model import Archive, Page


def pages(archive: Archive, _: Site) -> Iterator[Page]:
    known = {author.slug: urls.of(author) for author in archive.authors}
    for paper in archive.papers:
        shows = {
            "paper": paper,
            "people": tuple((name, known.get(urls.person(name), "")) for name in paper.facts.authors),
        }
        yield Page(urls.of(paper), "paper.html", shows)

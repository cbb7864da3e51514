"""Pages for each tag: numbered ones that fill from the oldest papers, and a head with the newest."""

from __future__ import annotations

from collections.abc import Iterator

from gazette import urls
from gazette.config import Site
from gazette.model import Archive, Page, Tag


def pages(archive: Archive, site: Site) -> Iterator[Page]:
    for tag in archive.tags:
        full = tag.full(site.page_length)
        for number in range(1, full + 1):
            newer = urls.numbered(tag, number + 1) if number < full else urls.of(tag)
            yield _page(urls.numbered(tag, number), tag, site, number, newer)
        yield _page(urls.of(tag), tag, site, full + 1, "")


def _page(path: str, tag: Tag, site: Site, number: int, newer: str) -> Page:
    """Page `number`, or the head page if nothing is newer; newest day first on both."""
    start = (number - 1) * site.page_length
    papers = tag.papers[start : start + site.page_length] if newer else tag.papers[start:]
    shows = {
        "name": tag.name,
        "head": urls.of(tag),
        "number": number if newer else 0,
        "papers": tuple(sorted(papers, key=lambda paper: paper.first.day, reverse=True)),
        "newer": newer,
        "older": urls.numbered(tag, number - 1) if number > 1 else "",
    }
    return Page(path, "tag.html", shows)

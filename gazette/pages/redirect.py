"""Where a page was and is no more: the way to the new one, or why there is none."""

from __future__ import annotations

from collections.abc import Iterator

from gazette import redirects, urls
from gazette.config import Site
from gazette.model import Archive, Page


def pages(archive: Archive, site: Site) -> Iterator[Page]:
    written = {each.old: each for each in redirects.final(archive.redirects)}
    for paper in archive.papers:
        if paper.former and urls.former(paper) not in written:
            yield _page(urls.former(paper), urls.of(paper), "")
    for each in written.values():
        yield _page(each.old, each.new, each.gone)


def _page(path: str, new: str, gone: str) -> Page:
    return Page(path, "redirect.html", {"new": new, "gone": gone})

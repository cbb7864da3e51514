"""The index of tags, by name, each with how many papers bear it."""

from __future__ import annotations

from collections.abc import Iterator

from gazette import urls
from gazette.config import Site
from gazette.model import Archive, Page


def pages(archive: Archive, site: Site) -> Iterator[Page]:
    rows = tuple((tag.name, urls.of(tag), len(tag.papers)) for tag in archive.tags)
    named = tuple(sorted(rows, key=lambda row: (row[0].casefold(), row[1])))
    yield Page(urls.TAGS, "tags.html", {"tags": named})

"""The page of saved papers. The list is in the reader's browser, and a script shows it."""

from __future__ import annotations

from collections.abc import Iterator

from gazette.archive.affected import Affected
from gazette.config import Site
from gazette.core import urls
from gazette.core.model import Archive, Page


def pages(archive: Archive, site: Site, affected: Affected) -> Iterator[Page]:
    yield Page(urls.SAVED, "saved.html", {})

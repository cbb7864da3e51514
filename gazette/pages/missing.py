"""What a host shows for an address that is not there."""

from __future__ import annotations

from collections.abc import Iterator

from gazette import urls
from gazette.config import Site
from gazette.model import Archive, Page


def pages(archive: Archive, site: Site) -> Iterator[Page]:
    yield Page(urls.MISSING, "missing.html", {})

"""The headers that hosts of static sites send: a second wall around the pages, and what may be kept."""

from __future__ import annotations

from collections.abc import Iterator

from gazette import policy, urls
from gazette.config import Site
from gazette.model import Archive, Page


def pages(archive: Archive, site: Site) -> Iterator[Page]:
    yield Page(urls.HEADERS, "", {"body": policy.headers(site.subscribe_form).encode()})

"""The `_headers` file of static hosts: security headers, and how long browsers may cache files."""

from __future__ import annotations

from collections.abc import Iterator

from gazette.archive.affected import Affected
from gazette.config import Site
from gazette.core import security, urls
from gazette.core.model import Archive, Page


def pages(archive: Archive, site: Site, affected: Affected) -> Iterator[Page]:
    form = site.base + urls.SUBSCRIBE
    body = security.headers(site.subscribe_form, (form, form.removesuffix(".html")))
    yield Page(urls.HEADERS, "", {"body": body.encode()})

"""The files of static/, as they are."""

from __future__ import annotations

from collections.abc import Iterator

from gazette import urls
from gazette.config import Site
from gazette.model import Archive, Page


def pages(archive: Archive, site: Site) -> Iterator[Page]:
    for asset in archive.assets:  # the whole of the site is asked for its pages where one of these changed
        yield Page(urls.of(asset), "", {"body": asset.body}, f"asset {asset.name}")

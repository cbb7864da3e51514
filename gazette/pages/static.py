"""The files of static/, unchanged."""

from __future__ import annotations

from collections.abc import Iterator

from gazette.archive.affected import Affected
from gazette.config import Site
from gazette.core import urls
from gazette.core.model import Archive, Page


def pages(archive: Archive, site: Site, affected: Affected) -> Iterator[Page]:
    for asset in archive.assets:  # not filtered by `affected`: a changed asset affects every page
        yield Page(urls.of(asset), "", {"body": asset.body}, asset.ref)

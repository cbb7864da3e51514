"""The formats of each paper for programs: `.md`, `.bib` and `.json` next to its page (setting `twins`)."""

from __future__ import annotations

from collections.abc import Iterator

from gazette.archive.affected import Affected
from gazette.config import Site
from gazette.core import urls
from gazette.core.model import Archive, Page


def pages(archive: Archive, site: Site, affected: Affected) -> Iterator[Page]:
    templates = [(kind, f"twin.{kind}") for kind in site.twins]
    for paper in affected.papers:
        shows, about = {"paper": paper}, paper.ref  # shared by the pages of all formats, to save memory
        for kind, template in templates:
            yield Page(urls.twin(paper, kind), template, shows, about, updated=paper.first.day)

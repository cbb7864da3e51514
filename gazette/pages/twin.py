"""The formats of each paper for programs: `.md`, `.bib` and `.json` next to its page (setting `twins`)."""

from __future__ import annotations

from collections.abc import Iterator

from gazette.config import Site
from gazette.core import urls
from gazette.core.model import Archive, Page


def pages(archive: Archive, site: Site) -> Iterator[Page]:
    templates = [(kind, f"twin.{kind}") for kind in site.twins]
    for paper in archive.stale:
        shows, noun = {"paper": paper}, paper.noun  # held once, for there may be a hundred thousand papers
        for kind, template in templates:
            yield Page(urls.twin(paper, kind), template, shows, noun, updated=paper.first.day)

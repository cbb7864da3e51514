"""Beside each paper's page, the same for programs: `.md`, `.bib` and `.json`, as the setting `twins` says."""

from __future__ import annotations

from collections.abc import Iterator

from gazette.archive.affected import Affected
from gazette.config import Site
from gazette.core import urls
from gazette.core.model import Archive, Page


def pages(archive: Archive, site: Site, affected: Affected) -> Iterator[Page]:
    templates = [(kind, f"twin.{kind}") for kind in site.twins]
    for paper in affected.papers:
        shows, about = {"paper": paper}, paper.ref  # held once, for there may be a hundred thousand papers
        for kind, template in templates:
            yield Page(urls.twin(paper, kind), template, shows, about, updated=paper.first.day)

"""Where a page was and is no more: the way to the new one, or why there is none."""

from __future__ import annotations

from collections.abc import Iterator

from gazette.archive.affected import Affected
from gazette.config import Site
from gazette.core.model import Archive, Page
from gazette.listings import redirects


def pages(archive: Archive, site: Site, affected: Affected) -> Iterator[Page]:
    for each in redirects.resolve(archive):
        if each.line or "paper" not in site.leave_out:  # one that follows from the listings leads to a paper
            yield Page(each.old, "redirect.html", {"new": each.new, "gone": each.gone})

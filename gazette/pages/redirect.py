"""Pages at old addresses: a redirect to the new address, or the reason why the page was removed."""

from __future__ import annotations

from collections.abc import Iterator

from gazette.archive.affected import Affected
from gazette.config import Site
from gazette.core.model import Archive, Page
from gazette.listings import redirects


def pages(archive: Archive, site: Site, affected: Affected) -> Iterator[Page]:
    for each in redirects.resolve(archive):
        if each.line or "paper" not in site.leave_out:  # without a line it is a paper that moved
            yield Page(each.old, "redirect.html", {"new": each.new, "gone": each.gone})

"""Pages at old addresses: a redirect to the new address, or the reason why the page was removed.

At the old address of a feed is a copy of the new feed, or a feed with the reason.
"""

from __future__ import annotations

from collections.abc import Iterator

from gazette.archive import channels
from gazette.archive.affected import Affected
from gazette.config import Site
from gazette.core.model import Archive, Page, Redirect
from gazette.listings import redirects

KINDS = {"papers": "paper", "tags": "tag", "authors": "author", "orgs": "org"}
"""The kinds of the pages that redirects made without a line in redirects.yaml lead to, by their folders."""


def pages(archive: Archive, site: Site, affected: Affected) -> Iterator[Page]:
    found = [each for each in redirects.resolve(archive) if each.line or _is_planned(each, site)]
    for each in found:
        if not redirects.is_feed(each.old):
            yield Page(each.old, "redirect.html", {"new": each.new, "gone": each.gone})
    if of_feeds := [each for each in found if redirects.is_feed(each.old)]:
        yield from channels.copies(archive, site, of_feeds)


def _is_planned(redirect: Redirect, site: Site) -> bool:
    kinds = {KINDS.get(redirect.new.partition("/")[0], ""), "feed" if redirects.is_feed(redirect.old) else ""}
    return kinds.isdisjoint(site.leave_out)

"""The digest of each day and of each complete week, as it is sent by mail: a page, and the same as plain text."""

from __future__ import annotations

from collections.abc import Iterator

from gazette.archive.affected import Affected
from gazette.archive.digests import Digests
from gazette.config import Site
from gazette.core import urls
from gazette.core.model import Archive, Page, Ref


def pages(archive: Archive, site: Site, affected: Affected) -> Iterator[Page]:
    if not site.has_digests:
        return
    digests = Digests(archive)
    for name in digests.names:
        ref = Ref("digest", name)
        if affected.includes(ref) and (digest := digests.get(name)):
            yield Page(urls.DIGEST.format(name), "digest.html", {"digest": digest}, ref, updated=digest.day)
            shows = {"digest": digest, "subjects": (), "mailed": False, "unsubscribe": ""}
            yield Page(urls.DIGEST_TEXT.format(name), "digest.txt", shows, ref, updated=digest.day)

"""What the site keeps in a browser for when there is no network: a manifest, and a worker with the latest days.

Where `offline` is false the worker is one that leaves, for a browser that once took it asks for it again and again.
"""

from __future__ import annotations

from collections.abc import Iterator

from gazette.archive.affected import Affected
from gazette.config import Site
from gazette.core import urls
from gazette.core.model import Archive, Page

DAYS = 7


def pages(archive: Archive, site: Site, affected: Affected) -> Iterator[Page]:
    kept: list[str] = []
    if site.offline:
        yield Page(urls.MANIFEST, "manifest.webmanifest", {})
        listed = [day for day in archive.days if day.papers]
        kept = [urls.HOME]
        kept += [urls.of(day) for day in reversed(listed[-DAYS:])] if "day" not in site.leave_out else []
        kept += [urls.SAVED] if "saved" not in site.leave_out else []
    yield Page(urls.WORKER, "sw.js", {"kept": kept})

"""The files for reading offline: a web app manifest, and a service worker that stores the latest days.

If the setting `offline` is false, the worker removes itself: a browser that installed it earlier still asks for it.
"""

from __future__ import annotations

from collections.abc import Iterator

from gazette.archive import periods
from gazette.archive.affected import Affected
from gazette.config import Site
from gazette.core import urls
from gazette.core.model import Archive, Page

RECENT_DAYS = 7


def pages(archive: Archive, site: Site, affected: Affected) -> Iterator[Page]:
    files: list[str] = []
    if site.offline:
        yield Page(urls.MANIFEST, "manifest.webmanifest", {})
        listed = periods.with_papers(archive.days)
        files = [urls.HOME]
        files += [urls.of(day) for day in reversed(listed[-RECENT_DAYS:])] if "day" not in site.leave_out else []
        files += [urls.SAVED] if "saved" not in site.leave_out else []
    yield Page(urls.WORKER, "sw.js", {"files": files})

"""The feeds: of all papers, of each tag, author and organisation, of the weeks, and of changes."""

from __future__ import annotations

from collections.abc import Iterator

from gazette.archive import channels
from gazette.archive.affected import Affected
from gazette.config import Site
from gazette.core.model import Archive, Page


def pages(archive: Archive, site: Site, affected: Affected) -> Iterator[Page]:
    for format in site.feed_formats_site:
        yield channels.main(format, archive, site)
    for thing in channels.things(archive):
        if affected.includes(thing.ref):
            for format in channels.formats(thing, site):
                yield channels.of(thing, format, site)
    for format in channels.week_formats(site):
        yield channels.weekly(format, archive, site)
    for format in site.feed_formats_changes:
        yield channels.changes(format, archive, site)
    for format in (each for each in site.feed_formats_archive if each in site.feed_formats_site):
        yield from channels.archived(format, archive, site, affected)

"""The search index (setting `search`): the closed months, and the latest month, in files of their own."""

from __future__ import annotations

from collections.abc import Iterator

from gazette.archive import affected_search, periods
from gazette.archive.affected import Affected
from gazette.config import Site
from gazette.core.model import Archive, Page, Ref
from gazette.search import index


def pages(archive: Archive, site: Site, affected: Affected) -> Iterator[Page]:
    segment_of = archive.segment_of
    if not site.search or not segment_of or not archive.days:
        return
    month = periods.NAMES["month"]
    latest = month(archive.days[-1].date)
    tiers = {
        index.SETTLED: [day for day in archive.days if month(day.date) != latest],
        index.CURRENT: [day for day in archive.days if month(day.date) == latest],
    }
    for tier, days in tiers.items():
        ref = Ref(affected_search.KIND, tier)
        if affected.includes(ref):
            found = [(day.date, segment_of(day)) for day in days]
            for path, body in index.files(tier, found, latest):
                yield Page(path, "", {"body": body}, ref)

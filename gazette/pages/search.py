"""The search page and its index (setting `search`): the closed months, and the latest month, in files of their own."""

from __future__ import annotations

from collections.abc import Iterator

from gazette.archive import affected_search, periods
from gazette.archive.affected import Affected
from gazette.config import Site, topics
from gazette.core import urls
from gazette.core.model import Archive, Page, Ref
from gazette.search import examples, index


def pages(archive: Archive, site: Site, affected: Affected) -> Iterator[Page]:
    if not site.search or not archive.segment_of or not archive.days:
        return
    shows = {"address": index.address_form(site.leave_out), "examples": _examples(archive)}
    yield Page(urls.SEARCH, "search.html", shows)
    yield Page(urls.OPENSEARCH, "opensearch.xml", {})
    subjects = index.subjects((tag.name, urls.of(tag)) for tag in archive.tags)
    yield Page(urls.SEARCH_SUBJECTS, "", {"body": subjects})
    yield Page(urls.SEARCH_COMMON, "", {"body": index.common_words()})
    yield from _index(archive, affected, _narrower(site))


def _examples(archive: Archive) -> examples.Examples:
    """Of the first day that was the first of a paper, so that a new day does not change the page."""
    listed = ((day.date, periods.first_listed([day])) for day in archive.days)
    return next((examples.of(papers, day) for day, papers in listed if papers), {})


def _narrower(site: Site) -> index.Narrower:
    """The topics below each topic, whose papers its page shows too."""
    known = {topic.slug: topic for topic in site.topics}
    found: dict[str, list[str]] = {}
    for topic in site.topics:
        for above in topics.ancestors(topic, known):
            found.setdefault(index.subject_term(known[above].name), []).append(index.subject_term(topic.name))
    return found


def _index(archive: Archive, affected: Affected, narrower: index.Narrower) -> Iterator[Page]:
    segment_of, month = archive.segment_of, periods.NAMES["month"]
    assert segment_of is not None
    latest = month(archive.days[-1].date)
    tiers = {
        index.SETTLED: [day for day in archive.days if month(day.date) != latest],
        index.CURRENT: [day for day in archive.days if month(day.date) == latest],
    }
    for tier, days in tiers.items():
        ref = Ref(affected_search.KIND, tier)
        if affected.includes(ref):
            for path, body in index.files(tier, ((day.date, segment_of(day)) for day in days), latest, narrower):
                yield Page(path, "", {"body": body}, ref)

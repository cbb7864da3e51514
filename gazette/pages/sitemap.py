"""The sitemap: an index, a part for each month with its days and papers, and a part for all other pages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from gazette.archive import channels, periods
from gazette.archive.affected import Affected
from gazette.config import Site
from gazette.core import urls
from gazette.core.model import Archive, Page, Paper, Period

SitemapRow = tuple[str, date | None]
"""The address of a page, and the day when it last changed, if known."""


def pages(archive: Archive, site: Site, affected: Affected) -> Iterator[Page]:
    yield Page(urls.sitemap("pages"), "sitemap.xml", {"rows": tuple(_other_pages(archive, site))})
    months = [] if {"day", "paper"} <= {*site.leave_out} else periods.of(archive.days, "month")
    parts = ["pages"]
    for month in months:
        if "day" in site.leave_out and not periods.first_listed(month.days):
            continue
        if affected.includes(month.ref):
            yield Page(urls.sitemap(month.name), "sitemap.xml", {"rows": tuple(_rows(month, site))}, month.ref)
        parts.append(month.name)
    yield Page(urls.SITEMAP, "sitemap_index.xml", {"parts": tuple(map(urls.sitemap, parts))})


def _other_pages(archive: Archive, site: Site) -> Iterator[SitemapRow]:
    """The pages that do not belong to a month: home page, indexes, tags, authors, periods and standalone pages."""
    latest = archive.days[-1].date if archive.days else None
    singles = {
        "home": urls.HOME,
        "trending": urls.TRENDING,
        "trends": urls.TRENDS,
        "archive": urls.ARCHIVE,
        "tags": urls.TAGS,
        "authors": urls.AUTHORS,
        **({"orgs": urls.ORGS} if archive.orgs else {}),
        **({"subscribe": urls.SUBSCRIBE} if channels.has_subscriptions(site) else {}),
        "changes": urls.CHANGES,
    }
    yield from ((address, latest) for kind, address in singles.items() if kind not in site.leave_out)
    groups: dict[str, list[SitemapRow]] = {
        "standalone": [(urls.of(each), None) for each in archive.standalone],
        "tag": [(urls.of(tag), tag.papers[-1].first.day) for tag in archive.tags],
        "author": [(urls.of(author), author.papers[-1].first.day) for author in archive.authors],
        "org": [(urls.of(org), org.papers[-1].first.day) for org in archive.orgs],
        **{kind: _period_rows(archive, kind) for kind in periods.NAMES},
    }
    for kind, rows in groups.items():
        yield from rows if kind not in site.leave_out else ()


def _period_rows(archive: Archive, kind: str) -> list[SitemapRow]:
    """The weeks, months or years (`kind`), each with its last day."""
    return [(urls.of(period), period.days[-1].date) for period in periods.of(archive.days, kind)]


def _rows(month: Period, site: Site) -> Iterator[SitemapRow]:
    """The days of a month, each with the papers first listed on it."""
    for day in month.days:
        if "day" not in site.leave_out:
            yield urls.of(day), day.date
        if "paper" not in site.leave_out:
            yield from ((urls.of(paper), _last_change(paper)) for paper in periods.first_listed([day]))


def _last_change(paper: Paper) -> date:
    notices = (paper.facts.changed, paper.facts.withdrawn)
    return max(paper.latest.day, *(notice.day for notice in notices if notice), paper.first.day)

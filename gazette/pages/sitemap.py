"""The sitemap: an index, a part for each month's days and papers, and one for the rest."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from gazette.archive import periods
from gazette.archive.affected import Affected
from gazette.config import Site
from gazette.core import urls
from gazette.core.model import Archive, Page, Paper, Period

Row = tuple[str, date | None]
"""An address, and the last listing day that had to do with it."""


def pages(archive: Archive, site: Site, affected: Affected) -> Iterator[Page]:
    yield Page(urls.sitemap("pages"), "sitemap.xml", {"rows": tuple(_lasting(archive, site))})
    months = [] if {"day", "paper"} <= {*site.leave_out} else periods.of(archive.days, "month")
    parts = ["pages"]
    for month in months:
        if "day" in site.leave_out and not periods.first_come(month.days):
            continue
        if affected.includes(month.ref):
            yield Page(urls.sitemap(month.name), "sitemap.xml", {"rows": tuple(_rows(month, site))}, month.ref)
        parts.append(month.name)
    yield Page(urls.SITEMAP, "sitemap_index.xml", {"parts": tuple(map(urls.sitemap, parts))})


def _lasting(archive: Archive, site: Site) -> Iterator[Row]:
    """What is not of one month: the home page, the indexes, subjects, authors, years, and what people wrote."""
    latest = archive.days[-1].date if archive.days else None
    singles = {
        "home": urls.HOME,
        "trending": urls.TRENDING,
        "archive": urls.ARCHIVE,
        "tags": urls.TAGS,
        "authors": urls.AUTHORS,
        "orgs": urls.ORGS,
        "subscribe": urls.SUBSCRIBE,
    }
    yield from ((address, latest) for kind, address in singles.items() if kind not in site.leave_out)
    groups: dict[str, list[Row]] = {
        "standing": [(urls.of(each), None) for each in archive.standing],
        "tag": [(urls.of(tag), tag.papers[-1].first.day) for tag in archive.tags],
        "author": [(urls.of(author), author.papers[-1].first.day) for author in archive.authors],
        "org": [(urls.of(org), org.papers[-1].first.day) for org in archive.orgs],
        **{kind: _ends(archive, kind) for kind in periods.NAMES},
    }
    for kind, rows in groups.items():
        yield from rows if kind not in site.leave_out else ()


def _ends(archive: Archive, kind: str) -> list[Row]:
    """The weeks, months or years, each with its last day."""
    return [(urls.of(period), period.days[-1].date) for period in periods.of(archive.days, kind)]


def _rows(month: Period, site: Site) -> Iterator[Row]:
    """The days of a month, each with the papers that first came then."""
    for day in month.days:
        if "day" not in site.leave_out:
            yield urls.of(day), day.date
        if "paper" not in site.leave_out:
            yield from ((urls.of(paper), _changed(paper)) for paper in periods.first_come([day]))


def _changed(paper: Paper) -> date:
    notices = (paper.facts.changed, paper.facts.withdrawn)
    return max(paper.latest.day, *(notice.day for notice in notices if notice), paper.first.day)

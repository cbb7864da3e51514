"""The sitemap: an index, a part for each month's days and papers, and one for the rest."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from gazette import periods, urls
from gazette.config import Site
from gazette.model import Archive, Page, Paper

Row = tuple[str, date | None]
"""An address, and the last listing day that had to do with it."""


def pages(archive: Archive, site: Site) -> Iterator[Page]:
    parts = {"pages": tuple(_lasting(archive, site)), **_months(archive, site)}
    for part, rows in parts.items():
        yield Page(urls.sitemap(part), "sitemap.xml", {"rows": rows})
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
        "subscribe": urls.SUBSCRIBE,
    }
    yield from ((address, latest) for kind, address in singles.items() if kind not in site.leave_out)
    groups: dict[str, list[Row]] = {
        "standing": [(urls.of(each), None) for each in archive.standing],
        "tag": [(urls.of(tag), tag.papers[-1].first.day) for tag in archive.tags],
        "author": [(urls.of(author), author.papers[-1].first.day) for author in archive.authors],
        **{kind: _ends(archive, kind) for kind in periods.NAMES},
    }
    for kind, rows in groups.items():
        yield from rows if kind not in site.leave_out else ()


def _ends(archive: Archive, kind: str) -> list[Row]:
    """The weeks, months or years, each with its last day."""
    return [(urls.of(period), period.days[-1].date) for period in periods.of(archive.days, kind)]


def _months(archive: Archive, site: Site) -> dict[str, tuple[Row, ...]]:
    """The rows of each month, by its name, `2025-03`."""
    days = [] if "day" in site.leave_out else [(day.date, urls.of(day), day.date) for day in archive.days]
    papers = (
        []
        if "paper" in site.leave_out
        else [(paper.first.day, urls.of(paper), _changed(paper)) for paper in archive.papers]
    )
    rows = sorted(days + papers, key=lambda row: row[0])
    months = groupby(rows, key=lambda row: row[0].isoformat()[:7])
    return {month: tuple((path, changed) for _, path, changed in group) for month, group in months}


def _changed(paper: Paper) -> date:
    notices = (paper.facts.changed, paper.facts.withdrawn)
    return max(paper.latest.day, *(notice.day for notice in notices if notice), paper.first.day)

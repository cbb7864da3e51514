"""The index of tags: each below its parent, with a chart of its papers over time and the count of each year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gazette.archive import numbering, periods
from gazette.archive.affected import Affected
from gazette.config import Site
from gazette.core import charts, urls
from gazette.core.model import Archive, Page, Tag

TagRow = tuple[str, str, int, tuple[int, ...], tuple[int, ...]]
"""A tag's name, its address, the number of its papers, the counts for its chart, and the counts of each year."""

OTHERS = "Other subjects"


def pages(archive: Archive, site: Site, affected: Affected) -> Iterator[Page]:
    listed = [day.date for day in periods.with_papers(archive.days)]
    years = tuple(sorted({day.year for day in listed}))
    ends = (numbering.month(listed[0]), numbering.month(listed[-1])) if listed else (0, 0)
    parents = {tag.parent.name for tag in archive.tags if tag.parent}
    groups: dict[str, list[TagRow]] = {}
    for tag in archive.tags:
        group = tag.name if tag.name in parents else tag.parent.name if tag.parent else OTHERS
        groups.setdefault(group, []).append(_row(tag, years, ends))
    shows = {"years": years, "groups": tuple(_sorted(groups)), "ends": (listed[0], listed[-1]) if listed else ()}
    yield Page(urls.TAGS, "tags.html", shows)


def _row(tag: Tag, years: Sequence[int], ends: tuple[int, int]) -> TagRow:
    yearly = dict.fromkeys(years, 0)
    for month, count in tag.months.items():
        yearly[month // 12] += count
    timeline = tuple(count for _, count in charts.timeline(tag.months, *ends))
    return tag.name, urls.of(tag), len(tag.papers), timeline, tuple(yearly.values())


def _sorted(groups: dict[str, list[TagRow]]) -> Iterator[tuple[str, tuple[TagRow, ...]]]:
    """Groups by name, OTHERS last; in a group the parent first, then tags by name."""
    for name in sorted(groups, key=lambda name: (name == OTHERS, name.casefold())):
        rows = sorted(groups[name], key=lambda row: (row[0] != name, row[0].casefold(), row[1]))
        yield name, tuple(rows)

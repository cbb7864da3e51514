"""The index of tags: each under the subject it belongs to, with its course and how many papers it had in each year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gazette import figures, registers, urls
from gazette.config import Site
from gazette.model import Archive, Page, Tag

Row = tuple[str, str, int, tuple[int, ...], tuple[int, ...]]
"""A tag's name, its address, the number of its papers, its course over all of the archive, and that of each year."""

OTHERS = "Other subjects"


def pages(archive: Archive, site: Site) -> Iterator[Page]:
    listed = [day.date for day in archive.days if day.papers]
    years = tuple(sorted({day.year for day in listed}))
    ends = (registers.month(listed[0]), registers.month(listed[-1])) if listed else (0, 0)
    parents = {tag.parent.name for tag in archive.tags if tag.parent}
    groups: dict[str, list[Row]] = {}
    for tag in archive.tags:
        group = tag.name if tag.name in parents else tag.parent.name if tag.parent else OTHERS
        groups.setdefault(group, []).append(_row(tag, years, ends))
    shows = {"years": years, "groups": tuple(_sorted(groups)), "ends": (listed[0], listed[-1]) if listed else ()}
    yield Page(urls.TAGS, "tags.html", shows)


def _row(tag: Tag, years: Sequence[int], ends: tuple[int, int]) -> Row:
    held = dict.fromkeys(years, 0)
    for month, count in tag.months.items():
        held[month // 12] += count
    course = tuple(count for _, count in figures.course(tag.months, *ends))
    return tag.name, urls.of(tag), len(tag.papers), course, tuple(held.values())


def _sorted(groups: dict[str, list[Row]]) -> Iterator[tuple[str, tuple[Row, ...]]]:
    """By name, the others last; in a group its own subject first."""
    for name in sorted(groups, key=lambda name: (name == OTHERS, name.casefold())):
        rows = sorted(groups[name], key=lambda row: (row[0] != name, row[0].casefold(), row[1]))
        yield name, tuple(rows)

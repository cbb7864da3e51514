"""The index of tags: each under the subject it belongs to, with how many papers it had in each year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gazette import urls
from gazette.config import Site
from gazette.model import Archive, Page, Tag

Row = tuple[str, str, int, tuple[int, ...]]
"""A tag's name, its address, the number of its papers, and that of each year."""

OTHERS = "Further subjects"


def pages(archive: Archive, site: Site) -> Iterator[Page]:
    years = tuple(sorted({day.date.year for day in archive.days if day.papers}))
    parents = {tag.parent.name for tag in archive.tags if tag.parent}
    groups: dict[str, list[Row]] = {}
    for tag in archive.tags:
        group = tag.name if tag.name in parents else tag.parent.name if tag.parent else OTHERS
        groups.setdefault(group, []).append(_row(tag, years))
    shows = {"years": years, "groups": tuple(_sorted(groups))}
    yield Page(urls.TAGS, "tags.html", shows)


def _row(tag: Tag, years: Iterable[int]) -> Row:
    return tag.name, urls.of(tag), len(tag.papers), tuple(tag.years.get(year, 0) for year in years)


def _sorted(groups: dict[str, list[Row]]) -> Iterator[tuple[str, tuple[Row, ...]]]:
    """By name, the others last; in a group its own subject first."""
    for name in sorted(groups, key=lambda name: (name == OTHERS, name.casefold())):
        rows = sorted(groups[name], key=lambda row: (row[0] != name, row[0].casefold(), row[1]))
        yield name, tuple(rows)

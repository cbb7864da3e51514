"""The health of the archive: what is probably wrong with its listings, as a page and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from gazette.archive.affected import Affected
from gazette.config import Site
from gazette.core import names, urls
from gazette.core.errors import Problem
from gazette.core.model import Archive, Page

MAX_ROWS = 200
"""The most rows of one kind, the newest first."""
KINDS = {
    "missing-day": "Missing weekdays",
    "few-papers": "Days with few papers",
    "cut-day": "Days that may be cut off",
    "repeated-day": "Days that repeat the day before",
    "short-abstract": "Short abstracts",
    "title-abstract": "Abstracts that repeat the title",
    "bot-comment": "Comments instead of abstracts",
    "mojibake": "Text that was decoded wrongly",
    "unbalanced-tex": "TeX that does not end",
    "arxiv-id": "arXiv ids that do not exist",
    "newer-id": "arXiv ids newer than their listing",
    "broken-url": "Broken addresses",
    "doubled-url": "Doubled addresses",
    "similar-tags": "Tags that differ in punctuation",
    "single-tag": "Tags used once",
    "empty-topic": "Topics without papers",
}
"""What each kind of hint is called, in the order of the page."""


class Row(NamedTuple):
    """A hint: its file, and the file's address on a code host, or "".

    It has no line, so that the page does not change when a listing is only written in another form.
    """

    path: str
    what: str
    fix: str
    source: str


class Group(NamedTuple):
    """The hints of one kind: its name, its title, how many there are, and the newest of them."""

    kind: str
    title: str
    total: int
    rows: tuple[Row, ...]


def pages(archive: Archive, site: Site, affected: Affected) -> Iterator[Page]:
    groups = tuple(_groups(archive.findings, site))
    yield Page(urls.HEALTH, "health.html", {"groups": groups, "count": len(archive.findings)})
    yield Page(urls.HEALTH_DATA, "", {"body": _json(groups, len(archive.findings))})


def _groups(findings: Sequence[Problem], site: Site) -> Iterator[Group]:
    by_kind: dict[str, list[Problem]] = {kind: [] for kind in KINDS}
    for each in findings:
        by_kind[each.kind].append(each)
    for kind, some in by_kind.items():
        if some:
            yield Group(kind, KINDS[kind], len(some), tuple(_row(each, site) for each in some[: -MAX_ROWS - 1 : -1]))


def _row(finding: Problem, site: Site) -> Row:
    path = finding.path
    source = urls.in_repository(path, site.repository) if site.repository else ""
    shown = path.rpartition("/")[2] if names.is_outside(path) else path  # the site has no path of this machine
    return Row(shown, finding.what, finding.way_out, source)


def _json(groups: Sequence[Group], count: int) -> bytes:
    kinds = [{"kind": group.kind, "count": group.total, "findings": [*map(_record, group.rows)]} for group in groups]
    return json.dumps({"count": count, "kinds": kinds}, ensure_ascii=False, indent=1).encode() + b"\n"


def _record(row: Row) -> Mapping[str, object]:
    return {"path": row.path, "what": row.what, "fix": row.fix}

"""A Markdown list of papers, as the "daily arXiv" repositories publish it: tables, or bullets with links.

A table's header names its columns (Date, Title, Authors, PDF, Code …); its dates are the papers' own. In a bullet, the
first link or bold text is the title. A heading with a date, such as `## 2025-03-12` or `## Updated on 2025.03.12`, is
the day of what follows; other headings become tags. Gazette's own Markdown is never taken for such a list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from gazette.core import errors, text
from gazette.core.errors import Report
from gazette.core.model import Entry, Listing, Trust
from gazette.listings import fields, foreign, list_rows
from gazette.listings.list_rows import Row
from gazette.sources.files import SourceFile

NAME = "a Markdown list of links"
MAX_LINE = 10_000
_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*\s*")
_DATE = re.compile(r"(?<![0-9])([0-9]{4})([-./])([0-9]{1,2})\2([0-9]{1,2})(?![0-9])")
_DELIMITER = re.compile(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")
_BULLET = re.compile(r"\s{0,8}(?:[-*+]|[0-9]{1,4}[.)])\s+(.*)")
_SUMMARY = re.compile(r"<summary>\s*(.*?)\s*</summary>", re.IGNORECASE)
_ANCHORS = re.compile(r"\s*\[[^\[\]]*\]\(#[^()]*\)\s*")
"""A link inside the page, as in a table of contents."""
_FIELD = re.compile(r"- ([a-z][a-z-]*):(?: |$)")
_NO_TOPIC = re.compile(
    r"table of contents|contents|usage|papers?(?: list)?|abstract|details|show|expand", re.IGNORECASE
)


def recognise(source: SourceFile) -> bool:
    """Markdown with a link to a paper in a table or a bullet, without front matter and fields of papers."""
    lines = source.text.lstrip("\ufeff").split("\n")
    if not source.path.lower().endswith(".md") or lines[0].rstrip() == "---":
        return False
    for above, line in zip(["", *lines], lines, strict=False):
        if above.startswith("## ") and (match := _FIELD.match(line)) and match[1] in fields.BY_KEY:
            return False
    return any(list_rows.has_paper(line) for line in lines if line.lstrip()[:1] == "|" or _BULLET.match(line))


def parse(source: SourceFile, report: Report) -> Listing | None:
    return foreign.single(parse_days(source, report), report)


def parse_days(source: SourceFile, report: Report) -> list[Listing]:
    rows = list(_papers(text.clean(source.text).split("\n"), report))
    if not rows and report.errors:
        return []
    return foreign.listings(rows, source.path, report, trust=Trust.CAPTURED)


def _papers(lines: list[str], report: Report) -> Iterator[tuple[date | None, Entry]]:
    """The papers, each with the day of the nearest heading above it that has one."""
    day: date | None = None
    topic, columns, skipped = "", list[str](), list[int]()
    for number, line in enumerate(lines, 1):
        row: Row | None = None
        following = lines[number] if number < len(lines) else ""
        bullet = _BULLET.fullmatch(line)
        if len(line) > MAX_LINE:
            report.error(number, f"the line has more than {MAX_LINE:,} characters", "break it, or remove it")
        elif heading := _heading(line):
            (day, topic), columns = _headed(heading, day), []
        elif "|" in line and "-" in following and "|" in following and _DELIMITER.fullmatch(following):
            columns = list_rows.columns(line)
        elif line.lstrip()[:1] == "|" and not _DELIMITER.fullmatch(line):
            row = list_rows.table_row(line, columns)
            skipped += [] if row else [number]
        elif bullet and not _ANCHORS.fullmatch(bullet[1]):
            row = list_rows.bullet(bullet[1]) if list_rows.has_link(bullet[1]) else None
            skipped += [] if row else [number]
        if row:
            yield day, row.entry(topic, number)
    if skipped:
        what = (
            f"{len(skipped):,} rows and bullets are"
            if len(skipped) > 1
            else f"{errors.shown(lines[skipped[0] - 1])} is"
        )
        report.warn(skipped[0], f"{what} not read, because no title and address are in them", "add what is missing")


def _heading(line: str) -> str:
    """The text of a heading, or of what folds a section; "" for other lines."""
    if match := _HEADING.fullmatch(line):
        return list_rows.plain(match[2])
    match = _SUMMARY.search(line) if line.lstrip()[:1] == "<" else None
    return list_rows.plain(match[1]) if match else ""


def _headed(name: str, day: date | None) -> tuple[date | None, str]:
    """The day and the topic below a heading."""
    found = _DATE.search(name)
    if found and (headed := foreign.full_date(found[1], found[3], found[4])):
        return headed, ""
    return day, "" if _NO_TOPIC.fullmatch(name) else name

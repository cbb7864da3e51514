"""A table as CSV, with a header that names its columns: each row is a paper.

Columns are the keys of papers, `title`, `abstract` and `note`, in any order and case, or common names of them. Cells
are separated by commas, semicolons or tabs. A column `date` is the day of the listing; `published` is the paper's own.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from gazette.core import errors, lists, text
from gazette.core.errors import Report, counted
from gazette.core.model import Entry, Listing
from gazette.listings import fields, foreign
from gazette.listings.fields import Row
from gazette.sources.files import SourceFile

NAME = "CSV"
MAX_COLUMNS = 200
MAX_UNKNOWN = 3
"""If more columns are unknown, they share one warning, which names so many."""
COLUMNS = {
    "name": "title", "paper": "title", "paper-title": "title", "author": "authors", "creators": "authors",
    "arxiv-id": "arxiv", "arxivid": "arxiv", "eprint": "arxiv", "day": "date", "listed": "date",
    "publish-date": "published", "publication-date": "published", "published-date": "published",
    "published-at": "published", "submitted": "published", "link": "url", "links": "url", "address": "url",
    "paper-url": "url", "arxiv-url": "url", "pdf-url": "pdf", "pdf-link": "pdf", "repo": "code", "github": "code",
    "code-url": "code", "repository": "code", "project-page": "project", "website": "project", "tag": "tags",
    "topics": "tags", "subjects": "tags", "keyword": "keywords", "upvotes": "votes", "github-stars": "stars",
    "conference": "venue", "organization": "org", "organisation": "org", "notes": "note", "comment": "author-note",
    "journal-ref": "journal", "category": "categories", "licence": "license",
}  # fmt: skip
"""Common names of columns, and the keys that they mean."""
_TEXTS = ("title", "abstract", "note", "date", "year")
_EMPTY = frozenset(["", "nan", "none", "null", "n/a", "-"])
_COUNTS = ("votes", "comments", "stars", "version")


def recognise(source: SourceFile) -> bool:
    return source.path.lower().endswith(".csv")


def parse(source: SourceFile, report: Report) -> Listing | None:
    return foreign.single(parse_days(source, report), report)


def parse_days(source: SourceFile, report: Report) -> list[Listing]:
    rows = _rows(source.text)
    try:
        header, _ = next(rows, ([], 1))
        keys = _keys(header, report)
        if "title" not in keys and not {"arxiv", "doi"} & set(keys):
            report.error(1, "no column is named `title`", "name the columns in the first line")
            return []
        papers = [found for cells, line in rows if (found := _paper(keys, cells, line, report))]
    except csv.Error as error:
        report.error(1, f"the table cannot be read: {error}", "check that its quotes are closed")
        return []
    foreign.report_years([entry.line for _, entry, year in papers if year and not entry.published], report)
    if not papers and report.errors:
        return []
    return foreign.listings([(day, entry) for day, entry, _ in papers], source.path, report)


def _rows(source: str) -> Iterator[tuple[list[str], int]]:
    """The cells of each row that has any, and the line on which it starts; the header is the first."""
    source = source.replace("\r\n", "\n").replace("\r", "\n")
    head = source.lstrip("\n").partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    reader = csv.reader(re.findall("[^\n]*\n|[^\n]+$", source), delimiter=delimiter)
    line = 1
    for row in reader:
        cells = list(map(text.clean, row))
        if any(map(str.strip, cells)):
            yield cells, line
        line = reader.line_num + 1


def _keys(header: list[str], report: Report) -> list[str]:
    """The key of each column; "" for one that is not imported."""
    known = [*fields.BY_KEY, *_TEXTS]
    keys: list[str] = []
    unknown: list[str] = []
    for name in header[:MAX_COLUMNS]:
        key = re.sub(r"[\s_]+", "-", name.strip().lower())
        key = key if key in known else COLUMNS.get(key, "")
        if key and key in keys:
            report.warn(1, f"the column {errors.shown(name)} is a second {key!r}", "remove or rename one of them")
            key = ""
        elif not key and name.strip():
            unknown.append(name.strip())
        keys.append(key)
    _report_unknown(unknown, known, report)
    return keys


def _report_unknown(names: list[str], known: list[str], report: Report) -> None:
    for name in names if len(names) <= MAX_UNKNOWN else ():
        report.warn(1, f"the column {errors.shown(name)} is not imported", errors.nearest(name, known))
    if others := len(names[MAX_UNKNOWN:]):
        first = ", ".join(map(errors.shown, names[:MAX_UNKNOWN]))
        what = f"the columns {first} and {counted(others, 'other')} are not imported"
        report.warn(1, what, "to import one, name it as a key of papers")


def _paper(keys: list[str], cells: list[str], line: int, report: Report) -> tuple[date | None, Entry, str] | None:
    """The day of a row, its paper and its year, if it has a year."""
    if len(cells) > len(keys) and any(map(str.strip, cells[len(keys) :])):
        report.error(
            line, f"the row has {len(cells):,} cells, but the header {len(keys):,}", "put cells with commas in quotes"
        )
        return None
    row = {
        key: cell.strip() for key, cell in zip(keys, cells, strict=False) if key and cell.strip().lower() not in _EMPTY
    }
    title = text.line(row.pop("title", ""))
    if not title:
        report.error(line, "a row has no title", "add one, or remove the row")
        return None
    day = foreign.leading_date(row.get("date", ""))
    if "date" in row and not day:
        report.error(line, f"date: {errors.shown(row['date'])} is not a date", "write it as 2025-03-12")
    values = fields.values(list(_fields(row, line)), report)
    found: dict[str, Any] = {**foreign.identify(values.pop("url", ())), **values}
    abstract, note = text.paragraphs(row.get("abstract", "")), text.lines(row.get("note", ""))
    return day, Entry(title=title, abstract=abstract, note=note, line=line, **found), row.get("year", "")


def _fields(row: Mapping[str, str], line: int) -> Iterator[Row]:
    """The cells as the rows that a Markdown listing would have."""
    for key, cell in row.items():
        field = fields.BY_KEY.get(key)
        if key == "authors":
            yield key, lists.join_names(_authors(cell)), line
        elif key == "published":
            yield key, str(foreign.leading_date(cell) or text.line(cell)), line
        elif key in _COUNTS:
            yield key, re.sub(r"[,\s]|\.0+$", "", cell), line
        elif field and field.many:
            yield from ((key, address, line) for address in re.split(r"[\s;]+|,(?=https?:)", cell) if address)
        elif field:
            yield key, text.line(cell), line


def _authors(cell: str) -> tuple[str, ...]:
    """The names, separated by semicolons, or by commas if they are full names."""
    if ";" in cell:
        return tuple(filter(None, map(foreign.natural, lists.split_names(text.line(cell)))))
    names = foreign.split_names(cell)
    is_one = len(names) == 2 and " and " not in cell and min(len(name.split()) for name in names) == 1
    return (foreign.natural(cell),) if is_one else names

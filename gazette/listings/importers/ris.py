"""A RIS file, as reference managers and publishers write it: each record is a paper."""

from __future__ import annotations

import re
from typing import Any

from gazette.core import text
from gazette.core.errors import Report
from gazette.core.model import Entry, Listing
from gazette.listings import foreign, html, links
from gazette.sources import ris
from gazette.sources.files import SourceFile
from gazette.sources.ris import Record

NAME = "RIS"
_JOURNALS = frozenset(["JOUR", "JFULL", "EJOUR", "MGZN", "NEWS", "ABST", "INPR"])


def recognise(source: SourceFile) -> bool:
    return source.path.lower().endswith(".ris")


def parse(source: SourceFile, report: Report) -> Listing | None:
    records = ris.parse(text.clean(source.text), report)
    rows = [(entry, _date(each)[0]) for each in records if (entry := _entry(each, report))]
    return foreign.references(rows, source.path, report)


def _entry(record: Record, report: Report) -> Entry | None:
    title = html.line(record.first("TI", "T1", "CT", "BT"))
    if not title:
        report.error(record.line, "a record has no title", "add a line `TI  - `, or remove the record")
        return None
    year, month, day = _date(record)
    is_journal = record.first("TY") in _JOURNALS
    where = text.line(record.first("JO", "JF", "T2", "JA", "J2", "BT", "C3"))
    venue = where or text.line(record.first("PB"))
    pages = "-".join(filter(None, map(text.line, (record.first("SP"), record.first("EP")))))
    volume, number = (text.line(record.first(tag)) for tag in ("VL", "IS"))
    abstract = html.paragraphs(record.first("AB", "N2"))
    return Entry(
        title=title,
        authors=tuple(dict.fromkeys(filter(None, map(foreign.natural, record.all("AU", "A1"))))),
        published=foreign.full_date(year, month, day),
        venue="" if is_journal else foreign.with_year(venue, year),
        journal=foreign.reference(where, volume, number, pages, year) if is_journal else "",
        keywords=_keywords(record),
        author_note=text.line(" ".join(record.all("N1"))),
        abstract=abstract,
        line=record.line,
        **{**links.find("\n".join(abstract)), **_ids(record, report)},
    )


def _keywords(record: Record) -> tuple[str, ...]:
    """The words, each on a line of its own or several on one, with semicolons."""
    parts = (part for value in record.all("KW") for part in value.split(";"))
    return tuple(dict.fromkeys(filter(None, map(text.line, parts))))


def _ids(record: Record, report: Report) -> dict[str, Any]:
    addresses = [part for value in record.all("UR", "L2") for part in re.split(r";(?=\s*https?:)", value)]
    found = foreign.read_id("doi", record.first("DO"), record.line, report)
    others = foreign.identify(addresses)
    if pdf := foreign.identify(record.all("L1")):
        others |= {"pdf": pdf["url"][0]} if "url" in pdf else pdf
    return foreign.with_ids(found, others)


def _date(record: Record) -> tuple[str, str, str]:
    """The year, month and day, as far as they are known; each is "" otherwise."""
    found = map(foreign.date_parts, record.all("DA", "PY", "Y1"))
    return max(found, key=lambda parts: sum(map(bool, parts)), default=("", "", ""))

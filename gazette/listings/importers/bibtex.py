"""A BibTeX file: each entry is a paper. Accents become Unicode, and formulas keep their TeX.

Fields without a place in a listing, such as the editor and the ISBN, are left out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from gazette.core import lists, text
from gazette.core.errors import Report
from gazette.core.model import Entry, Listing
from gazette.listings import foreign, links
from gazette.sources import bibtex
from gazette.sources.bibtex import BibEntry
from gazette.sources.files import SourceFile
from gazette.tex import latex

NAME = "BibTeX"
_AND = re.compile(r"[{}]|\s+and(?=\s)", re.IGNORECASE)
_VENUES = ("booktitle", "school", "institution", "howpublished", "publisher")
_PREPRINT = re.compile(r"arxiv\b|corr$", re.IGNORECASE)
_EPRINT = re.compile(r"(?:arxiv:)?\d{4}\.\d{4,5}(?:v\d+)?", re.IGNORECASE)
_ID_IN_JOURNAL = re.compile(r"(?:arxiv:|abs/)\s*([a-z.-]*/?\d[\w.]+)", re.IGNORECASE)


def recognise(source: SourceFile) -> bool:
    return source.path.lower().endswith(".bib")


def parse(source: SourceFile, report: Report) -> Listing | None:
    found = bibtex.parse(text.clean(source.text), report)
    rows = [(entry, each.fields.get("year", "")) for each in found if (entry := _entry(each, report))]
    return foreign.references(rows, source.path, report)


def _entry(found: BibEntry, report: Report) -> Entry | None:
    row = found.fields
    title = _text(row, "title")
    if not title:
        report.error(found.line, "an entry has no title", "add `title = {…}`, or remove the entry")
        return None
    year = _text(row, "year") or row.get("date", "")[:4]
    abstract = tuple(filter(None, map(latex.line, text.paragraphs(row.get("abstract", "")))))
    full = foreign.full_date(year, _text(row, "month"), _text(row, "day"))
    venues = (venue for name in _VENUES if (venue := _text(row, name)) and "http" not in venue)
    return Entry(
        title=title,
        authors=_authors(row.get("author", "")),
        published=foreign.leading_date(row.get("date", "")) or full,
        venue=foreign.with_year(next(venues, ""), year),
        journal=_journal(row, year),
        keywords=tuple(
            dict.fromkeys(filter(None, map(latex.line, lists.split_tags(text.line(row.get("keywords", ""))))))
        ),
        author_note=_text(row, "note"),
        abstract=abstract,
        line=found.line,
        **{**links.find("\n".join(abstract)), **_ids(row, found.line, report)},
    )


def _text(row: Mapping[str, str], name: str) -> str:
    return latex.line(row.get(name, ""))


def _journal(row: Mapping[str, str], year: str) -> str:
    name = _text(row, "journal") or _text(row, "journaltitle")
    if _PREPRINT.match(name):
        return ""  # the id says it
    return foreign.reference(name, _text(row, "volume"), _text(row, "number"), _text(row, "pages"), year)


def _ids(row: Mapping[str, str], line: int, report: Report) -> dict[str, Any]:
    """The ids and addresses. Those in fields of their own come before those in addresses."""
    found = foreign.read_id("doi", row.get("doi", ""), line, report)
    eprint = text.line(row.get("eprint", ""))
    kind = (row.get("archiveprefix") or row.get("eprinttype") or "").strip().lower()
    journal = _ID_IN_JOURNAL.search(f"{row.get('journal', '')} {row.get('volume', '')}")
    if eprint and (kind == "arxiv" or (not kind and _EPRINT.fullmatch(eprint))):
        found |= foreign.read_id("arxiv", eprint, line, report)
    elif journal:
        found |= foreign.read_id("arxiv", journal[1].rstrip("."), line, report)
    others = foreign.identify(latex.address(row.get(name, "")) for name in ("url", "howpublished", "ee"))
    if pdf := latex.address(row.get("pdf", "")):
        others["pdf"] = pdf
    return foreign.with_ids(found, others)


def _authors(written: str) -> tuple[str, ...]:
    """The names in their natural order; "and others" is "et al."."""
    names = []
    for each in _split(text.line(written)):
        name = latex.plain(each)
        whole = each.startswith("{") and each.find("}") == len(each) - 1
        names.append("et al." if name == "others" else name if whole else foreign.natural(name))
    return tuple(dict.fromkeys(filter(None, names)))


def _split(written: str) -> list[str]:
    """The names between "and", except where that is in braces."""
    names, start, depth = [], 0, 0
    for found in _AND.finditer(written):
        if found[0] in "{}":
            depth += 1 if found[0] == "{" else -1
        elif depth <= 0:
            names.append(written[start : found.start()])
            start = found.end()
    return [name.strip() for name in [*names, written[start:]] if name.strip()]

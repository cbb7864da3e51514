"""An answer of arXiv's API (Atom): its papers, with the TeX that the authors wrote.

`https://export.arxiv.org/api/query?…` describes each paper in an entry. An answer may also be an error, as an
entry. The authors' affiliations are not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from gazette.core import errors, text
from gazette.core.errors import BadValue, Report
from gazette.core.model import Entry, Notice
from gazette.listings import fields, links
from gazette.sources import xml
from gazette.sources.xml import Element

ASK_AGAIN = "ask arXiv again"
_OURS = re.compile(r"https?://(?:export\.)?arxiv\.org/")
_VERSION = re.compile(r"v([0-9]{1,4})$")
# In arXiv's abstracts, white space at the start of a line starts a paragraph.
_PARAGRAPH = re.compile(r"\n[ \t]*\n|\n[ \t]+(?=\S)")
_WITHDRAWN = re.compile(
    r"(?:arxiv admin note:\s*)?(?:(?:this|the|our) )?(?:paper|article|submission|manuscript|preprint|work) "
    r"(?:has been |is |was |being )?(?:temporarily )?withdrawn\b(?! from)|withdrawn(?: by\b|\W*$)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Answer:
    """Some of the papers that match a query, and how many match it."""

    entries: tuple[Entry, ...]
    total: int = 0
    day: date | None = None  # of the answer


def read(source: str, report: Report) -> Answer | None:
    """The answer in an XML text; None, with an error in the report, if it is an error or something else."""
    root = xml.parse(source, report)
    if root is None:
        return None
    if not is_answer(root):
        report.error(root.line, f"<{root.name[:60]}> is not an answer of arXiv's API", ASK_AGAIN)
        return None
    rows = root.all("atom:entry")
    for row in rows:
        if "arxiv.org/api/errors" in row.text("atom:id"):
            what = f"arXiv answered with an error: {errors.shown(text.line(row.text('atom:summary')))}"
            report.error(row.line, what, "correct the query, and ask again")
            return None
    return Answer(
        entries=tuple(entry for row in rows if (entry := _entry(row, report))),
        total=_number(root.text("opensearch:totalResults")),
        day=_day(root.text("atom:updated")),
    )


def is_answer(root: Element) -> bool:
    """Whether the root of an XML text is that of an answer, and not of another feed."""
    return root.name == "atom:feed" and bool(_OURS.match(root.text("atom:id")))


def _entry(row: Element, report: Report) -> Entry | None:
    title = text.line(row.text("atom:title"))
    address = row.text("atom:id")
    found = arxiv_id(address)
    if not title or not found:
        what = "a paper has no title" if found else f"{errors.shown(address)} is not the address of a paper on arXiv"
        report.error(row.line, what, ASK_AGAIN)
        return None
    comment = text.line(row.text("arxiv:comment"))
    abstract = row.text("atom:summary")
    return Entry(
        title=title,
        authors=tuple(name for author in row.all("atom:author") if (name := text.line(author.text("atom:name")))),
        published=_day(row.text("atom:published")),
        categories=_categories(row),
        journal=text.line(row.text("arxiv:journal_ref")),
        author_note=comment,
        abstract=paragraphs(abstract),
        withdrawn=withdrawal(comment, abstract, _day(row.text("atom:updated"))),
        line=row.line,
        **found,
        **with_dois(links.find(f"{abstract}\n\n{comment}"), row.text("arxiv:doi"), row.line, report),
    )


def arxiv_id(address: str) -> dict[str, Any]:
    """The attributes `arxiv` and, if the id has one, `version`; empty if the text is not an id of arXiv."""
    try:
        found: dict[str, Any] = {"arxiv": fields.BY_KEY["arxiv"].read(address)}
    except BadValue:
        return {}
    version = _VERSION.search(address)
    return found | ({"version": int(version[1])} if version else {})


def paragraphs(abstract: str) -> tuple[str, ...]:
    """The paragraphs of an abstract as arXiv writes it."""
    return tuple(paragraph for block in _PARAGRAPH.split(abstract) if (paragraph := text.line(block)))


def withdrawal(comment: str, abstract: str, day: date | None) -> Notice | None:
    """The notice of a withdrawal on a day, if the comment or the abstract begins with one."""
    for words in (text.line(comment), text.line(abstract)):
        if day and _WITHDRAWN.match(words):
            return Notice(day, words)
    return None


def with_dois(found: dict[str, tuple[str, ...]], written: str, line: int, report: Report) -> dict[str, Any]:
    """The attributes in `found` with the first DOI in a text as `doi`, and the others as addresses in `see`."""
    dois = []
    for each in re.split(r"[\s;]+", written.strip()) if written.strip() else ():
        try:
            dois.append(fields.BY_KEY["doi"].read(each.strip(",")))
        except BadValue as bad:
            report.warn(line, f"doi: {bad.what}", "the value is left out")
    if not dois:
        return dict(found)
    others = tuple(f"https://doi.org/{each}" for each in dict.fromkeys(dois[1:]) if each != dois[0])
    return {**found, "doi": dois[0], **({"see": (*found.get("see", ()), *others)} if others else {})}


def _categories(row: Element) -> tuple[str, ...]:
    """The primary category, then the others."""
    rows: Iterable[Element] = [*row.all("arxiv:primary_category"), *row.all("atom:category")]
    return tuple(dict.fromkeys(filter(None, (text.line(each.attributes.get("term", "")) for each in rows))))


def _day(moment: str) -> date | None:
    try:
        return fields.day(moment[:10])
    except BadValue:
        return None


def _number(written: str) -> int:
    return int(written) if written.isascii() and written.isdecimal() and len(written) <= 12 else 0

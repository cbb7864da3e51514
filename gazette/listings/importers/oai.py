"""Records of arXiv over OAI-PMH, in the formats `arXiv` and `oai_dc`.

The dates in the records are those of their last change, which are no days of listings. Affiliations, report numbers
and classifications of other societies are not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from gazette.core import errors, text
from gazette.core.errors import Report
from gazette.core.model import Entry, Listing
from gazette.listings import arxiv_atom, arxiv_rss, foreign, links
from gazette.sources import xml
from gazette.sources.files import SourceFile
from gazette.sources.xml import Element

NAME = "OAI-PMH"
ASK_AGAIN = "ask for it again with metadataPrefix=arXiv or oai_dc"
_COMMENT = re.compile(r"comments?:\s*", re.IGNORECASE)


def recognise(source: SourceFile) -> bool:
    return source.path.lower().endswith(".xml") and bool(re.search(r"<(?:\w+:)?OAI-PMH\b", source.text[:3000]))


def parse(source: SourceFile, report: Report) -> Listing | None:
    root = xml.parse(source.text, report)
    if root is None:
        return None
    for problem in root.all("oai:error"):
        words = text.line(f"{problem.attributes.get('code', '')} {problem.content}")
        report.error(problem.line, f"the answer is an error: {errors.shown(words)}", "correct the request")
    if report.errors and root.all("oai:error"):
        return None
    for token in root.below():
        if token.name == "oai:resumptionToken" and token.content.strip():
            whole = token.attributes.get("completeListSize", "")
            what = f"the answer is a part of {whole} records" if whole.isdecimal() else "the answer is a part of a list"
            report.warn(token.line, what, "save and import the other parts too")
    rows = [(None, entry) for entry in _entries(root, report)]
    day = foreign.leading_date(root.text("oai:responseDate"))
    return foreign.single(foreign.listings(rows, source.path, report, day, source="arXiv"), report)


def _entries(root: Element, report: Report) -> Iterator[Entry]:
    for record in root.below():
        if record.name != "oai:record":
            continue
        header = next(iter(record.all("oai:header")), record)
        id = text.line(header.text("oai:identifier")).removeprefix("oai:arXiv.org:")
        if header.attributes.get("status") == "deleted":
            report.warn(record.line, f"the record {errors.shown(id)} was deleted", "nothing is imported for it")
            continue
        metadata = [child for each in record.all("oai:metadata") for child in each.children]
        reader = _FORMATS.get(metadata[0].name) if metadata else None
        if not reader:
            what = f"the metadata of {errors.shown(id)} is {f'<{metadata[0].name[:40]}>' if metadata else 'absent'}"
            report.error(record.line, what, ASK_AGAIN)
        elif entry := _entry(id, reader(metadata[0], record.line, report), record.line, report):
            yield entry


def _entry(id: str, found: dict[str, Any], line: int, report: Report) -> Entry | None:
    found = {**arxiv_atom.arxiv_id(id), **found}
    if not found["title"] or not ("arxiv" in found or "doi" in found or "url" in found):
        what = "a record has no title" if not found["title"] else f"{errors.shown(id)} is not an arXiv id"
        report.error(line, what, ASK_AGAIN)
        return None
    return Entry(line=line, **found)


def _arxiv(row: Element, line: int, report: Report) -> dict[str, Any]:
    abstract, comments = row.text("oai_arxiv:abstract"), text.line(row.text("oai_arxiv:comments"))
    updated = row.text("oai_arxiv:updated") or row.text("oai_arxiv:created")
    people = [each for group in row.all("oai_arxiv:authors") for each in group.all("oai_arxiv:author")]
    found = links.find(f"{abstract}\n\n{comments}")
    return {
        **arxiv_atom.arxiv_id(row.text("oai_arxiv:id")),
        **arxiv_atom.with_dois(found, row.text("oai_arxiv:doi"), line, report),
        "title": text.line(row.text("oai_arxiv:title")),
        "authors": tuple(filter(None, map(_person, people))),
        "published": foreign.leading_date(row.text("oai_arxiv:created")),
        "categories": tuple(row.text("oai_arxiv:categories").split()),
        "journal": text.line(row.text("oai_arxiv:journal-ref")),
        "license": arxiv_rss.license_name(row.text("oai_arxiv:license")),
        "author_note": comments,
        "abstract": arxiv_atom.paragraphs(abstract),
        "withdrawn": arxiv_atom.withdrawal(comments, abstract, foreign.leading_date(updated)),
    }


def _person(row: Element) -> str:
    keyname, forenames, suffix = (row.text(f"oai_arxiv:{part}") for part in ("keyname", "forenames", "suffix"))
    return foreign.person(keyname, forenames, suffix=suffix)


def _dublin_core(row: Element, line: int, report: Report) -> dict[str, Any]:
    descriptions = row.texts("dc:description")
    comments = [_COMMENT.sub("", each, count=1) for each in descriptions if _COMMENT.match(each)]
    abstract = "\n\n".join(each for each in descriptions if not _COMMENT.match(each))
    identifiers = [text.line(each) for each in row.texts("dc:identifier")]
    dois = " ".join(each for each in identifiers if each.lower().startswith("doi:"))
    dates = sorted(filter(None, map(foreign.leading_date, row.texts("dc:date"))))
    found = links.find("\n\n".join([abstract, *comments]))
    return {
        **foreign.identify(identifiers),
        **arxiv_atom.with_dois(found, dois, line, report),
        "title": text.line(row.text("dc:title")),
        "authors": tuple(filter(None, map(foreign.natural, row.texts("dc:creator")))),
        "published": dates[0] if dates else None,
        "keywords": tuple(dict.fromkeys(map(text.line, row.texts("dc:subject")))),
        "author_note": text.line(" ".join(comments)),
        "abstract": arxiv_atom.paragraphs(abstract),
    }


_FORMATS = {"oai_arxiv:arXiv": _arxiv, "oai_dc:dc": _dublin_core}

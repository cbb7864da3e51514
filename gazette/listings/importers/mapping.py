"""Gazette's own listing as YAML or JSON: `date`, …, and `papers:`, a list of mappings.

The keys are those of the Markdown form, and every value is read as its text would be
there; a list may be a list.  Beside them: `title`, `abstract` (text, or a list of
paragraphs) and `note` in a paper, `note` (the day's word) beside `date`.
"""

from __future__ import annotations

from typing import Any

from gazette.core import errors, text
from gazette.core.errors import Report
from gazette.core.model import Entry, Listing
from gazette.listings import fields, markdown
from gazette.sources import documents
from gazette.sources.documents import Node
from gazette.sources.files import SourceFile

NAME = "Gazette's YAML and JSON"
LISTS = frozenset(["authors", "tags", "keywords"])


def recognise(source: SourceFile) -> bool:
    """Any YAML; JSON that begins as a mapping."""
    return source.path.lower().endswith((".yaml", ".yml")) or source.text.lstrip()[:1] == "{"


def parse(source: SourceFile, report: Report) -> Listing | None:
    parse_document = documents.parse_json if source.path.lower().endswith(".json") else documents.parse_yaml
    root = parse_document(text.clean(source.text), report)
    if root is None:
        return None
    if not isinstance(root.value, dict) or ("papers" not in root.value and "date" not in root.value):
        found = f"; it says {errors.shown(said)}" if (said := _error(root)) else ""
        report.error(root.line, f"no listing{found}", "a listing has `date:` and `papers:`")
        return None
    items = dict(root.value)
    papers = items.pop("papers", Node([], root.line))
    if papers.value is not None and not isinstance(papers.value, list):
        report.error(papers.line, f"papers: {papers.kind}", "write a list of mappings")
    rows = [_entry(row, report) for row in papers.rows]
    line = items.get("date", root).line
    head, extra, note = _head(items, report)
    return Listing(
        day=markdown.day_of(head.pop("date", None), source.path, report, line),
        entries=tuple(row for row in rows if row),
        note=note,
        extra=extra,
        path=source.path,
        **head,
    )


def _error(root: Node) -> str:
    """What a service said instead of an answer."""
    node = root.items.get("error")
    return node.value if node and isinstance(node.value, str) else ""


def _head(items: dict[str, Node], report: Report) -> tuple[dict[str, Any], tuple[tuple[str, str], ...], str]:
    note = text.lines(_text(items.pop("note"), "note", report)) if "note" in items else ""
    found: dict[str, Any] = {}
    extra = []
    for key, node in items.items():
        written = text.line(_text(node, key, report))
        if key not in fields.HEAD:
            if fields.unknown(key, [*fields.HEAD, "papers", "note"], node.line, report):
                extra.append((key, written))
        elif written:
            found[key] = fields.value(key, written, node.line, report)
    return {key: kept for key, kept in found.items() if kept is not None}, tuple(extra), note


def _entry(row: Node, report: Report) -> Entry | None:
    items = dict(row.items)
    title = text.line(_text(items.pop("title", Node(None, row.line)), "title", report))
    if not title:
        report.error(row.line, f"a paper without a title ({row.kind})", "add `title:`")
        return None
    abstract = items.pop("abstract", Node(None, row.line))
    prose = "\n\n".join(_text(part, "abstract", report) for part in (abstract.rows or [abstract]))
    note = text.lines(_text(items.pop("note", Node(None, row.line)), "note", report))
    known = fields.gather(list(_rows(items, report)), report)
    return Entry(title=title, abstract=text.paragraphs(prose), note=note, line=row.line, **known)


def _rows(items: dict[str, Node], report: Report) -> list[tuple[str, str, int]]:
    """The (key, text, line) rows that the Markdown form would have."""
    rows = []
    for key, node in items.items():
        field = fields.BY_KEY.get(key)
        if node.rows and key in LISTS:
            names = [text.line(_text(row, key, report)) for row in node.rows]
            rows.append((key, text.join_names([*filter(None, names), ""]), node.line))
        elif node.rows and field and field.many:
            rows += [(key, text.line(_text(row, key, report)), row.line) for row in node.rows]
        else:
            rows.append((key, text.line(_text(node, key, report)), node.line))
    return rows


def _text(node: Node, key: str, report: Report) -> str:
    if node.value is None:
        return ""
    if isinstance(node.value, str):
        return node.value
    report.error(node.line, f"{errors.shown(key)[1:-1]}: {node.kind}", "write text here")
    return ""

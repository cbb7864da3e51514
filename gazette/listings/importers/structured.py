"""Gazette's own listing as YAML or JSON: the keys of the front matter, and `papers:`, a list of mappings.

The keys are those of the Markdown form, and their text is read as it is there; lists may be YAML lists. A paper also
has `title`, `abstract` (text, or a list of paragraphs) and `note`; the `note` of the listing is its introduction.
"""

from __future__ import annotations

from typing import Any

from gazette.core import complexity, errors, text
from gazette.core.errors import Report
from gazette.core.model import Entry, Listing
from gazette.listings import fields, markdown
from gazette.listings.fields import Row
from gazette.sources import documents
from gazette.sources.documents import Node
from gazette.sources.files import SourceFile

NAME = "Gazette's YAML and JSON"
LISTS = frozenset(["authors", "tags", "keywords"])


def recognise(source: SourceFile) -> bool:
    """Any YAML, and JSON that starts as a mapping."""
    return source.path.lower().endswith((".yaml", ".yml")) or source.text.lstrip()[:1] == "{"


def parse(source: SourceFile, report: Report) -> Listing | None:
    parse_document = documents.parse_json if source.path.lower().endswith(".json") else documents.parse_yaml
    root = parse_document(text.clean(source.text), report)
    if root is None:
        return None
    if "papers" not in root.items and "date" not in root.items:
        message = _error_message(root)
        what = f"this is not a listing, but an error: {errors.shown(message)}" if message else "this is not a listing"
        report.error(root.line, what, "add `date:` and `papers:`")
        return None
    items = dict(root.items)
    papers = items.pop("papers", Node([], root.line))
    if papers.value is not None and not isinstance(papers.value, list):
        report.error(papers.line, f"papers is {papers.kind}", "write a list of mappings")
    entries = [_entry(row, report) for row in papers.rows]
    date_line = items.get("date", root).line
    head = _head(items, report)
    return Listing(
        day=markdown.day_of(head.pop("date", None), source.path, report, date_line),
        entries=tuple(entry for entry in entries if entry),
        path=source.path,
        **head,
    )


def _error_message(root: Node) -> str:
    """What a service answered instead of a listing."""
    node = root.items.get("error")
    return node.value if node and isinstance(node.value, str) else ""


def _entry(row: Node, report: Report) -> Entry | None:
    if not isinstance(row.value, dict):
        report.error(row.line, f"a paper is {row.kind}", "write a mapping with `title:`")
        return None
    items = dict(row.items)
    absent = Node(None, row.line)
    title = text.line(_text(items.pop("title", absent), "title", report))
    if not title:
        report.error(row.line, "a paper has no title", "add `title:`")
        return None
    abstract = items.pop("abstract", absent)
    paragraphs = "\n\n".join(_text(part, "abstract", report) for part in (abstract.rows or [abstract]))
    note = _note(items.pop("note", absent), report)
    values = fields.values(_rows(items, report), report)
    return Entry(title=title, abstract=text.paragraphs(paragraphs), note=note, line=row.line, **values)


def _rows(items: dict[str, Node], report: Report) -> list[Row]:
    """The rows that the Markdown form would have."""
    rows: list[Row] = []
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


def _head(items: dict[str, Node], report: Report) -> dict[str, Any]:
    """The attributes of a Listing, apart from its entries."""
    note = _note(items.pop("note"), report) if "note" in items else ""
    found: dict[str, Any] = {}
    extra = []
    for key, node in items.items():
        written = text.line(_text(node, key, report))
        if key not in fields.LISTING_KEYS:
            if fields.check_unknown(key, [*fields.LISTING_KEYS, "papers", "note"], node.line, report):
                extra.append((key, written))
        elif written:
            found[key] = fields.value(key, written, node.line, report)
    given = {key: value for key, value in found.items() if value is not None}
    return given | {"note": note, "extra": tuple(extra)}


def _note(node: Node, report: Report) -> str:
    note = text.lines(_text(node, "note", report))
    complexity.warn(note, node.line, report)
    return note


def _text(node: Node, key: str, report: Report) -> str:
    if node.value is None:
        return ""
    if isinstance(node.value, str):
        return node.value
    report.error(node.line, f"{errors.shown(key)[1:-1]} is {node.kind}", "write text")
    return ""

"""Gazette's own listing as YAML or JSON: the keys of the front matter, and `papers:`, a list of mappings.

The keys are those of the Markdown form, and their text is read as it is there; lists may be YAML lists. A paper also
has `title`, `abstract` (text, or a list of paragraphs) and `note`; the `note` of the listing is its introduction.
"""

from __future__ import annotations

from typing import Any

from gazette.core import complexity, errors, limits, lists, text
from gazette.core.errors import Report
from gazette.core.model import Entry, Listing
from gazette.listings import fields, markdown
from gazette.listings.fields import Row
from gazette.sources import documents
from gazette.sources.documents import Node
from gazette.sources.files import SourceFile

NAME = "Gazette's YAML and JSON"
_LIMITS = {"title": limits.TITLE, "note": limits.NOTE}


def recognise(source: SourceFile) -> bool:
    """Any YAML, and JSON that starts as a mapping."""
    return source.path.lower().endswith((".yaml", ".yml")) or source.text.lstrip()[:1] == "{"


def parse(source: SourceFile, report: Report) -> Listing | None:
    parse_document = documents.parse_json if source.path.lower().endswith(".json") else documents.parse_yaml
    root = parse_document(text.clean(source.text), report)
    if root is None:
        return None
    problems = len(report.errors)
    if "papers" not in root.items and "date" not in root.items:
        message = _error_message(root)
        what = f"this is not a listing, but an error: {errors.shown(message)}" if message else "this is not a listing"
        report.error(root.line, what, "add `date:` and `papers:`")
        return None
    items = dict(root.items)
    papers = items.pop("papers", None)
    listed = papers or Node([], root.line)
    if listed.value is not None and not isinstance(listed.value, list):
        report.error(listed.line, f"papers is {listed.kind}", "write a list of mappings")
    limits.exceeded(len(listed.rows), limits.PAPERS, "the listing", listed.line, report)
    entries = [_entry(row, report) for row in listed.rows]
    date_line = items.get("date", root).line
    head = _head(items, report)
    day = markdown.day_of(head.pop("date", None), source.path, report, date_line)
    if not listed.value and not head.get("quiet") and len(report.errors) == problems:
        what = "`papers` is missing" if papers is None else "`papers` is empty"
        report.error(listed.line, f"the listing has no papers: {what}", "add papers, or write `quiet: true`")
    return Listing(
        day=day,
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
    paragraphs = "\n\n".join(_items(abstract, "abstract", report))
    if limits.exceeded(len(paragraphs), limits.ABSTRACT, "the abstract", abstract.line, report):
        paragraphs = ""
    note = _note(items.pop("note", absent), report)
    values = fields.values(_rows(items, report), report)
    return Entry(title=title, abstract=text.paragraphs(paragraphs), note=note, line=row.line, **values)


def _rows(items: dict[str, Node], report: Report) -> list[Row]:
    """The rows that the Markdown form would have."""
    rows: list[Row] = []
    for key, node in items.items():
        field = fields.BY_KEY.get(key)
        if node.rows and key in fields.LISTS:
            names = _items(node, key, report)
            rows.append((key, lists.close(map(text.line, names)), node.line))
            if key == "authors":
                _check_names(node, report)
        elif node.rows and field and field.many:
            rows += [(key, text.line(_text(row, key, report, null="an item")), row.line) for row in node.rows]
        else:
            rows.append((key, text.line(_text(node, key, report)), node.line))
    return rows


def _items(node: Node, key: str, report: Report) -> list[str]:
    """The texts in a list, or a text that stands alone. An item that has none is an error."""
    if not node.rows:
        return [_text(node, key, report)]
    found = [_text(row, key, report, null="an item") for row in node.rows]
    return [each for each in found if each.strip()]


def _check_names(node: Node, report: Report) -> None:
    """Warn about items of a list that hold several names."""
    for row in node.rows:
        name = text.line(row.value) if isinstance(row.value, str) else ""
        if lists.may_be_several(name):
            report.warn(row.line, f"authors: {errors.shown(name)} may be several names", "write each as an item")


def _head(items: dict[str, Node], report: Report) -> dict[str, Any]:
    """The attributes of a Listing, apart from its entries."""
    note = _note(items.pop("note"), report) if "note" in items else ""
    found: dict[str, Any] = {}
    extra = []
    for key, node in items.items():
        written = text.line(_text(node, key, report))
        if key not in fields.LISTING_KEYS:
            limits.exceeded(len(written), limits.VALUE, key, node.line, report)
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


def _text(node: Node, key: str, report: Report, null: str = "") -> str:
    """The text of a value. Null and an empty list mean none; if null is the value of `null`, it is an error."""
    if isinstance(node.value, str):
        if limit := _LIMITS.get(key):
            limits.exceeded(len(node.value), limit, key, node.line, report)
        return node.value
    name = errors.shown(key)[1:-1]
    if node.value is None and null:
        report.error(node.line, f"{null} of {name} is empty", "remove it, or write its text")
    elif node.value is not None and node.value != []:
        report.error(node.line, f"{name} is {node.kind}", "write text")
    return ""

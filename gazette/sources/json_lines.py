"""JSON Lines as JSON: one paper per line becomes one listing per day, in which each paper keeps its line number.

Lines have the keys of listings, or are rows of Hugging Face's API. `date` in a line is the day of its listing.
"""

from __future__ import annotations

import json

from gazette.core.errors import Report
from gazette.sources import documents
from gazette.sources.documents import Node
from gazette.sources.files import SourceFile

SUFFIX = ".jsonl"


def split(source: SourceFile, report: Report) -> list[SourceFile]:
    """A JSON file for each day; lines that are not a mapping are errors in the report."""
    lines = source.text.replace("\r\n", "\n").split("\n")
    days: dict[str, dict[int, str]] = {}
    rows = False
    for number, line in enumerate(lines, 1):
        node = _node(line, number, report) if line.strip() else None
        if node:
            rows = rows or "paper" in node.items
            date = node.items.get("date", Node(None, 1)).value
            text = _without_date(line) if isinstance(date, str) else line.strip()
            days.setdefault(date if isinstance(date, str) else "", {})[number] = text
    if not days and not report.errors:
        report.error(1, "the file has no papers", "save it again, or remove it")
    name = source.path[: -len(SUFFIX)] + ".json"
    return [SourceFile(name, _json(found, len(lines), day, rows), source.digest) for day, found in days.items()]


def _node(line: str, number: int, report: Report) -> Node | None:
    trial = Report(report.path)
    node = documents.parse_json(line, trial)
    for error in trial.errors:
        report.error(number, error.what, "write one paper per line, as a JSON mapping")
    if node and not isinstance(node.value, dict):
        report.error(number, f"the line is {node.kind}, not a mapping", "write one paper per line, as a JSON mapping")
        return None
    return node


def _without_date(line: str) -> str:
    """The mapping without its `date`; numbers keep their digits."""
    row = json.loads(line, parse_float=str, parse_int=str)
    del row["date"]
    return json.dumps(row, ensure_ascii=False)


def _json(found: dict[int, str], count: int, day: str, rows: bool) -> str:
    """The papers on their lines, as a list of rows or as a listing."""
    first = min(found)
    lines = [
        ("" if number == first else ",") + found[number] if number in found else "" for number in range(1, count + 1)
    ]
    body = "\n".join(lines)
    if rows:
        return f"[{body}]"
    head = f'"date": {json.dumps(day)}, ' if day else ""
    return f'{{{head}"papers": [{body}]}}'

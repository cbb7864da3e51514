"""Change some fields of a Markdown listing in its text, so that all that is not changed stays as it was written.

Fields are changed or added line by line, titles and abstracts are replaced, and new entries are appended.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from gazette.core.errors import Report
from gazette.core.model import Entry, Listing, known
from gazette.listings import entry as entries
from gazette.listings import fields, markdown

_FIELD = re.compile(r"\s*[-*+] ([A-Za-z][A-Za-z0-9_-]*):(?: |$)")
_ORDER = {field.key: number for number, field in enumerate(fields.FIELDS)}


def update(source: str, before: Listing, after: Listing) -> str:
    """`source`, which is the text of `before`, changed to that of `after`.

    `after` has the entries of `before`, in their order, and then new ones.  If the text cannot be changed in part, the
    result is the canonical form of `after`.
    """
    line_end = "\r\n" if "\r\n" in source else "\n"
    lines = re.sub("\r\n?", "\n", source).split("\n")
    for old, new in reversed(list(zip(before.entries, after.entries, strict=False))):
        if old != new:
            at = old.line - 1
            stop = _next_entry(lines, at)
            lines[at:stop] = _entry(lines[at:stop], old, new)
    text = "\n".join(lines)
    for each in after.entries[len(before.entries) :]:
        text = f"{text.rstrip()}\n\n{entries.dump(each)}\n"
    return text.replace("\n", line_end) if _is(text, after) else markdown.dump(after)


def _is(text: str, listing: Listing) -> bool:
    report = Report(listing.path)
    return markdown.parse(text, listing.path, report) == listing and not report.errors


def _next_entry(lines: Sequence[str], at: int) -> int:
    return next((number for number in range(at + 1, len(lines)) if lines[number].startswith("## ")), len(lines))


def _entry(lines: list[str], old: Entry, new: Entry) -> list[str]:
    """The lines of one entry, changed from `old` to `new`."""
    start, stop = _fields(lines)
    block, rest = _changed_fields(lines[start:stop], old, new), lines[stop:]
    if old.abstract != new.abstract:
        rest = _changed_abstract(rest, new)
    elif rest and rest[0].strip():  # the abstract followed the title
        rest = ["", *rest]
    title = lines[0] if old.title == new.title else f"## {new.title}"
    return [title, *lines[1:start], *block, *rest]


def _changed_abstract(lines: Sequence[str], new: Entry) -> list[str]:
    """What follows the fields, with another abstract; the editor's note and blank lines at the end stay."""
    note = next((number for number, line in enumerate(lines) if line.startswith(">")), None)
    if note is None:
        note = len(lines)
        while note and not lines[note - 1].strip():
            note -= 1
    blank = [""] if any(line.strip() for line in lines[note:]) else []
    return [*(line for each in entries.dump_abstract(new) for line in ("", each)), *blank, *lines[note:]]


def _fields(lines: Sequence[str]) -> tuple[int, int]:
    """The part of an entry's lines that has its fields; an empty one after the title if it has none."""
    start = 1
    while start < len(lines) and not lines[start].strip():
        start += 1
    if start == len(lines) or not _FIELD.match(lines[start]):
        return 1, 1
    stop = start
    while stop < len(lines) and lines[stop].strip():
        stop += 1
    return start, stop


def _changed_fields(lines: list[str], old: Entry, new: Entry) -> list[str]:
    rows = _rows(lines)
    for field in fields.FIELDS:
        value = getattr(new, field.name)
        if value == getattr(old, field.name) or not known(value):
            continue
        written = [f"- {field.key}: {field.write(each)}" for each in (value if field.many else (value,))]
        at = next((number for number, (key, _) in enumerate(rows) if key == field.key), None)
        rows = [row for row in rows if row[0] != field.key]
        if at is None:
            at = sum(_ORDER.get(key, len(_ORDER)) < _ORDER[field.key] for key, _ in rows)
        rows.insert(at, (field.key, written))
    return [line for _, each in rows for line in each]


def _rows(lines: Iterable[str]) -> list[tuple[str, list[str]]]:
    """The fields of a block: the key of each, and its lines."""
    rows: list[tuple[str, list[str]]] = []
    for line in lines:
        match = _FIELD.match(line)
        if match or not rows:
            rows.append((match[1] if match else "", [line]))
        else:
            rows[-1][1].append(line)
    return rows

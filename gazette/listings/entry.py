"""One entry of a Markdown listing ↔ Entry: its title, fields, abstract and editor's note."""

from __future__ import annotations

import re
from typing import Any

from gazette.core import complexity, errors, limits, lists, text
from gazette.core.errors import Report
from gazette.core.model import Entry, known
from gazette.listings import comments, fields, prose
from gazette.listings.fields import Row
from gazette.listings.prose import Block

_FIELD = re.compile(r"- ([A-Za-z][A-Za-z0-9_-]*):(?: (.*))?$")
_ITEM = re.compile(r"\s+(?:[-*+]|[0-9]{1,3}[.)])\s+(.*)")
_QUOTE_MARK = re.compile("^> ?")


def parse(lines: list[str], number: int, report: Report) -> Entry | None:
    """The entry in `lines`, the first of which is the title and line `number` of the file; None without a title."""
    title = text.line(lines[0][3:])
    if not title:
        report.error(number, "the entry has no title", "write one after the `## `")
        return None
    limits.exceeded(len(title), limits.TITLE, "the title", number, report)
    prose.check_title(title, number, report)
    blocks, direct = _blocks(lines, number, report)
    values: dict[str, Any] = {}
    if blocks and _are_fields(blocks[0], direct):
        values = fields.values(_rows(blocks.pop(0), report), report)
        direct = False
    abstract, note = _prose(blocks, direct, report)
    return Entry(title=title, abstract=abstract, note=note, line=number, **values)


def _blocks(lines: list[str], number: int, report: Report) -> tuple[list[Block], bool]:
    """The blocks after the title, and whether the first is directly under it; `lines[0]` is line `number`."""
    blocks: list[Block] = []
    after_blank, direct = False, True
    for at, line in enumerate(lines[1:], number + 1):
        bare = line.strip()
        if not bare:
            after_blank = after_blank or comments.DROPPED not in line
        elif bare[:3] in prose.RULE_STARTS and prose.is_rule(bare):
            report.warn(at, f"the line `{bare[:9]}` is ignored", "remove it, or write `\\` before it if it is text")
            after_blank = True
        elif after_blank or not blocks:
            direct = direct if blocks else not after_blank
            blocks.append([(at, line)])
            after_blank = False
        else:
            blocks[-1].append((at, line))
    return blocks, direct


def _are_fields(block: Block, direct: bool) -> bool:
    """Whether an entry's first block is its fields, not its abstract; `direct` if it is directly under the title."""
    return block[0][1].startswith("- ") and (direct or any(_has_known_key(line) for _, line in block))


def _has_known_key(line: str) -> bool:
    match = _FIELD.match(line.rstrip())
    return bool(match and match[1].lower() in fields.BY_KEY)


def _rows(block: Block, report: Report) -> list[Row]:
    rows: list[Row] = []
    more: dict[int, list[str]] = {}  # the indented lines below a row
    for at, line in block:
        if match := _FIELD.match(line.rstrip()):
            key, value = match.groups("")
            rows.append((key, value.strip(), at))
        elif line.startswith("  ") and rows:
            more.setdefault(len(rows) - 1, []).append(line)
        else:
            way_out = "write `- key: value`, and leave a blank line before the abstract"
            report.error(at, f"{errors.shown(line)} is not a field", way_out)
    if not more:
        return rows
    return [each for at, row in enumerate(rows) for each in _continued(row, more.get(at, []), report)]


def _continued(row: Row, lines: list[str], report: Report) -> list[Row]:
    """The rows that a field and the indented lines below it make: its value goes on there, or is a list."""
    key, value, number = row
    parts: list[list[str]] = [[value]]
    for line in lines:
        if item := _ITEM.match(line):
            parts.append([item[1]])
        else:
            parts[-1].append(line)
    value, *items = (" ".join(filter(None, map(str.strip, part))) for part in parts)
    field = fields.BY_KEY.get(key)
    if not items:
        return [(key, value, number)]
    if value or (field and not field.many and key not in fields.LISTS):
        what = f"{key} has a value and a list" if value else f"{key} is a list"
        report.error(number, what, "write one value")
        return []
    if field and field.many:
        return [(key, item, number) for item in items]
    return [(key, lists.close(items) if field else "; ".join(items), number)]


def _prose(blocks: list[Block], direct: bool, report: Report) -> tuple[tuple[str, ...], str]:
    """The abstract's paragraphs and the editor's note; `direct` if the first block is directly under the title."""
    abstract: list[str] = []
    note: list[str] = []
    for block in blocks:
        if block[0][1].startswith(">"):
            note += [""] if note else []
            note += [_QUOTE_MARK.sub("", line) for _, line in block]
        elif note:
            report.error(block[0][0], "there is text after the editor's note", "move it above the note")
        else:
            prose.check_block(block, direct and block is blocks[0], report)
            abstract.append(" ".join([prose.unescape(line.strip()) for _, line in block]))
    if blocks:
        limits.exceeded(sum(map(len, abstract)), limits.ABSTRACT, "the abstract", blocks[0][0][0], report)
        limits.exceeded(sum(map(len, note)), limits.NOTE, "the editor's note", blocks[-1][0][0], report)
    markdown = text.lines("\n".join(note))
    if markdown:
        complexity.warn(markdown, next(block[0][0] for block in blocks if block[0][1].startswith(">")), report)
    return tuple(abstract), markdown


def dump(entry: Entry) -> str:
    """The inverse of `parse`, without a line end."""
    rows = [f"## {entry.title}"]
    for field in fields.FIELDS:
        found = getattr(entry, field.name)
        for each in found if field.many else (found,):
            if known(each):
                rows.append(f"- {field.key}: {field.write(each)}")
    rows += [f"- {key}: {value}".rstrip() for key, value in entry.extra]
    blocks = ["\n".join(rows), *dump_abstract(entry)]
    if entry.note:
        blocks.append("\n".join(f"> {line}" if line else ">" for line in entry.note.split("\n")))
    return "\n\n".join(blocks)


def dump_abstract(entry: Entry) -> list[str]:
    """The paragraphs of an abstract as they are written, each on one line."""
    return [prose.escape(paragraph) for paragraph in entry.abstract]

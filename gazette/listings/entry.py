"""One entry of a Markdown listing ↔ Entry: its title, fields, abstract and editor's note."""

from __future__ import annotations

import re
from typing import Any

from gazette.core import complexity, errors, text
from gazette.core.errors import Report
from gazette.core.model import Entry, known
from gazette.listings import fields
from gazette.listings.fields import Row

_FIELD = re.compile(r"- ([A-Za-z][A-Za-z0-9_-]*):(?: (.*))?$")
_ALMOST_FIELD = re.compile(r"[*+-]?\s*([a-z][a-z-]*):")
_QUOTE_MARK = re.compile("^> ?")
# A paragraph that starts like a heading, a note or a field. `dump` puts a backslash before it, `parse` removes one.
_NEEDS_ESCAPE = re.compile(r"\\*(?:#{1,2} |>|- )")

Block = tuple[int, list[str]]
"""The number of the first line, and the lines; none of them is blank."""


def parse(lines: list[str], number: int, report: Report) -> Entry | None:
    """The entry in `lines`, the first of which is the title and line `number` of the file; None without a title."""
    title = text.line(lines[0][3:])
    if not title:
        report.error(number, "the entry has no title", "write one after the `## `")
        return None
    blocks = _blocks(lines[1:], number + 1)
    values: dict[str, Any] = {}
    if blocks and _are_fields(blocks[0], number, report):
        values = fields.values(_rows(blocks.pop(0), report), report)
    abstract, note = _prose(blocks, report)
    return Entry(title=title, abstract=abstract, note=note, line=number, **values)


def _blocks(lines: list[str], number: int) -> list[Block]:
    """The blocks of `lines`, the first of which is line `number` of the file."""
    blocks: list[Block] = []
    after_blank = True
    for at, line in enumerate(lines, number):
        if not line.strip():
            after_blank = True
        elif after_blank:
            blocks.append((at, [line]))
            after_blank = False
        else:
            blocks[-1][1].append(line)
    return blocks


def _are_fields(block: Block, title_line: int, report: Report) -> bool:
    """Whether an entry's first block is its fields, not its abstract."""
    number, lines = block
    if number > title_line + 1:  # a blank line slipped in between
        return _has_only_known_keys(lines)
    if lines[0].startswith("- "):
        return True
    match = _ALMOST_FIELD.match(lines[0])
    if match and match[1] in fields.BY_KEY:
        report.error(number, f"`{match[0]}` does not start a field", f"write `- {match[1]}: …`")
    return False


def _has_only_known_keys(lines: list[str]) -> bool:
    matches = [_FIELD.match(line) for line in lines if not line.startswith("  ")]
    return lines[0].startswith("-") and all(match and match[1] in fields.BY_KEY for match in matches)


def _rows(block: Block, report: Report) -> list[Row]:
    number, lines = block
    rows: list[tuple[str, list[str], int]] = []
    for at, line in enumerate(lines, number):
        if match := _FIELD.match(line.rstrip()):
            key, value = match.groups("")
            rows.append((key, [value.strip()], at))
        elif line.startswith("  ") and rows:
            rows[-1][1].append(line.strip())
        else:
            way_out = "write `- key: value`, and leave a blank line before the abstract"
            report.error(at, f"{errors.shown(line)} is not a field", way_out)
    return [(key, " ".join(filter(None, parts)), first) for key, parts, first in rows]


def _prose(blocks: list[Block], report: Report) -> tuple[tuple[str, ...], str]:
    """The abstract's paragraphs and the editor's note."""
    abstract: list[str] = []
    note: list[str] = []
    first = 0
    for number, lines in blocks:
        if lines[0].startswith(">"):
            first = first or number
            note += [""] if note else []
            note += [_QUOTE_MARK.sub("", line) for line in lines]
        elif note:
            report.error(number, "there is text after the editor's note", "move it above the note")
        else:
            abstract.append(unescape(_NEEDS_ESCAPE, " ".join(map(str.strip, lines))))
    markdown = text.lines("\n".join(note))
    complexity.warn(markdown, first, report)
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
    blocks = ["\n".join(rows), *(escape(_NEEDS_ESCAPE, paragraph) for paragraph in entry.abstract)]
    if entry.note:
        blocks.append("\n".join(f"> {line}" if line else ">" for line in entry.note.split("\n")))
    return "\n\n".join(blocks)


def escape(pattern: re.Pattern[str], line: str) -> str:
    """`line` with one more backslash at its start if it matches."""
    return f"\\{line}" if pattern.match(line) else line


def unescape(pattern: re.Pattern[str], line: str) -> str:
    """The inverse of `escape`."""
    return line[1:] if line.startswith("\\") and pattern.match(line) else line

"""An entry of a listing as Markdown ↔ Entry: a title, fields, an abstract, a note."""

from __future__ import annotations

import re
from typing import Any

from gazette.core import errors, text
from gazette.core.errors import Report
from gazette.core.model import Entry, known
from gazette.listings import fields

_FIELD = re.compile(r"- ([A-Za-z][A-Za-z0-9_-]*):(?: (.*))?$")
_ANGLE = re.compile("^> ?")
_UNMARKED = re.compile(r"[*+-]?\s*([a-z][a-z-]*):")
# A paragraph that begins so would be read as something else; it bears a backslash.
_TAKEN = re.compile(r"\\*(?:#{1,2} |>|- )")


def parse(lines: list[str], number: int, report: Report) -> Entry | None:
    """The entry whose title is line `number` of the file; None if it has no title."""
    title = text.line(lines[0][3:])
    if not title:
        report.error(number, "an entry without a title", "write it after the `## `")
        return None
    blocks = _blocks(lines[1:], number + 1)
    known: dict[str, Any] = {}
    if blocks and _are_fields(*blocks[0], number, report):
        known = fields.gather(_rows(*blocks.pop(0), report), report)
    abstract, note = _prose(blocks, report)
    return Entry(title=title, abstract=abstract, note=note, line=number, **known)


def _blocks(lines: list[str], number: int) -> list[tuple[int, list[str]]]:
    """Runs of lines that are not blank, each with the number of its first; `number` is that of the first of all."""
    blocks: list[tuple[int, list[str]]] = []
    fresh = True
    for at, line in enumerate(lines, number):
        if not line.strip():
            fresh = True
        elif fresh:
            blocks.append((at, [line]))
            fresh = False
        else:
            blocks[-1][1].append(line)
    return blocks


def _are_fields(at: int, block: list[str], title: int, report: Report) -> bool:
    """Whether the first block below a title is fields, and no abstract yet."""
    if at > title + 1:
        return _only_known(block)
    if block[0].startswith("- "):
        return True
    found = _UNMARKED.match(block[0])
    if found and found[1] in fields.BY_KEY:
        report.error(at, f"{found[0]} is no field yet", f"write `- {found[1]}: …`")
    return False


def _only_known(block: list[str]) -> bool:
    """Whether a block parted from its title by a blank line is fields all the same."""
    keys = [_FIELD.match(line) for line in block if not line.startswith("  ")]
    return bool(keys) and block[0][:1] == "-" and all(key and key[1] in fields.BY_KEY for key in keys)


def _rows(number: int, block: list[str], report: Report) -> list[tuple[str, str, int]]:
    """The (key, text, line) rows of a block of fields."""
    rows: list[tuple[str, str, int]] = []
    for at, line in enumerate(block, number):
        if found := _FIELD.match(line.rstrip()):
            key, written = found.groups("")
            rows.append((key, written.strip(), at))
        elif line.startswith("  ") and rows:
            key, written, first = rows[-1]
            rows[-1] = (key, f"{written} {line.strip()}".strip(), first)
        else:
            way_out = "write `- key: value`, and a blank line before the abstract"
            report.error(at, f"{errors.shown(line)} is no field", way_out)
    return rows


def _prose(blocks: list[tuple[int, list[str]]], report: Report) -> tuple[tuple[str, ...], str]:
    """The abstract's paragraphs and the editor's note."""
    abstract: list[str] = []
    note: list[str] = []
    for at, block in blocks:
        if block[0].startswith(">"):
            note += [""] if note else []
            note += [_ANGLE.sub("", line) for line in block]
        elif note:
            report.error(at, "text after the editor's note", "move it before the note")
        else:
            abstract.append(loosen(_TAKEN, " ".join(map(str.strip, block))))
    return tuple(abstract), text.lines("\n".join(note))


def loosen(taken: re.Pattern[str], line: str) -> str:
    """`line` without the backslash that `fasten` gave it."""
    return line[1:] if line.startswith("\\") and taken.match(line) else line


def fasten(taken: re.Pattern[str], line: str) -> str:
    """`line` with one more backslash if it would be taken for something else."""
    return f"\\{line}" if taken.match(line) else line


def dump(entry: Entry) -> str:
    """The inverse of `parse`, without a line end."""
    rows = [f"## {entry.title}"]
    for field in fields.FIELDS:
        held = getattr(entry, field.name)
        for each in held if field.many else [held]:
            if known(each):
                rows.append(f"- {field.key}: {field.write(each)}")
    rows += [f"- {key}: {written}".rstrip() for key, written in entry.extra]
    parts = ["\n".join(rows)]
    parts += [fasten(_TAKEN, paragraph) for paragraph in entry.abstract]
    if entry.note:
        parts.append("\n".join(f"> {line}" if line else ">" for line in entry.note.split("\n")))
    return "\n\n".join(parts)

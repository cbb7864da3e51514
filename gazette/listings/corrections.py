"""Correct in the text of a Markdown listing what has only one right form; all else stays as it was written.

Corrected are ids in another spelling, addresses that were pasted twice or end in a space, and characters that were
decoded wrongly.  What gives a paper its address stays: a title without an id, and `id`.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from gazette.core import errors, text
from gazette.core.errors import BadValue, Report
from gazette.core.model import Entry, Listing
from gazette.listings import fields, ids, markdown, mojibake

_FIELD = re.compile(r"(- ([A-Za-z][A-Za-z0-9_-]*):)(\s+)(.*?)(\s*)")
_NOT_TEXT = frozenset(["id", *ids.READERS, *fields.LINKS])
"""The keys of fields in which no characters are decoded again."""


class Correction(NamedTuple):
    """The number of a line, counted from 1 in the old text, and what was done to it."""

    line: int
    what: str


def correct(source: str, path: str) -> tuple[str, list[Correction]]:
    """The corrected text of a listing, and what was corrected; the text as it is if it has errors."""
    before = _parse(source, path)
    if before is None:
        return source, []
    lines = re.sub("\r\n?", "\n", source).split("\n")
    found: list[Correction] = []
    for entry in reversed(before.entries):
        stop = next((at for at in range(entry.line, len(lines)) if lines[at].startswith("## ")), len(lines))
        start = entry.line - 1 if identity_is_given(entry) else entry.line
        lines[start:stop] = _corrected(lines[start:stop], start + 1, found)
    corrected = "\n".join(lines)
    after = _parse(corrected, path)
    if not found or after is None or len(after.entries) != len(before.entries):
        return source, []
    return corrected.replace("\n", "\r\n" if "\r\n" in source else "\n"), sorted(found)


def _parse(source: str, path: str) -> Listing | None:
    report = Report(path)
    listing = markdown.parse(text.clean(source.removeprefix("\ufeff")), path, report)
    return None if report.errors else listing


def identity_is_given(entry: Entry) -> bool:
    """Whether an id gives the paper its address, so that its title may change."""
    return bool(entry.id or entry.arxiv or entry.doi or entry.openreview or entry.acl)


def _corrected(lines: list[str], number: int, found: list[Correction]) -> list[str]:
    """The lines of an entry, the first of which is line `number`, without addresses that are listed twice."""
    kept: list[str] = []
    for at, line in enumerate(lines, number):
        new, what = _line(line)
        field = _FIELD.fullmatch(new)
        if field and field[2] in fields.LINKS and fields.BY_KEY[field[2]].many and new in kept:
            what = f"{field[2]}: {errors.shown(field[4])} was listed twice"
        else:
            kept.append(new)
        if what:
            found.append(Correction(at, what))
    return kept


def _line(line: str) -> tuple[str, str]:
    """A line as it should be, and what was corrected in it."""
    field = _FIELD.fullmatch(line)
    if field and field[2] in _NOT_TEXT:
        key, value, space = field[2], field[4], field[5]
        right = _right(key, value)
        if right == value and not (space and key in fields.LINKS):
            return line, ""
        return f"{field[1]} {right}", f"{key}: {errors.shown(value + space)} is now {errors.shown(right)}"
    right = mojibake.repair(line)
    if right == line:
        return line, ""
    old, new = next((old, new) for old, new in zip(line.split(" "), right.split(" "), strict=True) if old != new)
    return right, f"{errors.shown(old)} is now {errors.shown(new)}"


def _right(key: str, value: str) -> str:
    """The canonical spelling of an id or an address."""
    if key in fields.LINKS:
        return mojibake.single_address(value) or value
    try:
        return ids.READERS[key](value) if key in ids.READERS else value
    except BadValue:
        return value

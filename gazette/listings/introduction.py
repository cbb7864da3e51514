"""The text before the first paper of a Markdown listing: what in it was probably meant as something else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from gazette.core import errors
from gazette.core.errors import Report
from gazette.listings import fields, prose

_TITLE = re.compile(r"\\*## ")
_MARKER = re.compile(r"\\*(?:<{7,}|>{7,}|\|{7,})(?: |\Z)|\\+={7,}\Z")
_KEY = re.compile(rf"(?:{'|'.join(fields.LISTING_KEYS)}):(?: |\Z)")
_DASHES = re.compile("[-–—]{1,9}")
MAX_SHOWN = 5


def check(lines: Sequence[str], number: int, report: Report) -> None:
    """Report fields without a paper, and front matter that does not begin on line 1; `number` is the first line's."""
    written = [(at, line) for at, line in enumerate(lines, number) if line.strip()]
    if number == 1 and written:
        if written[0][1].rstrip() == "+++":
            way_out = "write `key: value` lines between two lines `---`"
            report.error(written[0][0], "front matter in TOML is not read", way_out)
        elif at := _front_matter(written):
            way_out = "begin it on line 1 with a line `---`, and end it with another"
            report.warn(at, "the front matter is read as the introduction", way_out)
    for at, line in written:
        if prose.is_field(line):
            report.warn(at, f"the field {errors.shown(line)} has no paper", "write a title `## …` on the line above it")


def _front_matter(written: Sequence[tuple[int, str]]) -> int:
    """The line on which front matter begins that is not read as such; 0 if the file has no such line."""
    at, first = written[0]
    if first.rstrip() == "---" or _KEY.match(first):
        return at
    for (at, line), (_, below) in pairwise(written[:3]):  # a line of text may be above it, or its dashes are not three
        if _DASHES.fullmatch(line.strip()) and _KEY.match(below.strip()):
            return at
    return 0


def what_there_is(lines: Iterable[str]) -> tuple[int, str]:
    """The first line, and the names, of what a listing without papers has instead."""
    found: dict[str, list[int]] = {}
    for number, line in enumerate(lines, 1):
        if heading := re.match(r"#{1,6}(?=\s)|##+(?=\S)", line):
            found.setdefault(f"`{heading[0]}` headings", []).append(number)
        elif prose.is_table_rule(line.strip()):
            found.setdefault("a table", []).append(max(number - 1, 1))
        elif prose.is_field(line):
            found.setdefault("fields", []).append(number)
        elif prose.is_item(line):
            found.setdefault("list items", []).append(number)
    first = min((numbers[0] for numbers in found.values()), default=1)
    return first, " and ".join(f"{name} ({_lines(numbers)})" for name, numbers in found.items())


def _lines(numbers: Sequence[int]) -> str:
    shown = ", ".join(map(str, numbers[:MAX_SHOWN])) + (", …" if len(numbers) > MAX_SHOWN else "")
    return f"{'line' if len(numbers) == 1 else 'lines'} {shown}"


def escape(text: str) -> str:
    """The introduction as it is written: with a backslash before lines that start a paper or are conflict markers."""
    lines = text.split("\n")
    above = ["", *lines[:-1]]
    return "\n".join(
        f"\\{line}" if _needs_escape(line) or (line == "=======" and not before.strip()) else line
        for line, before in zip(lines, above, strict=True)
    )


def unescape(lines: Iterable[str]) -> str:
    """The inverse of `escape`."""
    return "\n".join(line[1:] if line.startswith("\\") and _needs_escape(line) else line for line in lines)


def _needs_escape(line: str) -> bool:
    return bool(_TITLE.match(line) or _MARKER.match(line))

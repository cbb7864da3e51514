"""HTML comments in a Markdown listing: they are left out, with a warning. `\\<!--` is text."""

from __future__ import annotations

import re

from gazette.core.errors import Report

OPEN, CLOSE = "<!--", "-->"
DROPPED = "\x1c"
"""A line that had only comments: white space, but not a blank line. Text that was cleaned does not contain it."""

_WHOLE = re.compile(rf"(?s)(?<!\\){OPEN}.*?{CLOSE}")


def strip(written: str, report: Report) -> str:
    """The text of a listing without its comments and the backslashes before `<!--`; its lines keep their numbers."""
    parts: list[str] = []
    at = counted = 0
    line = 1
    while (start := written.find(OPEN, at)) >= 0:
        line += written.count("\n", counted, start)
        counted = start
        if start and written[start - 1] == "\\":
            parts.append(written[at : start - 1] + OPEN)
            at = start + len(OPEN)
            continue
        end = written.find(CLOSE, start + 2)
        if end < 0:
            report.error(line, "the comment does not end", f"end it with `{CLOSE}`, or write `\\{OPEN}` if it is text")
            break
        report.warn(line, "the HTML comment is left out", f"remove it, or write `\\{OPEN}` if it is text")
        end += len(CLOSE)
        parts += [written[at:start], "\n".join([DROPPED] * (written.count("\n", start, end) + 1))]
        at = end
    return "\n".join(map(_line, "".join([*parts, written[at:]]).split("\n")))


def found(written: str) -> list[str]:
    """The comments that end in this text."""
    return [each[0] for each in _WHOLE.finditer(written)]


def _line(line: str) -> str:
    """A line without its comments; DROPPED if it had nothing else."""
    if DROPPED not in line:
        return line
    kept = [part for part in line.split(DROPPED) if part.strip()]
    if line.split(DROPPED, 1)[0].strip():
        return "".join([*(part.rstrip() for part in kept[:-1]), kept[-1]]).rstrip()
    return "".join(kept).lstrip() or DROPPED


def escape(written: str) -> str:
    """The inverse of `strip`, for a text without comments."""
    return written.replace(OPEN, f"\\{OPEN}")

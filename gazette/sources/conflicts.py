"""Conflict markers that git leaves in a file: `<<<<<<<`, `|||||||`, `=======` and `>>>>>>>` at the start of a line."""

from __future__ import annotations

import re

from gazette.core import errors
from gazette.core.errors import Report

_MARKER = re.compile(r"(<{7,}|>{7,}|\|{7,}|={7,})(?: .*)?$")
_BASE = re.compile(r"\|{7,} [^|]*$")
"""The marker of the common ancestor has a name. Without one, it may be an empty row of a table."""


def report_markers(source: str, report: Report) -> bool:
    """Report an error for each conflict marker in a file; whether there are any."""
    if not ("<<<<<<<" in source or ">>>>>>>" in source or "=======" in source or "|||||||" in source):
        return False
    lines = [line.rstrip("\r") for line in source.split("\n")]
    markers = [(number, match[1]) for number, line in enumerate(lines, 1) if (match := _MARKER.match(line))]
    lengths = {len(sign) for _, sign in markers if sign[0] in "<>"}
    found = [number for number, sign in markers if _is_marker(lines, number, sign, lengths)]
    for number in found:
        what = f"{errors.shown(lines[number - 1])} is a conflict marker of git"
        report.error(number, what, "choose what to keep, and remove the marker")
    return bool(found)


def _is_marker(lines: list[str], number: int, sign: str, lengths: set[int]) -> bool:
    """Whether a line is a marker, not the underline of a heading or an empty row of a table.

    `lengths` are those of the markers around a conflict; all markers of a conflict have the same.
    """
    line = lines[number - 1]
    if sign[0] in "<>" or len(sign) in lengths:
        return sign[0] != "=" or line == sign
    if sign[0] == "|":
        return bool(_BASE.match(line))
    return line == "=======" and (number == 1 or not lines[number - 2].strip())

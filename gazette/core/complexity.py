"""Whether Markdown is simple enough to be converted. If it is not, pages show it as it is written.

For some texts, the converter takes time that grows with the square of their length, or more memory than there is.
"""

from __future__ import annotations

import re

from gazette.core.errors import Report

MAX_LENGTH = 20_000
MAX_BRACKETS = 200
MAX_HEADINGS = 300
# Quotations or lists nested this deep are an attack: the converter would run out of stack.
_DEEP_NEST = re.compile(r"^[ ]{120}|^(?:[ ]*(?:>|[*+-](?= )|[0-9]+\.(?= ))){30}", re.MULTILINE)
# Lines at which the converter cuts a block in two: headings, rules and items without text.
_CUT = re.compile(r"^[ ]{0,3}(?:#|[*+-][ ]*$|[0-9]+\.[ ]*$|[*_-][ ]*[*_-][ ]*[*_-])", re.MULTILINE)


def too_complex(markdown: str) -> tuple[str, str] | None:
    """What is too complex, and what to do about it; None for Markdown that can be converted."""
    if len(markdown) > MAX_LENGTH:
        return f"the Markdown has more than {MAX_LENGTH:,} characters", "shorten it"
    if markdown.count("[") > MAX_BRACKETS:
        return f"the Markdown has more than {MAX_BRACKETS} opening brackets", "use fewer links"
    if _DEEP_NEST.search(markdown):
        return "the Markdown has lists or quotations nested 30 levels deep", "use fewer levels"
    if len(markdown) > MAX_HEADINGS and sum(1 for _ in _CUT.finditer(markdown)) > MAX_HEADINGS:
        return f"the Markdown has more than {MAX_HEADINGS} headings and empty items", "use fewer"
    return None


def warn(markdown: str, line: int, report: Report) -> None:
    """Add a warning, about this line, if pages will show the Markdown as it is written."""
    if problem := too_complex(markdown):
        what, way_out = problem
        report.warn(line, f"{what}, so pages show it as plain text", way_out)

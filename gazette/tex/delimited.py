"""Formulas that are whole: between `$` and `$`, `\\(` and `\\)`, and in display."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_WHOLE = re.compile(
    r"(?<!\\)(?:\$\$(?P<display>[^$]+?)\$\$"
    r"|\\\[(?P<bracketed>.+?)\\\]"
    r"|\\\((?P<inline>.+?)\\\)"
    r"|\\begin\{(?P<name>equation|align|gather|displaymath|math)(?P<star>\*?)\}(?P<environment>.+?)\\end\{(?P=name)(?P=star)\}"
    # No space within the signs, and no digit after them, for then the two would more likely be prices.
    r"|\$(?![\s$])(?P<dollars>(?:[^$\\]|\\.)*?)(?<![\s\\])\$(?!\d))",
    re.DOTALL,
)
_DISPLAYED = ("display", "bracketed", "environment")
_WORDS = re.compile(r"(?<![\\{A-Za-z])[A-Za-z]{2,}(?![A-Za-z}])")
_MATHS = re.compile(r"[\\^_={}<>+|]")
_SCRIPT = re.compile(r"[\^_]\{")
MANY_WORDS = 3
"""So many words without a sign of mathematics are prose between two prices."""


@dataclass(frozen=True, slots=True)
class Written:
    """TeX in `text[start:end]`, without the signs round it."""

    start: int
    end: int
    tex: str
    display: bool = False
    torn: bool = False
    """Whether it lost its backslashes between signs that were kept, so that it can be neither set nor restored."""


def formulas(text: str) -> Iterator[Written]:
    """The whole formulas of a text, in their order."""
    at = 0
    while found := _WHOLE.search(text, at) if "$" in text or "\\" in text else None:
        kind = next(kind for kind in (*_DISPLAYED, "inline", "dollars") if found[kind] is not None)
        tex = found[kind].strip()
        torn = kind == "dollars" and bool(_SCRIPT.search(tex)) and not _is_mathematics(tex)
        if tex and (kind != "dollars" or torn or _is_mathematics(tex)):
            yield Written(found.start(), found.end(), tex, kind in _DISPLAYED, torn)
            at = found.end()
        else:
            at = found.start() + 1


def _is_mathematics(tex: str) -> bool:
    """Money stays money: brackets pair in a formula, and words alone make none."""
    depth = 0
    for sign in tex:
        depth += (sign in "({[") - (sign in ")}]")
        if depth < -1:
            return False
    wordy = len(_WORDS.findall(tex)) >= MANY_WORDS
    return "\\" in tex or (not wordy and (depth == 0 or bool(_MATHS.search(tex))))

"""Find formulas that have their delimiters: `$…$`, `$$…$$`, `\\(…\\)`, `\\[…\\]`, or an environment."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_DELIMITED = re.compile(
    r"(?<!\\)(?:\$\$(?P<display>[^$]+?)\$\$"
    r"|\\\[(?P<brackets>.+?)\\\]"
    r"|\\\((?P<inline>.+?)\\\)"
    r"|\\begin\{(?P<name>equation|align|gather|displaymath|math)(?P<star>\*?)\}(?P<environment>.+?)\\end\{(?P=name)(?P=star)\}"
    # With a space inside the dollars or a digit after them, the two are more likely prices.
    r"|\$(?![\s$])(?P<dollars>(?:[^$\\]|\\.)*?)(?<![\s\\])\$(?!\d))",
    re.DOTALL,
)
_DISPLAY_KINDS = ("display", "brackets", "environment")
_WORDS = re.compile(r"(?<![\\{A-Za-z])[A-Za-z]{2,}(?![A-Za-z}])")
_MATHEMATICAL = re.compile(r"[\\^_={}<>+|]")
_SCRIPT_GROUP = re.compile(r"[\^_]\{")
PROSE_WORDS = 3
"""From this number of words on, text between two dollars is prose between two prices, unless it has a backslash."""


@dataclass(frozen=True, slots=True)
class DelimitedFormula:
    """The formula in `text[start:end]`; `tex` is without the delimiters."""

    start: int
    end: int
    tex: str
    display: bool = False
    damaged: bool = False
    """Whether it kept its dollars but lost its backslashes. It can be neither drawn nor restored."""


def formulas(text: str) -> Iterator[DelimitedFormula]:
    """The delimited formulas of a text, in order."""
    at = 0
    while found := _DELIMITED.search(text, at) if "$" in text or "\\" in text else None:
        kind = next(kind for kind in (*_DISPLAY_KINDS, "inline", "dollars") if found[kind] is not None)
        tex = found[kind].strip()
        damaged = kind == "dollars" and bool(_SCRIPT_GROUP.search(tex)) and not _is_mathematics(tex)
        if tex and (kind != "dollars" or damaged or _is_mathematics(tex)):
            yield DelimitedFormula(found.start(), found.end(), tex, kind in _DISPLAY_KINDS, damaged)
            at = found.end()
        else:
            at = found.start() + 1


def _is_mathematics(tex: str) -> bool:
    """Whether text between dollars is a formula, and not what stands between two prices."""
    depth = 0
    for symbol in tex:
        depth += (symbol in "({[") - (symbol in ")}]")
        if depth < -1:
            return False
    is_prose = len(_WORDS.findall(tex)) >= PROSE_WORDS
    return "\\" in tex or (not is_prose and (depth == 0 or bool(_MATHEMATICAL.search(tex))))

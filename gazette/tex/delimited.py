"""Find formulas that have their delimiters: `$…$`, `$$…$$`, `\\(…\\)`, `\\[…\\]`, or an environment."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_OPENING = re.compile(r"(?<!\\)(?:\$|\\\[|\\\(|\\begin\{(?P<name>(?:equation|align|gather|displaymath|math)\*?)\})")
_DISPLAY_DOLLARS = re.compile(r"\$\$([^$]+)\$\$")
# With a space inside the dollars, the two are more likely prices.
_DOLLARS = re.compile(r"\$(?![\s$])((?:[^$\\]|\\.)*)(?<![\s\\])\$", re.DOTALL)
_SIGN = re.compile(r"[\^_]|\\[A-Za-z]")
"""A sign that prices do not have: with it, a digit may follow the closing dollar."""
_WORDS = re.compile(r"(?<![\\{A-Za-z])[A-Za-z]{2,}(?![A-Za-z}])")
_MATHEMATICAL = re.compile(r"[\\^_={}<>+|]")
_CLOSING = str.maketrans("([", ")]")
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
    absent: set[str] = set()
    while found := _OPENING.search(text, at) if "$" in text or "\\" in text else None:
        formula = _dollars(text, found.start()) if found[0] == "$" else _bracketed(text, found, absent)
        if formula:
            yield formula
        at = formula.end if formula else found.start() + 1


def _bracketed(text: str, opening: re.Match[str], absent: set[str]) -> DelimitedFormula | None:
    """The formula that an opening delimiter other than dollars begins.

    Closing delimiters that the rest of the text does not have are added to `absent`, so that each is searched for once.
    """
    name = opening["name"]
    closing = f"\\end{{{name}}}" if name else opening[0].translate(_CLOSING)
    end = -1 if closing in absent else text.find(closing, opening.end() + 1)
    if end < 0:
        absent.add(closing)
        return None
    tex = text[opening.end() : end].strip()
    is_display = opening[0] != "\\("
    return DelimitedFormula(opening.start(), end + len(closing), tex, is_display) if tex else None


def _dollars(text: str, start: int) -> DelimitedFormula | None:
    display = _DISPLAY_DOLLARS.match(text, start)
    found = display or _DOLLARS.match(text, start)
    tex = found[1].strip() if found else ""
    if not found or not tex or (not display and text[found.end() : found.end() + 1].isdigit() and _may_be_price(tex)):
        return None
    damaged = not display and bool(_SCRIPT_GROUP.search(tex)) and not _is_mathematics(tex)
    if display or damaged or _is_mathematics(tex):
        return DelimitedFormula(start, found.end(), tex, bool(display), damaged)
    return None


def _may_be_price(tex: str) -> bool:
    return not _SIGN.search(tex) or len(_WORDS.findall(tex)) >= PROSE_WORDS


def _is_mathematics(tex: str) -> bool:
    """Whether text between dollars is a formula, and not what stands between two prices."""
    depth = 0
    for symbol in tex:
        depth += (symbol in "({[") - (symbol in ")}]")
        if depth < -1:
            return False
    is_prose = len(_WORDS.findall(tex)) >= PROSE_WORDS
    return "\\" in tex or (not is_prose and (depth == 0 or bool(_MATHEMATICAL.search(tex))))

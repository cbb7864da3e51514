"""Split a text with TeX into its parts: prose and formulas, delimited or restored.

A `MarkedText` stores the result as one string, so that it can be cut and stored without being read again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from gazette.tex import delimited, prose
from gazette.tex.restore.restore import lost_formulas

_WORDS = r"[A-Za-z0-9 ,.()-]"
_TEXT = r"\\(?:text[a-z]*|emph|mbox|href\{[^{}$]*\})\{(?:[^{}$]|\{(?:[^{}$]|\{[^{}$]*\})*\})*\}"
_ONLY_WORDS = re.compile(rf"{_WORDS}*{_TEXT}(?:{_WORDS}|{_TEXT})*")
"""Text between `$` that is no mathematics, as `$\\textbf{Search}$`."""
CACHED_TEXTS = 1 << 14
"""The cache is for papers that several pages show: those of one period are drawn together."""


@dataclass(frozen=True, slots=True)
class Formula:
    """TeX without its delimiters. `original` is the text it was restored from, or "" if it was not restored."""

    tex: str
    display: bool = False
    original: str = ""


Part = str | Formula


class MarkedText(str):
    """A text whose prose is set and whose formulas stand between markers.

    It can be cut between formulas, and its parts stay the same: nothing is restored again.
    """

    __slots__ = ()


INLINE, DISPLAY, ORIGINAL, END = "\x01\x02\x03\x04"
"""Markers of a formula: INLINE or DISPLAY, its TeX, ORIGINAL, its original, END.

Texts of listings have no control characters.
"""
_MARKED_FORMULA = re.compile(f"([{INLINE}{DISPLAY}])([^{ORIGINAL}]*){ORIGINAL}([^{END}]*){END}")


def split(text: str) -> tuple[Part, ...] | None:
    """Prose, with its TeX set, and formulas, in order; None if the text is plain prose."""
    return _split_marked(text) if type(text) is MarkedText else _split(text)


def mark(text: str) -> MarkedText:
    return MarkedText("".join(part if isinstance(part, str) else _marked(part) for part in _split(text) or (text,)))


def _marked(formula: Formula) -> str:
    return f"{DISPLAY if formula.display else INLINE}{formula.tex}{ORIGINAL}{formula.original}{END}"


def formula_spans(marked: str) -> Iterator[tuple[int, int]]:
    """Start and end of each formula in a marked text, markers included."""
    return (found.span() for found in _marked_formulas(marked))


def _split_marked(text: MarkedText) -> tuple[Part, ...] | None:
    parts: list[Part] = []
    last = 0
    for found in _marked_formulas(text):
        parts += [text[last : found.start()], Formula(found[2], found[1] == DISPLAY, found[3])]
        last = found.end()
    return tuple(part for part in (*parts, text[last:]) if part != "") if parts else None


def _marked_formulas(text: str) -> Iterable[re.Match[str]]:
    return _MARKED_FORMULA.finditer(text) if INLINE in text or DISPLAY in text else ()


@lru_cache(CACHED_TEXTS)
def _split(text: str) -> tuple[Part, ...] | None:
    formulas = _formulas(text)
    if not formulas:
        return (prose.to_text(text),) if prose.may_have_markup(text) else None
    parts: list[Part] = []
    last = 0
    for start, end, formula in formulas:
        only_words = not formula.original and _ONLY_WORDS.fullmatch(formula.tex)
        parts += [_prose(text, last, start), prose.to_text(formula.tex) if only_words else formula]
        last = end
    return tuple(part for part in (*parts, _prose(text, last, len(text))) if part != "")


def _prose(text: str, start: int, end: int) -> str:
    """The prose in `text[start:end]`. A formula next to it counts as a letter: `5~$x$`, `$x$--$y$`."""
    piece = text[start:end]
    if not prose.may_have_markup(piece):
        return piece
    before, after = prose.OBJECT * (start > 0), prose.OBJECT * (end < len(text))
    return prose.to_text(f"{before}{piece}{after}").removeprefix(before).removesuffix(after)


def _formulas(text: str) -> list[tuple[int, int, Formula]]:
    """Start, end and formula, in order."""
    found = [
        (each.start, each.end, Formula(each.tex, each.display)) for each in delimited.formulas(text) if not each.damaged
    ]
    found += [
        (each.start, each.end, Formula(each.tex, original=text[each.start : each.end])) for each in lost_formulas(text)
    ]
    return sorted(found, key=lambda row: row[0])

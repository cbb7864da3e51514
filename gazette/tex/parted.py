"""A text with TeX as its parts: prose, and formulas as they are written or as they could be restored."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from gazette.tex import prose, written
from gazette.tex.repair import restored

_WORDS = re.compile(
    r"[\w ,.()-]*\\(?:text[a-z]*|emph|mbox)\{(?:[^{}$]|\{(?:[^{}$]|\{[^{}$]*\})*\})*\}"
    r"(?:[\w ,.()-]|\\(?:text[a-z]*|emph|mbox)\{(?:[^{}$]|\{(?:[^{}$]|\{[^{}$]*\})*\})*\})*"
)
"""What is no formula but words, though somebody put `$` round them."""
KEPT = 1 << 14
"""So many texts are remembered as parts: papers of one time are drawn together."""


@dataclass(frozen=True, slots=True)
class Formula:
    """TeX without its `$`; `words` is what the source has in its place, if it had to be restored."""

    tex: str
    display: bool = False
    words: str = ""


Part = str | Formula


class Plain(str):
    """A stretch of a text that was found to be nothing but plain prose: it need not be looked at again."""

    __slots__ = ()


def parts(text: str) -> tuple[Part, ...] | None:
    """Prose, with its own TeX set, and formulas, in their order; None where the text is nothing but plain prose."""
    return None if type(text) is Plain else _parts(text)


@lru_cache(KEPT)
def _parts(text: str) -> tuple[Part, ...] | None:
    found = _cut(text)
    if not found:
        return (prose.text(text),) if prose.marked(text) else None
    row: list[Part] = []
    last = 0
    for start, end, formula in found:
        words = not formula.words and _WORDS.fullmatch(formula.tex)
        row += [prose.text(text[last:start]), prose.text(words[0]) if words else formula]
        last = end
    return tuple(part for part in (*row, prose.text(text[last:])) if part != "")


def spans(text: str) -> tuple[tuple[int, int], ...]:
    """From where to where the formulas of a text go, so that nobody cuts one in two."""
    return tuple((start, end) for start, end, _ in _cut(text))


@lru_cache(KEPT)
def _cut(text: str) -> tuple[tuple[int, int, Formula], ...]:
    whole = [
        (each.start, each.end, Formula(each.tex, each.display)) for each in written.formulas(text) if not each.torn
    ]
    lost = [(each.start, each.end, Formula(each.tex, words=text[each.start : each.end])) for each in restored(text)]
    return tuple(sorted([*whole, *lost], key=lambda row: row[0])) if whole or lost else ()

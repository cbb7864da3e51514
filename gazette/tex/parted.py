"""A text with TeX as its parts: prose, and formulas as they are written or as they could be restored."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from gazette.tex import prose, scars
from gazette.tex.repair import restored

KEPT = 1 << 14
"""So many texts are remembered as parts: papers of one time are drawn together."""
_WHOLE = re.compile(
    r"(?<!\\)(?:\$\$(?P<display>[^$]+?)\$\$"
    r"|\\\[(?P<bracketed>.+?)\\\]"
    r"|\\\((?P<inline>.+?)\\\)"
    # No space within the signs, and no digit after them, for then the two would more likely be prices.
    r"|\$(?![\s$])(?P<dollars>(?:[^$\\]|\\.)*?)(?<![\s\\])\$(?!\d))",
    re.DOTALL,
)
_WORDS = re.compile(r"(?<![\\{A-Za-z])[A-Za-z]{2,}(?![A-Za-z}])")
_MATHS = re.compile(r"[\\^_={}<>+|]")
MANY_WORDS = 3
"""So many words without a sign of mathematics are prose between two prices."""


@dataclass(frozen=True, slots=True)
class Formula:
    """TeX without its `$`; `words` is what the source has in its place, if it had to be restored."""

    tex: str
    display: bool = False
    words: str = ""


Part = str | Formula


@lru_cache(KEPT)
def parts(text: str) -> tuple[Part, ...] | None:
    """Prose, with its own TeX set, and formulas, in their order; None where the text is nothing but plain prose."""
    found = tuple(_cut(text)) if "$" in text or "\\" in text or scars.windows(text) else ()
    if not found:
        return (prose.text(text),) if prose.marked(text) else None
    row: list[Part] = []
    last = 0
    for start, end, formula in found:
        row += [prose.text(text[last:start]), formula]
        last = end
    return tuple(part for part in (*row, prose.text(text[last:])) if part != "")


def spans(text: str) -> tuple[tuple[int, int], ...]:
    """From where to where the formulas of a text go, so that nobody cuts one in two."""
    if parts(text) is None:
        return ()
    return tuple((start, end) for start, end, _ in _cut(text))


def _cut(text: str) -> Iterator[tuple[int, int, Formula]]:
    whole = list(_written(text))
    lost = [
        (each.start, each.end, Formula(each.tex, words=text[each.start : each.end]))
        for each in restored(text, [(start, end) for start, end, _ in whole])
    ]
    yield from sorted([*whole, *lost], key=lambda row: row[0])


def _written(text: str) -> Iterator[tuple[int, int, Formula]]:
    """The formulas that are whole."""
    at = 0
    while found := _WHOLE.search(text, at):
        kind = found.lastgroup or ""
        tex = found[kind].strip()
        if tex and (kind != "dollars" or _is_mathematics(tex)):
            yield found.start(), found.end(), Formula(tex, display=kind in ("display", "bracketed"))
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

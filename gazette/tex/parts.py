"""A text with TeX as its parts: prose, and formulas as they are written or as they could be restored."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from gazette.tex import delimited as written
from gazette.tex import prose
from gazette.tex.restore.restore import restored

_WORDED = re.compile(
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


class Held(str):
    """A text that was read: its prose is set, and each formula stands between signs.

    So it can be cut without being read again, and a formula is not taken for another where it lost its neighbours.
    """

    __slots__ = ()


BEGIN, SHOWN, WORDS, END = "\x01\x02\x03\x04"
"""A formula in a held text: BEGIN, or SHOWN for one on a line of its own; its TeX; WORDS, and those; END.

No text of a listing has such characters.
"""
_HELD = re.compile(f"([{BEGIN}{SHOWN}])([^{WORDS}]*){WORDS}([^{END}]*){END}")


def parts(text: str) -> tuple[Part, ...] | None:
    """Prose, with its own TeX set, and formulas, in their order; None where the text is nothing but plain prose."""
    return _of_held(text) if type(text) is Held else _parts(text)


def held(text: str) -> Held:
    """The text, read once for all that will be cut from it."""
    return Held("".join(part if isinstance(part, str) else _sign(part) for part in _parts(text) or (text,)))


def _sign(formula: Formula) -> str:
    return f"{SHOWN if formula.display else BEGIN}{formula.tex}{WORDS}{formula.words}{END}"


def spans(held: str) -> Iterator[tuple[int, int]]:
    """From where to where the formulas of a held text go, so that nobody cuts one in two."""
    return (found.span() for found in _found(held))


def _of_held(text: Held) -> tuple[Part, ...] | None:
    row: list[Part] = []
    last = 0
    for found in _found(text):
        row += [text[last : found.start()], Formula(found[2], found[1] == SHOWN, found[3])]
        last = found.end()
    return tuple(part for part in (*row, text[last:]) if part != "") if row else None


def _found(held: str) -> Iterable[re.Match[str]]:
    return _HELD.finditer(held) if BEGIN in held or SHOWN in held else ()


@lru_cache(KEPT)
def _parts(text: str) -> tuple[Part, ...] | None:
    found = _cut(text)
    if not found:
        return (prose.text(text),) if prose.marked(text) else None
    row: list[Part] = []
    last = 0
    for start, end, formula in found:
        words = not formula.words and _WORDED.fullmatch(formula.tex)
        row += [prose.text(text[last:start]), prose.text(words[0]) if words else formula]
        last = end
    return tuple(part for part in (*row, prose.text(text[last:])) if part != "")


def _cut(text: str) -> tuple[tuple[int, int, Formula], ...]:
    whole = [
        (each.start, each.end, Formula(each.tex, each.display)) for each in written.formulas(text) if not each.torn
    ]
    lost = [(each.start, each.end, Formula(each.tex, words=text[each.start : each.end])) for each in restored(text)]
    return tuple(sorted([*whole, *lost], key=lambda row: row[0])) if whole or lost else ()

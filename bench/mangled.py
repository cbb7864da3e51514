"""Abstracts with TeX, mangled as the papers page mangles them, and how many of their formulas are found again.

First, everywhere, `\\name{argument}` becomes `argument`, up to the first `}`; then, between two `$`, every backslash
goes, and the two `$`.  A formula that a command was taken from in the first step is compared as the second step met it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.corpus import opened
from gazette import tex
from gazette.tex.restore import macros

_COMMAND = re.compile(r"\\[A-Za-z]+\{([^}]*)\}")
_FORMULA = re.compile(r"\$([^$]+)\$")
_TOKEN = re.compile(r"\\[A-Za-z]+|\\.|\S", re.DOTALL)
_SCAR = re.compile(r"[_^]|\{\w+\}|\{\W\}")
AROUND = 40
SEAM = "\x00"
Places = set[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class Formula:
    """Where a formula stands in a text without `$`, what it was, and whether it is to be found again.

    Its TeX has a `SEAM` where something was taken away, for names did not run on there.
    """

    start: int
    end: int
    tex: str
    required: bool = False


def abstracts(corpus: Path) -> Iterator[str]:
    """The abstracts of a corpus (a JSON object a line, `abstract` in it) that hold formulas."""
    with opened(corpus) as lines:
        for line in lines:
            abstract = json.loads(line).get("abstract") or ""
            if _FORMULA.search(abstract):
                yield abstract


def mangle(abstract: str) -> tuple[str, tuple[Formula, ...]]:
    """The abstract as the papers page would show it, and the formulas that were in it, as far as they came through."""
    first = _COMMAND.sub(rf"{SEAM}\1{SEAM}", abstract.replace(SEAM, " "))
    text, formulas, last = "", [], 0
    for match in _FORMULA.finditer(first):
        text += first[last : match.start()].replace(SEAM, "")
        bare = match[1].replace("\\", "").replace(SEAM, "")
        required = SEAM not in match[1] and scarred(bare)
        formulas.append(Formula(len(text), len(text) + len(bare), match[1], required))
        text += bare
        last = match.end()
    return text + first[last:].replace(SEAM, ""), tuple(formulas)


def scarred(bare: str) -> bool:
    """Whether a formula without `$` and backslashes still shows that it is one."""
    words = re.findall(r"[A-Za-z]+", bare)
    glued = re.findall(r"(?<=[\d)\]}])[A-Za-z]+|[A-Za-z]+(?=[\d(\[{])", bare)
    return bool(
        _SCAR.search(bare)
        or any(part in macros.ALL - macros.AMBIGUOUS for word in words for part in macros.split(word))
        or any(word in macros.ALL for word in glued)
        or any(len(macros.split(word)) > 1 for word in words)
        or any(word in macros.GREEK and re.search(rf"\b{word}\s*[=<>]|[=<>]\s*{word}\b", bare) for word in words)
    )


@dataclass(slots=True)
class Score:
    """What was found of the formulas of all abstracts."""

    abstracts: int = 0
    formulas: int = 0
    found: int = 0
    required: int = 0
    required_found: int = 0
    required_whole: int = 0
    restored: int = 0
    right: int = 0
    exact: int = 0
    tokens: int = 0
    tokens_right: int = 0
    altered: int = 0

    def add(self, text: str, formulas: Sequence[Formula]) -> Iterator[str]:
        """Compare; what went wrong is yielded in words."""
        restored = [Formula(each.start, each.end, each.tex) for each in tex.lost_formulas(text)]
        self.abstracts += 1
        self.altered += _altered(text)
        yield from self._recalled(text, formulas, {token for each in restored for token in places(text, each)})
        yield from self._precise(text, formulas, restored)

    def _recalled(self, text: str, formulas: Sequence[Formula], ours: Places) -> Iterator[str]:
        for each in formulas:
            there = places(text, each)
            hit = needed(there) <= ours
            self.formulas += 1
            self.found += hit
            self.required += each.required
            self.required_found += each.required and hit
            self.required_whole += each.required and there <= ours
            if each.required and not there <= ours:
                yield f"{'short ' if hit else 'missed'}  {each.tex}   in   {_around(text, each)}"

    def _precise(self, text: str, formulas: Sequence[Formula], restored: Sequence[Formula]) -> Iterator[str]:
        there = {token for each in formulas for token in places(text, each)}
        commands = {place for place, token in there if len(token) > 1}
        for each in restored:
            tokens = places(text, each)
            meant = any(other.start < each.end and each.start < other.end for other in formulas)
            right = meant and all(it in there or (len(it[1]) == 1 and it[0] not in commands) for it in tokens)
            self.restored += 1
            self.right += right
            self.exact += right and any((other.start, other.end) == (each.start, each.end) for other in formulas)
            self.tokens += len(needed(tokens))
            self.tokens_right += len(needed(tokens) & there)
            if not tokens <= there:
                yield f"{'long  ' if right else 'wrong '}  {each.tex}   in   {_around(text, each)}"


def needed(tokens: Places) -> Places:
    """Those that mean something else, or nothing, outside a formula: commands and scripts."""
    return {(at, it) for at, it in tokens if (it[0] == "\\" and it != "\\%") or it in ("^", "_")}


def _altered(text: str) -> int:
    """Characters of the text that are others, or elsewhere, once the `$` and backslashes put in are taken away.

    Spaces do not count: a name that letters follow is parted from them.
    """
    last, kept = 0, []
    for each in tex.lost_formulas(text):
        kept += [text[last : each.start], each.tex.replace("\\", "")]
        last = each.end
    written, whole = ("".join(found.split()) for found in ("".join([*kept, text[last:]]), text))
    return sum(ours != theirs for ours, theirs in zip(written, whole, strict=False)) + abs(len(written) - len(whole))


def _around(text: str, formula: Formula) -> str:
    return f"…{text[max(0, formula.start - AROUND) : formula.end + AROUND]}…"


def places(text: str, formula: Formula) -> Places:
    """The tokens of a formula, each with its place in the mangled text; nobody can tell that `|` was `\\|`."""
    found: Places = set()
    at = formula.start
    for token in _TOKEN.findall(formula.tex.replace("\\|", "|")):
        if token == SEAM:
            continue
        bare = token.removeprefix("\\")
        at = text.find(bare, at) if bare.strip() else at
        found.add((at, token))
        at += len(bare)
    return found

"""Compare restored formulas with the original ones, token by token."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bench.quality.lost_markup import REMOVED, Formula
from gazette import tex

_TOKEN = re.compile(r"\\[A-Za-z]+|\\.|\S", re.DOTALL)
CONTEXT = 40  # characters
Tokens = set[tuple[int, str]]
"""Tokens of TeX, with their positions in the text."""


@dataclass(slots=True)
class Score:
    """Counts over all abstracts."""

    abstracts: int = 0
    formulas: int = 0
    found: int = 0
    """Formulas whose commands and scripts were all restored."""
    required: int = 0
    required_found: int = 0
    required_complete: int = 0
    """Required formulas that were restored with every letter and sign."""
    restored: int = 0
    correct: int = 0
    """Restored formulas that are where one was, with no command or script that the original does not have."""
    outside: int = 0
    """Restored formulas that count as wrong because the original has none there: many authors leave out the `$`."""
    tokens: int = 0
    """Commands and scripts in restored formulas."""
    tokens_correct: int = 0
    altered_characters: int = 0

    def add(self, text: str, formulas: Sequence[Formula]) -> Iterator[str]:
        """Count an abstract, and yield a line for each difference; consume the iterator to count it completely."""
        restored = [Formula(each.start, each.end, each.tex) for each in tex.lost_formulas(text)]
        self.abstracts += 1
        self.altered_characters += _altered_characters(text)
        yield from self._add_recall(text, formulas, {token for each in restored for token in tokens_of(text, each)})
        yield from self._add_precision(text, formulas, restored)

    def _add_recall(self, text: str, formulas: Sequence[Formula], restored: Tokens) -> Iterator[str]:
        for each in formulas:
            original = tokens_of(text, each)
            found = _commands_and_scripts(original) <= restored
            complete = original <= restored
            self.formulas += 1
            self.found += found
            self.required += each.required
            self.required_found += each.required and found
            self.required_complete += each.required and complete
            if each.required and not complete:
                yield f"{'too short' if found else 'missed':9}  {each.tex}   in   {_context(text, each)}"

    def _add_precision(self, text: str, formulas: Sequence[Formula], restored: Sequence[Formula]) -> Iterator[str]:
        original = {token for each in formulas for token in tokens_of(text, each)}
        command_positions = {position for position, token in original if len(token) > 1}
        for each in restored:
            tokens = tokens_of(text, each)
            overlaps = any(other.start < each.end and each.start < other.end for other in formulas)
            # A letter or digit may be outside the original's `$`, unless the original has a command there.
            correct = overlaps and all(
                token in original or (len(token[1]) == 1 and token[0] not in command_positions) for token in tokens
            )
            self.restored += 1
            self.correct += correct
            self.outside += not overlaps
            self.tokens += len(_commands_and_scripts(tokens))
            self.tokens_correct += len(_commands_and_scripts(tokens) & original)
            if not tokens <= original:
                yield f"{'too long' if correct else 'wrong':9}  {each.tex}   in   {_context(text, each)}"


def tokens_of(text: str, formula: Formula) -> Tokens:
    """Return the tokens of a formula with their positions in the text; `|` and `\\|` count as the same."""
    tokens: Tokens = set()
    position = formula.start
    for token in _TOKEN.findall(formula.tex.replace("\\|", "|")):
        if token == REMOVED:
            continue
        bare = token.removeprefix("\\")
        position = text.find(bare, position) if bare.strip() else position
        tokens.add((position, token))
        position += len(bare)
    return tokens


def _commands_and_scripts(tokens: Tokens) -> Tokens:
    """Return the tokens that have another meaning outside a formula, or none."""
    return {row for row in tokens if (row[1][0] == "\\" and row[1] != "\\%") or row[1] in ("^", "_")}


def _altered_characters(text: str) -> int:
    """Count the characters that differ after the `$` and backslashes that restoring added are removed again.

    Spaces are ignored: restoring adds one between a command and a letter.
    """
    last, parts = 0, []
    for each in tex.lost_formulas(text):
        parts += [text[last : each.start], each.tex.replace("\\", "")]
        last = each.end
    ours, original = ("".join(each.split()) for each in ("".join([*parts, text[last:]]), text))
    return sum(one != other for one, other in zip(ours, original, strict=False)) + abs(len(ours) - len(original))


def _context(text: str, formula: Formula) -> str:
    return f"…{text[max(0, formula.start - CONTEXT) : formula.end + CONTEXT]}…"

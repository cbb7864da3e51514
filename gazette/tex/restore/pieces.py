"""Pieces of formulas, and what the reading of all of them needs."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import NamedTuple

from gazette.tex.restore import macros
from gazette.tex.restore.tokens import Kind, Token

MAX_READS = 4
"""Operands that are read for each token, so that time grows with the length of any text; real texts need 0.5."""
WORD_LETTERS = frozenset("aAI")
"""Letters that are also words."""


class Piece(NamedTuple):
    """A part of a formula, up to but without the token `end`."""

    end: int
    backslashes: tuple[int, ...] = ()
    """Where in the text a backslash was lost."""
    hint: bool = False
    """Whether it contains a hint: something that prose does not have."""

    def then(self, other: Piece, hint: bool = False) -> Piece:
        """This piece and the one after it; `hint` says that together they are a hint."""
        return Piece(other.end, self.backslashes + other.backslashes, self.hint or other.hint or hint)

    def with_hint(self) -> Piece:
        return Piece(self.end, self.backslashes, True)


def is_quantity(token: Token) -> bool:
    """Whether it is a number, a letter or the name of a Greek letter, but not a word such as "a"."""
    text = token.text
    if token.kind is Kind.WORD:
        return text not in WORD_LETTERS if len(text) == 1 else text in macros.GREEK
    return token.kind is Kind.NUMBER


class Reader(ABC):
    """Reads pieces from a row of tokens. `inside` means within brackets, where more words are taken for mathematics.

    Places (`at`, `start`, `where`) are indexes in the row. Methods that read return a `Piece`, or None if what they
    look for is not there.
    """

    def __init__(self, row: list[Token]) -> None:
        self.row = row
        self.reads_left = MAX_READS * len(row)

    @abstractmethod
    def operand(self, at: int, inside: bool) -> Piece | None:
        """A number, a letter, a macro with its arguments, or brackets, each with its scripts."""

    @abstractmethod
    def formula_inside(self, at: int) -> Piece | None:
        """A formula in brackets."""

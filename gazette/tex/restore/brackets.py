"""Brackets, fences and sets, and the lists that stand between them."""

from __future__ import annotations

from gazette.tex.restore import macros as names
from gazette.tex.restore.scripts import Piece, Scripts
from gazette.tex.restore.tokens import Kind, Token

DEEPEST = 6
"""So many brackets within brackets are read."""
CLOSING = {"(": ")]", "[": ")]"}
FACES = names.FONTS - {"em", "it"}
FENCES = {"lceil": "rceil", "lfloor": "rfloor", "langle": "rangle", "lvert": "rvert", "lVert": "rVert", "left": "right"}


class Brackets(Scripts):
    """Reads what is in brackets; a formula inside is read by whoever knows what operators join."""

    def __init__(self, row: list[Token]) -> None:
        super().__init__(row)
        self.depth = 0
        self.known: dict[int, Piece | None] = {}

    def sum(self, at: int, inside: bool) -> Piece | None:
        """What operators join from there on: `formula.Reader`, which is built on this, knows."""
        raise NotImplementedError

    def nested(self, at: int) -> Piece | None:
        """The brackets or the fence that open there; each is read once, however often it is asked for."""
        if at not in self.known:
            if self.depth >= DEEPEST:
                return None
            self.depth += 1
            self.known[at] = self._fenced(at) if self.row[at].text in FENCES else self._bracketed(at)
            self.depth -= 1
        return self.known[at]

    def _bracketed(self, at: int) -> Piece | None:
        opening = self.row[at].text
        if opening == "{":
            return self._faced(at) or self._set(at)
        closing = "|" if opening == "|" else CLOSING[opening]
        inner = self._list(at + 1, closing)
        if not inner or self.row[inner.end].text not in closing or not self.row[inner.end].text:
            return None
        pair = self.row[at + 1].text == "epsilon" and self.row[at + 2].text == ","
        return self.scripts(Piece(inner.end + 1, inner.lost, inner.scar or pair), sure="^_")

    def _fenced(self, at: int) -> Piece | None:
        """`lceil x rceil`, `left( x right)`."""
        sized = self.row[at].text == "left"
        if sized and self.row[at + 1].text not in ("(", "[", "|"):
            return None
        inner = self._list(at + 1 + sized)
        closing = self.row[inner.end] if inner else None
        if not inner or not closing or closing.text != FENCES[self.row[at].text]:
            return None
        if sized and self.row[inner.end + 1].text not in (")", "]", "|"):
            return None
        lost = (self.row[at].start, *inner.lost, closing.start)
        return self.scripts(Piece(inner.end + 1 + sized, lost, True), sure="^_")

    def _list(self, at: int, closing: str = "") -> Piece | None:
        """What stands between brackets: formulas, with commas or such between them."""
        piece = self.sum(self.past_space(at), inside=True)
        while piece:
            where = self.past_space(piece.end)
            if self.row[where].text not in (",", ";", ":", "|") or not self.row[where].text:
                return Piece(where, piece.lost, piece.scar)
            if self.row[where].text == closing == "|":
                return Piece(where, piece.lost, piece.scar)
            more = self.sum(self.past_space(where + 1), inside=True)
            piece = piece.then(more) if more else None
        return None

    def _faced(self, at: int) -> Piece | None:
        """`{bf 1}`, `{cal N}`: a sign or two in another face."""
        face = self.row[at + 1]
        group = self.braces(at) if face.text in FACES and self.row[at + 2].kind is Kind.SPACE else None
        return self.scripts(group, sure="^_") if group and group.end <= at + 6 else None

    def _set(self, at: int) -> Piece | None:
        """`{0,1}^n`: the braces lost their backslashes, too; nothing but a script tells it from a program's."""
        inner = self._list(at + 1)
        if not inner or self.row[inner.end].text != "}" or "," not in (each.text for each in self.row[at : inner.end]):
            return None
        row = self.row[at + 1 : inner.end]
        if any(each.kind is Kind.WORD and len(each.text) > 1 and each.text not in names.ALL for each in row):
            return None
        whole = Piece(inner.end + 1, (self.row[at].start, *inner.lost, self.row[inner.end].start), inner.scar)
        return self.scripts(whole, sure="^_")

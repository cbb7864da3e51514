"""The longest formula that begins at a token: how far operators, scripts, brackets and neighbours join."""

from __future__ import annotations

from gazette.tex.restore import macros as names
from gazette.tex.restore.brackets import FENCES
from gazette.tex.restore.joints import Joints
from gazette.tex.restore.operand import LONE
from gazette.tex.restore.scripts import Piece
from gazette.tex.restore.tokens import Kind

LEADING = names.RELATIONS | (names.OPERATORS - names.WORDS) | {"pm", "mp", "times"}
"""Names that a formula may begin with."""
UNITS = frozenset("KMBTGx")


class Reader(Joints):
    """Reads formulas in a row of tokens."""

    def formula(self, at: int) -> Piece | None:
        """The longest from this token on."""
        return self.sum(at, inside=False)

    # Rows of operands.

    def sum(self, at: int, inside: bool) -> Piece | None:
        piece = self._first(at, inside)
        while piece:
            more = self._more(at, piece, inside)
            if not more:
                return piece
            piece = more
        return None

    def _first(self, at: int, inside: bool) -> Piece | None:
        return self._signed(at, inside) or self.operand(at, inside)

    def _signed(self, at: int, inside: bool) -> Piece | None:
        """A relation or a sign before the first operand: `sim17`, `leq 100`, `-1`; an arrow may stand alone."""
        token = self.row[at]
        if inside and token.text in "-+−" and token.kind is Kind.SIGN:
            operand = self.operand(at + 1, inside)
            return Piece(at + 1).then(operand) if operand else None
        braced = self.braced_sign(at)
        if braced:
            operand = self.operand(self.past_space(braced.end), inside)
            return braced.then(operand) if operand else braced
        if token.kind is not Kind.WORD or token.text not in LEADING:
            return None
        after = self.past_space(at + 1)
        operand = self.operand(after, inside) if not self.runs_on(at) else None
        number = self.row[after].kind is Kind.NUMBER
        if number and operand and not self.over(operand.end):
            return None
        sure = token.text not in names.WORDS or (number and (after == at + 1 or token.text in ("sim", "approx")))
        lost = Piece(at + 1, (token.start,), sure)
        if operand and (sure or inside):
            return lost.then(operand)
        return lost if sure and not number else lost.then(operand) if operand and token.text == "neg" else None

    def _more(self, at: int, piece: Piece, inside: bool) -> Piece | None:
        return (
            self._glued(piece, inside)
            or self.joined(at, piece, inside)
            or self._beside(at, piece, inside)
            or self._dotted(piece, inside)
            or self._trailing(piece)
        )

    def _glued(self, piece: Piece, inside: bool) -> Piece | None:
        """What follows without a space: `2n`, `O(n)`, `nvarepsilon`."""
        token = self.row[piece.end]
        before = self.row[piece.end - 1]
        if token.kind is Kind.WORD:
            known = len(token.text) == 1 or token.text in names.GREEK | names.LETTERS | names.FUNCTIONS | FENCES.keys()
            if (
                not known
                or (not inside and self._is_unit(piece.end))
                or (before.start in piece.lost and not token.cut)
                or (len(token.text) == 1 and not token.cut and not self.ends(piece.end + 1))
            ):
                return None
            operand = self.operand(piece.end, inside)
            return piece.then(operand, scar=len(token.text) > 1 and before.text not in ("-", "/")) if operand else None
        if token.text in "([|" and token.kind is Kind.SIGN:
            operand = self.operand(piece.end, inside)
            sure = inside or piece.scar or before.kind is not Kind.NUMBER or (operand and operand.scar)
            greek = before.kind is Kind.WORD and before.text in names.GREEK
            return piece.then(operand, scar=greek) if operand and sure else None
        if token.kind is Kind.NUMBER and before.text in (")", "}", "]"):
            operand = self.operand(piece.end, inside)
            return piece.then(operand) if operand else None
        return None

    def _beside(self, at: int, piece: Piece, inside: bool) -> Piece | None:
        """What follows after a space: in brackets anything, elsewhere functions and names that are no words."""
        where = self.past_space(piece.end)
        token = self.row[where]
        if where == piece.end or token.kind not in (Kind.WORD, Kind.SIGN, Kind.NUMBER):
            return None
        operand = self.operand(where, inside)
        if not operand:
            return None
        if inside:
            return piece.then(operand)
        if piece.end == at + 1 and self.row[at].text in LONE:
            return None
        sure = token.kind is Kind.WORD and (
            token.text in names.FUNCTIONS
            or (operand.scar and token.text in names.MARKS | names.GREEK | names.LETTERS)
            or (operand.scar and len(token.text) == 1 and piece.lost and piece.scar)
            or (
                self._name_before(piece.end)
                and len(token.text) == 1
                and (operand.scar or self.row[where + 1].text == "(" or self._takes(piece.end))
            )
        )
        return piece.then(operand) if sure else None

    def _dotted(self, piece: Piece, inside: bool) -> Piece | None:
        """`x_1, ldots, x_n`: in the open only such commas join."""
        where = self.past_space(piece.end + 1)
        dots = self.row[where]
        if not piece.scar or self.row[piece.end].text != "," or dots.text not in ("ldots", "cdots", "dots"):
            return None
        joined = piece.then(Piece(where + 1, (dots.start,)))
        after = self.past_space(where + 2)
        last = self.operand(after, inside) if self.row[where + 1].text == "," else None
        return joined.then(last) if last else joined

    def _trailing(self, piece: Piece) -> Piece | None:
        """`36times` with nothing after it, and the sign for percents of what is sure."""
        token, before = self.row[piece.end], self.row[piece.end - 1]
        if token.text == "times" and (before.kind is Kind.NUMBER or token.cut) and self.ends(piece.end + 1):
            return piece.then(Piece(piece.end + 1, (token.start,), True))
        return None

    def _is_unit(self, at: int) -> bool:
        """Whether a letter says how many a number counts: `30B`, `110k`, `5x`."""
        number, unit = self.row[at - 1], self.row[at].text
        counts = unit in UNITS or (unit == "k" and len(number.text) > 1)
        script = at > 1 and self.row[at - 2].text in ("^", "_")
        return number.kind is Kind.NUMBER and counts and not script and self.ends(at + 1)

    def _takes(self, at: int) -> bool:
        """Whether what stands before is nothing without a letter after it: `nabla f`, `W^top x`."""
        return self.row[at - 1].text in ("nabla", "partial", "top") and self.row[at].kind is Kind.SPACE

    def _name_before(self, at: int) -> bool:
        """Whether the operand that ends there is a name, after which TeX needs a space."""
        token = self.row[at - 1]
        return token.kind is Kind.WORD and token.text in names.GREEK | names.LETTERS

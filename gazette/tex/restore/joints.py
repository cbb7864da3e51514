"""What joins two operands: operators and relations, as signs or by name."""

from __future__ import annotations

from gazette.tex.restore import macros as names
from gazette.tex.restore.operand import LONE, Operands
from gazette.tex.restore.scripts import Piece
from gazette.tex.restore.tokens import Kind, Token

RELATION_SIGNS = frozenset("=<>≤≥≈∼≪≫∈→")
OPERATOR_SIGNS = frozenset("+-*/±×·−")
DOUBTFUL = frozenset("in to mid star pm mp sim approx cap cup div top".split())
"""Names that join only beside what is sure."""
BETWEEN_LETTERS = frozenset("ll gg circ cup cap wedge vee sim".split())
"""Names that are a word, or a part of one, but not between two letters."""
PARTS = frozenset(("epsilon", "delta"))
"""What is taken from 1, or added: `1-delta` is no version."""
LIMITS = frozenset(("infty", "0"))
"""What something goes to in a formula; to anything else it may go in words."""
TIGHT = frozenset("-/*−")
"""Signs that have a space on both sides or on neither."""


class Joints(Operands):
    """Reads what follows an operand after an operator or a relation."""

    def joined(self, at: int, piece: Piece, inside: bool) -> Piece | None:
        """An operator or a relation, and what it joins."""
        where = self.past_space(piece.end)
        sign = self.row[where]
        spaced = where > piece.end
        braced = self.braced_sign(where)
        after = self.past_space(braced.end if braced else where + 1)
        if braced:
            operand = self.operand(after, inside)
            return piece.then(braced).then(operand) if operand else piece.then(braced)
        if sign.kind is Kind.SIGN and sign.text in RELATION_SIGNS | OPERATOR_SIGNS:
            if sign.text in TIGHT and spaced != (after > where + 1):
                return None
            operand = self._right(after, inside)
            left, right, relation = self.greek(at, piece), self.greek(after, operand), sign.text in RELATION_SIGNS
            part = right and not spaced and self.row[where - 1].text == "1" and self.row[after].text in PARTS
            sure = (
                part
                or (left and (relation or right))
                or (right and relation and self._plain(self.row[self._back(where)]))
            )
            return piece.then(Piece(where + 1)).then(operand, scar=sure) if operand else None
        if sign.kind is Kind.WORD and sign.text in names.RELATIONS | names.OPERATORS:
            operand = self._right(after, inside) if not self.runs_on(where) else None
            return self._by_name(piece, where, operand, after, inside) if operand else None
        return None

    def _by_name(self, piece: Piece, where: int, operand: Piece, after: int, inside: bool) -> Piece | None:
        """`36 times 64`, `x in R^d`: a name that may be a word joins only what is sure, or in brackets."""
        sign = self.row[where]
        joined = piece.then(Piece(where + 1, (sign.start,))).then(operand, scar=sign.text not in names.WORDS)
        if sign.text == "times":
            plain = self._plain(self.row[self._back(where)]) and self._plain(self.row[after])
            group = self.row[after].text == "(" and after > where + 1
            sure = inside or plain or (joined.scar and not group)
            return joined.then(Piece(joined.end), scar=plain) if sure else None
        if self._is_sure(where, operand, after):
            return joined.then(Piece(joined.end), scar=True)
        if sign.text == "to" and not inside and self.row[after].text not in LIMITS:
            return None  # from one to the other, in words
        if sign.text in DOUBTFUL:
            member = sign.text == "in" and piece.scar and self._is_set(self.row[after].text)
            needed = member or operand.scar or (piece.scar and sign.text not in ("in", "to")) or sign.cut
            return joined if needed or inside or (sign.text in ("sim", "approx") and piece.scar) else None
        return joined if joined.scar or inside else None

    def _is_sure(self, where: int, operand: Piece, after: int) -> bool:
        """Whether a name that may be a word is none, by what stands on either side."""
        sign, left, right = self.row[where], self.row[self._back(where)], self.row[after]
        if sign.text in ("sim", "approx") and right.kind is Kind.NUMBER and (sign.cut or self._plain(left)):
            return True
        if sign.text == "pm":
            letters = left.kind is Kind.WORD and self._plain(left) and self._plain(right)
            return letters or ("." in left.text and "." in right.text)
        if sign.text == "in":
            member = sign.cut and self._is_member(where, right.text)
            return member or (self._is_range(operand, after) and self._plain(left))
        if sign.text == "to":
            return sign.cut and sign.start == self.row[where - 1].start + 1
        return sign.text in BETWEEN_LETTERS and self._plain(left) and self._plain(right)

    def _right(self, at: int, inside: bool) -> Piece | None:
        """An operand after an operator; a number that goes on as a word (`5GB`) is none."""
        signed = (
            self.row[at].text in "-+−" and self.row[at + 1].kind in (Kind.NUMBER, Kind.WORD)
            if self.row[at].text
            else False
        )
        operand = self.operand(at + signed, inside)
        if not operand or not (inside or self.over(operand.end) or operand.scar):
            return None
        return Piece(at + signed).then(operand)

    def greek(self, at: int, piece: Piece | None) -> bool:
        """Whether an operand is a Greek letter written out."""
        return bool(piece) and self.row[at].kind is Kind.WORD and self.row[at].text in names.GREEK

    def _plain(self, token: Token) -> bool:
        """A number or a letter, as beside `times`."""
        letter = len(token.text) == 1 or token.text in names.GREEK
        return token.kind is Kind.NUMBER or (token.kind is Kind.WORD and letter and token.text not in LONE)

    def _is_member(self, where: int, taken: str) -> bool:
        """`vin V`: a letter that makes no word with `in`, and a set's."""
        return self.row[where - 1].text in "acijnquvxyz" and self._is_set(taken)

    def _is_set(self, taken: str) -> bool:
        return len(taken) == 1 and taken.isupper() and taken not in LONE

    def _is_range(self, operand: Piece, at: int) -> bool:
        """`[0, 1]`, `(0, infty)`, and a Greek letter's set, `Theta`: where a letter can be, and no word."""
        row = self.row[at : operand.end]
        if self.greek(at, operand):
            return row[0].text[0].isupper()
        bracket = row[0].text in ("(", "[") and row[1].kind is Kind.NUMBER and any(each.text == "," for each in row)
        return bracket or (row[0].text == "[" and self._plain(row[1]) and len(row) == 3)

    def _back(self, at: int) -> int:
        """The token before, past a space."""
        return at - 1 - (self.row[at - 1].kind is Kind.SPACE)

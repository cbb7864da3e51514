"""Read what stands in brackets, with the brackets: lists, sets, groups of one letter, sized and angle brackets."""

from __future__ import annotations

from gazette.tex.restore import macros
from gazette.tex.restore.pieces import Piece, is_quantity
from gazette.tex.restore.scripts import FONTS_OF_A_GROUP, Scripts
from gazette.tex.restore.tokens import Kind, Token, past_space

MAX_DEPTH = 6
"""Brackets, and macros that are arguments of each other, are not read if they are nested more deeply."""
CLOSING = {"(": (")", "]"), "[": (")", "]"), "|": ("|", "rangle")}
CLOSING_DELIMITERS = {
    "lceil": ("rceil",),
    "lfloor": ("rfloor",),
    "langle": ("rangle", "|"),
    "lvert": ("rvert",),
    "lVert": ("rVert",),
}
_BRACES = ("{", "}")


class Brackets(Scripts):
    """Reads brackets."""

    def __init__(self, row: list[Token]) -> None:
        super().__init__(row)
        self._depth = 0
        self._in_angles = False
        self._in_brackets: dict[int, Piece | None] = {}

    def _bracketed(self, at: int) -> Piece | None:
        """What the bracket, brace or delimiter at `at` opens. It is read once, however often it is asked for."""
        if at not in self._in_brackets:
            if self._depth >= MAX_DEPTH or (self._in_angles and self.row[at].text == "|"):
                return None
            self._depth += 1
            self._in_brackets[at] = self._read_bracketed(at)
            self._depth -= 1
        return self._in_brackets[at]

    def _read_bracketed(self, at: int) -> Piece | None:
        opening = self.row[at].text
        if opening in macros.SIZES:
            return self._sized(at)
        if opening in CLOSING_DELIMITERS:
            return self._delimited(at)
        if opening == "{":
            return self._font_group(at) or self._letter_group(at) or self._set(at)
        inner = self._list(at + 1, ends_at_bar=opening == "|")
        closing = self.row[inner.end] if inner else None
        if not inner or not closing or closing.text not in CLOSING[opening]:
            return None
        if closing.text == "rangle":  # `|x rangle`
            return self._with_scripts(Piece(inner.end + 1, (*inner.backslashes, closing.start), True))
        hint = inner.hint or self._has_greek(at + 1, inner.end, opening)
        return self._with_scripts(Piece(inner.end + 1, inner.backslashes, hint))

    def _has_greek(self, start: int, end: int, opening: str) -> bool:
        """Whether brackets contain Greek letters as prose does not: `(epsilon, delta)`, `|Gamma|`."""
        content = {token.text for token in self.row[start:end] if token.kind is not Kind.SPACE}
        is_greek = not macros.GREEK.isdisjoint(content) and content <= macros.GREEK | {","}
        return is_greek and (opening == "|" or "," in content)

    def _delimited(self, at: int) -> Piece | None:
        """`lceil x rceil`, `langle x|y rangle`."""
        opening = self.row[at]
        in_angles, self._in_angles = self._in_angles, opening.text == "langle"
        inner = self._list(at + 1)
        self._in_angles = in_angles
        closing = self.row[inner.end] if inner else None
        if not inner or not closing or closing.text not in CLOSING_DELIMITERS[opening.text]:
            return None
        last = () if closing.text == "|" else (closing.start,)
        return self._with_scripts(Piece(inner.end + 1, (opening.start, *inner.backslashes, *last), True))

    def _sized(self, at: int) -> Piece | None:
        """`left( x right)`, `big(x big)`. A brace in it lost its backslash, too."""
        size, opening = self.row[at], self.row[at + 1]
        if opening.text not in ("(", "[", "|", "{"):
            return None
        inner = self._list(at + 2, ends_at_bar=opening.text == "|")
        last = self.row[inner.end] if inner else None
        if not inner or not last or last.text != macros.SIZES[size.text]:
            return None
        closing = self.row[inner.end + 1]
        if closing.text not in (")", "]", "|", "}"):
            return None
        braces = [each.start for each in (opening, closing) if each.text in _BRACES]
        return self._with_scripts(Piece(inner.end + 2, (size.start, *inner.backslashes, last.start, *braces), True))

    def _font_group(self, at: int) -> Piece | None:
        """`{bf 1}`, `{cal N}`, `{tilde O}`: one or two symbols in another font, or with an accent."""
        name = self.row[at + 1].text
        after = self.row[at + 2]
        has_font = name in FONTS_OF_A_GROUP and after.kind is Kind.SPACE
        has_font = has_font or (name in macros.WITH_ARGUMENT and (after.kind is Kind.SPACE or after.glued))
        group = self.group(at) if has_font else None
        return self._with_scripts(group) if group and group.end <= at + 6 else None

    def _letter_group(self, at: int) -> Piece | None:
        """`{G}_t`, `{L}(n)`: a group that lost its font. What follows shows that it is no word."""
        letters, end = self.row[at + 1], self.row[at + 2]
        after = self.row[at + 3].text
        is_symbol = letters.kind is Kind.WORD and (len(letters.text) == 1 or letters.text.isupper())
        if end.text != "}" or not is_symbol or (after == "(" and len(letters.text) > 1):
            return None
        if after in ("^", "_"):
            piece = self._with_scripts(Piece(at + 3))
            return piece if piece.end > at + 3 else None
        return Piece(at + 3) if after == "(" else None

    def _set(self, at: int) -> Piece | None:
        """`{0,1}^n`: a set whose braces lost their backslashes. Without a script it is not a hint."""
        inner = self._list(at + 1)
        if not inner or self.row[inner.end].text != "}":
            return None
        content = self.row[at + 1 : inner.end]
        has_script = self.row[inner.end + 1].text in ("^", "_") and any(each.text in ("^", "_") for each in content)
        is_sign = content[0].text == "pm" and self.row[inner.end + 1].text in ("^", "_")  # `{pm 1}^d`
        if not (has_script or is_sign or any(each.text == "," for each in content)):
            return None
        if any(each.kind is Kind.WORD and len(each.text) > 1 and each.text not in macros.ALL for each in content):
            return None
        backslashes = (self.row[at].start, *inner.backslashes, self.row[inner.end].start)
        return self._with_scripts(Piece(inner.end + 1, backslashes, inner.hint or is_sign))

    def _braces(self, at: int) -> Piece | None:
        """`{-beta x}` after `exp`: the braces lost their backslashes."""
        inner = self._list(at + 1) if self._depth < MAX_DEPTH else None
        if not inner or self.row[inner.end].text != "}":
            return None
        backslashes = (self.row[at].start, *inner.backslashes, self.row[inner.end].start)
        return Piece(inner.end + 1, backslashes, True)

    def _list(self, at: int, ends_at_bar: bool = False) -> Piece | None:
        """Formulas with commas, semicolons, colons or bars between them, up to a token that is none of these."""
        separators = (",", ";", ":") if ends_at_bar else (",", ";", ":", "|")
        piece = self.formula_inside(past_space(self.row, at))
        while piece:
            where = past_space(self.row, piece.end)
            if self.row[where].text not in separators:
                return Piece(where, piece.backslashes, piece.hint)
            if self.row[where].text == self.row[where + 1].text == ",":  # the second was a thin space
                where += 1
                piece = piece.then(Piece(where, (self.row[where].start,)))
            more = self.formula_inside(past_space(self.row, where + 1))
            if not more and self._in_angles and self.row[where].text == "|":  # `langle x|`
                return Piece(where, piece.backslashes, piece.hint)
            piece = piece.then(more) if more else None
        return None

    def is_set(self, at: int) -> bool:
        """Whether a set begins at `at`: `R`, `[0, 1]`, `{1, 2}`."""
        token, after = self.row[at], self.row[at + 1]
        if token.text in ("[", "{"):
            return after.kind is Kind.NUMBER or is_quantity(after) or after.text in ("-", "\\")
        is_group = len(token.text) == 2 and after.text == "("  # `SO(3)`
        return token.text.isupper() and (is_group or (len(token.text) == 1 and token.text not in ("A", "I")))

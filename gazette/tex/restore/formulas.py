"""Read the longest formula that begins at a token: operands, and what joins them.

Two operands are joined by an operator or a relation, as a symbol or as a macro, or they are neighbours.
"""

from __future__ import annotations

from gazette.tex.restore import macros
from gazette.tex.restore.operands import CLOSING_DELIMITERS, WORD_LETTERS, Operands, Piece, is_quantity
from gazette.tex.restore.tokens import Kind, Token, before_space, is_end, is_end_of_number, past_space, runs_on

RELATION_SYMBOLS = frozenset("=<>≤≥≈∼≪≫∈→")
JOINING_SYMBOLS = RELATION_SYMBOLS | frozenset("+-*/±×·−")
EVENLY_SPACED = frozenset("-/*−")
"""Operators with a space on both sides or on neither: otherwise they are a dash or the like."""
SIGNS = frozenset("-+−")
LEADING = macros.RELATIONS | (macros.OPERATORS - macros.AMBIGUOUS) | {"pm", "mp", "times"}
"""Macros that a formula may begin with."""
DOUBTFUL = frozenset("in to mid star pm mp sim approx cap cup div top".split())
"""Macros that need a hint on one side: their names are common in prose."""
BETWEEN_QUANTITIES = frozenset("ll gg circ cup cap wedge vee sim".split())
"""Macros that need no hint between two quantities, where prose does not have their names."""
SUBTRACTED_FROM_1 = frozenset(("epsilon", "delta"))
"""`1-delta` is a formula; `1-alpha` may be a version."""
LIMITS = frozenset(("infty", "0"))
"""What a variable goes "to" in a formula; before anything else, "to" may be a word."""
GLUED = macros.VARIABLES | macros.FUNCTIONS | CLOSING_DELIMITERS.keys()
AFTER_SPACE = macros.VARIABLES | macros.WITH_ARGUMENT
UNITS = frozenset("KMBTGx")
DOTS = ("ldots", "cdots", "dots")


class Formulas(Operands):
    """Reads formulas. In its methods, `start` is the place where the formula begins, `piece` what was read so far."""

    def formula(self, at: int) -> Piece | None:
        """The longest formula that begins at this token, outside brackets."""
        return self._formula(at, inside=False)

    def formula_inside(self, at: int) -> Piece | None:
        return self._formula(at, inside=True)

    def _formula(self, start: int, inside: bool) -> Piece | None:
        longer = self._leading(start, inside) or self.operand(start, inside)
        piece = None
        while longer:
            piece = longer
            longer = (
                self._glued(piece, inside)
                or self._joined(start, piece, inside)
                or self._after_space(start, piece, inside)
                or self._dots(piece, inside)
                or self._last_times(piece)
            )
        return piece

    # The beginning

    def _leading(self, at: int, inside: bool) -> Piece | None:
        """A relation or a sign before the first operand: `leq 100`, `{sim}3`, in brackets `-1`."""
        token = self.row[at]
        if inside and token.text in SIGNS:
            operand = self.operand(at + 1, inside)
            return Piece(at + 1).then(operand) if operand else None
        symbol = self.symbol_in_braces(at)
        if symbol:
            operand = self.operand(past_space(self.row, symbol.end), inside)
            return symbol.then(operand) if operand else symbol
        return self._leading_macro(at, inside) if token.text in LEADING else None

    def _leading_macro(self, at: int, inside: bool) -> Piece | None:
        """`sim17`, `leq 100`; a macro that is no word, such as an arrow, may stand alone."""
        token = self.row[at]
        after = past_space(self.row, at + 1)
        operand = self.operand(after, inside) if not runs_on(self.row, at) else None
        is_number = self.row[after].kind is Kind.NUMBER
        if is_number and operand and not is_end_of_number(self.row, operand.end):
            return None
        before_number = is_number and (after == at + 1 or token.text in ("sim", "approx"))
        macro = Piece(at + 1, (token.start,), token.text not in macros.AMBIGUOUS or before_number)
        if operand and (macro.hint or inside):
            return macro.then(operand)
        return macro if macro.hint and not is_number else None

    # What follows without a space

    def _glued(self, piece: Piece, inside: bool) -> Piece | None:
        """`2n`, `O(n)`, `nvarepsilon`."""
        token, before = self.row[piece.end], self.row[piece.end - 1]
        if token.kind is Kind.WORD:
            return self._glued_word(piece, inside)
        if token.text in ("(", "[", "|"):
            operand = self.operand(piece.end, inside)
            if operand and (inside or piece.hint or before.kind is not Kind.NUMBER or operand.hint):
                return piece.then(operand, hint=before.text in macros.GREEK)
        elif token.kind is Kind.NUMBER and before.text in (")", "}", "]"):
            operand = self.operand(piece.end, inside)
            return piece.then(operand) if operand else None
        return None

    def _glued_word(self, piece: Piece, inside: bool) -> Piece | None:
        token, before = self.row[piece.end], self.row[piece.end - 1]
        is_letter = len(token.text) == 1
        if not (is_letter or token.text in GLUED) or (not inside and self._is_unit(piece.end)):
            return None
        if not token.glued and before.start in piece.backslashes:  # the letters would belong to that macro
            return None
        if not token.glued and is_letter and not is_end(self.row, piece.end + 1):
            return None
        operand = self.operand(piece.end, inside)
        return piece.then(operand, hint=not is_letter and before.text not in ("-", "/")) if operand else None

    def _is_unit(self, at: int) -> bool:
        """Whether a letter after a number is its unit: `30B`, `110k`, `5x`."""
        number, unit = self.row[at - 1], self.row[at].text
        is_unit = unit in UNITS or (unit == "k" and len(number.text) > 1)
        is_script = at > 1 and self.row[at - 2].text in ("^", "_")
        return number.kind is Kind.NUMBER and is_unit and not is_script and is_end(self.row, at + 1)

    # What operators and relations join

    def _joined(self, start: int, piece: Piece, inside: bool) -> Piece | None:
        """An operator or a relation and the operand to its right."""
        where = past_space(self.row, piece.end)
        braced = self.symbol_in_braces(where)
        if braced:
            left = piece.then(braced)
            operand = self.operand(past_space(self.row, braced.end), inside)
            return left.then(operand) if operand else left
        token = self.row[where]
        if token.kind is Kind.SYMBOL and token.text in JOINING_SYMBOLS:
            return self._joined_by_symbol(start, piece, where, inside)
        if token.kind is Kind.WORD and token.text in macros.JOINING and not runs_on(self.row, where):
            return self._joined_by_macro(piece, where, inside)
        return None

    def _joined_by_symbol(self, start: int, piece: Piece, where: int, inside: bool) -> Piece | None:
        """`rho = 0.44`, `alpha + beta`: next to a relation, a Greek letter by name is a hint."""
        symbol = self.row[where].text
        after = past_space(self.row, where + 1)
        is_spaced = where > piece.end
        if symbol in EVENLY_SPACED and is_spaced != (after > where + 1):
            return None
        operand = self._right(after, inside)
        if not operand:
            return None
        is_relation = symbol in RELATION_SYMBOLS
        greek_left, greek_right = self.row[start].text in macros.GREEK, self.row[after].text in macros.GREEK
        hint = (
            (greek_left and (is_relation or greek_right))
            or (greek_right and is_relation and is_quantity(self.row[before_space(self.row, where)]))
            or (not is_spaced and self.row[where - 1].text == "1" and self.row[after].text in SUBTRACTED_FROM_1)
        )
        return piece.then(Piece(where + 1)).then(operand, hint=hint)

    def _joined_by_macro(self, piece: Piece, where: int, inside: bool) -> Piece | None:
        """`36 times 64`, `x in R^d`: a macro whose name may be a word needs a hint, or brackets around it."""
        after = past_space(self.row, where + 1)
        operand = self._right(after, inside)
        if not operand:
            return None
        macro, right = self.row[where], self.row[after]
        joined = piece.then(Piece(where + 1, (macro.start,)))
        joined = joined.then(operand, hint=macro.text not in macros.AMBIGUOUS)
        if self._is_certain(where, operand, after):
            return joined.with_hint()
        if inside:
            return joined
        if macro.text == "times":
            return joined if joined.hint and not (right.text == "(" and after > where + 1) else None
        if macro.text == "to" and right.text not in LIMITS:
            return None  # "from x_1 to x_n"
        if macro.text not in DOUBTFUL:
            return joined if joined.hint else None
        if operand.hint or macro.glued:
            return joined
        may_be_word = macro.text == "to" or (macro.text == "in" and not self._is_set(right))
        return joined if piece.hint and not may_be_word else None

    def _right(self, at: int, inside: bool) -> Piece | None:
        """The operand to the right, with its sign. A number that continues as a word (`5GB`) is not one."""
        has_sign = self.row[at].text in SIGNS and self.row[at + 1].kind in (Kind.NUMBER, Kind.WORD)
        operand = self.operand(at + has_sign, inside)
        if not operand or not (inside or operand.hint or is_end_of_number(self.row, operand.end)):
            return None
        return Piece(at + has_sign).then(operand)

    def _is_certain(self, where: int, operand: Piece, after: int) -> bool:
        """Whether the tokens on both sides show that a macro's name is not a word."""
        macro, left, right = self.row[where], self.row[before_space(self.row, where)], self.row[after]
        quantities = is_quantity(left) and is_quantity(right)
        if macro.text in ("sim", "approx") and right.kind is Kind.NUMBER and (macro.glued or is_quantity(left)):
            return True
        if macro.text == "pm":
            return (quantities and left.kind is Kind.WORD) or ("." in left.text and "." in right.text)
        if macro.text == "in":
            is_member = macro.glued and self.row[where - 1].text in "acijnquvxyz" and self._is_set(right)
            return is_member or (self._is_range(operand, after) and is_quantity(left))
        if macro.text == "to":
            return macro.glued and macro.start == self.row[where - 1].start + 1
        return quantities and (macro.text == "times" or macro.text in BETWEEN_QUANTITIES)

    def _is_set(self, token: Token) -> bool:
        return len(token.text) == 1 and token.text.isupper() and token.text not in WORD_LETTERS

    def _is_range(self, operand: Piece, at: int) -> bool:
        """`[0, 1]`, `(0, infty)`, `[n]`, and capital Greek letters, which name sets: `Theta`."""
        row = self.row[at : operand.end]
        if row[0].text in macros.GREEK:
            return row[0].text[0].isupper()
        is_interval = row[0].text in ("(", "[") and row[1].kind is Kind.NUMBER and any(each.text == "," for each in row)
        return is_interval or (row[0].text == "[" and is_quantity(row[1]) and len(row) == 3)

    # What follows after a space

    def _after_space(self, start: int, piece: Piece, inside: bool) -> Piece | None:
        """In brackets any operand; in the open functions, and macros and letters that a hint makes certain."""
        where = past_space(self.row, piece.end)
        token = self.row[where]
        if where == piece.end or token.kind not in (Kind.WORD, Kind.SYMBOL, Kind.NUMBER):
            return None
        operand = self.operand(where, inside)
        if not operand:
            return None
        if inside:
            return piece.then(operand)
        is_word = piece.end == start + 1 and self.row[start].text in WORD_LETTERS
        return piece.then(operand) if not is_word and self._joins_after_space(piece, where, operand) else None

    def _joins_after_space(self, piece: Piece, where: int, operand: Piece) -> bool:
        token, before = self.row[where], self.row[piece.end - 1]
        if token.text in macros.FUNCTIONS or (operand.hint and token.text in AFTER_SPACE):
            return True
        if token.kind is not Kind.WORD or len(token.text) > 1:
            return False
        if operand.hint and piece.hint and piece.backslashes:
            return True
        needs_letter = before.text in ("nabla", "partial", "top")  # `nabla f`, `W^top x`
        has_argument = operand.hint or self.row[where + 1].text == "("
        return before.text in macros.VARIABLES and (needs_letter or has_argument)

    def _dots(self, piece: Piece, inside: bool) -> Piece | None:
        """`x_1, ldots, x_n`: in the open, only before dots does a comma continue a formula."""
        where = past_space(self.row, piece.end + 1)
        if not piece.hint or self.row[piece.end].text != "," or self.row[where].text not in DOTS:
            return None
        joined = piece.then(Piece(where + 1, (self.row[where].start,)))
        after = past_space(self.row, where + 2)
        last = self.operand(after, inside) if self.row[where + 1].text == "," else None
        return joined.then(last) if last else joined

    def _last_times(self, piece: Piece) -> Piece | None:
        """`36times` with nothing after it."""
        token, before = self.row[piece.end], self.row[piece.end - 1]
        if token.text == "times" and (before.kind is Kind.NUMBER or token.glued) and is_end(self.row, piece.end + 1):
            return piece.then(Piece(piece.end + 1, (token.start,), True))
        return None

"""Read operators and relations, as symbols or as macros, and the operand to their right."""

from __future__ import annotations

from itertools import pairwise

from gazette.tex.restore import macros
from gazette.tex.restore.operands import Operands
from gazette.tex.restore.pieces import WORD_LETTERS, Piece, is_quantity
from gazette.tex.restore.tokens import Kind, Token, before_space, is_end_of_number, past_space, runs_on

COMPARISONS = frozenset("<>≤≥≈∼≪≫")
RELATION_SYMBOLS = COMPARISONS | frozenset("=∈→")
JOINING_SYMBOLS = RELATION_SYMBOLS | frozenset("+-*/±×·−")
EVENLY_SPACED = frozenset("-/*−")
"""Operators with a space on both sides or on neither: otherwise they are a dash or the like."""
SIGNS = frozenset("-+−")
DOUBTFUL = frozenset("in to mid star pm mp sim approx cap cup div top le ge ne".split())
"""Macros that need a hint on one side: their names are common in prose."""
BETWEEN_QUANTITIES = frozenset("ll gg circ cup cap wedge vee sim le ge ne".split())
"""Macros that need no hint between two quantities, where prose does not have their names."""
INDICES = frozenset("dkmnpq+-")
"""Superscripts of sets and particles: `R^n to R^m`, `mu^+ to e^+`."""
GLUED_JOINS = frozenset("cup cap circ wedge vee mid perp".split())
"""Macros that need no hint if a letter is glued to them."""
SUBTRACTED_FROM_1 = frozenset(("epsilon", "delta"))
"""`1-delta` is a formula; `1-alpha` may be a version."""
LIMITS = frozenset(("infty", "0"))
"""What a variable goes "to" in a formula; before anything else, "to" may be a word."""
ENDS_OF_RANGES = frozenset(("from", "between", "of"))
"""Words after which "to" is a word."""


class Joins(Operands):
    """Reads what joins operands. In its methods, `start` is where the formula begins, `piece` what was read so far."""

    def _joined(self, start: int, piece: Piece, inside: bool) -> Piece | None:
        """An operator or a relation and the operand to its right."""
        where = past_space(self.row, piece.end)
        token = self.row[where]
        if token.text == "!" and where == piece.end:
            return self._joined_tightly(piece, where, inside)
        if token.kind is Kind.SYMBOL:
            if token.text == "{":
                return self._joined_by_braces(piece, where, inside)
            return self._joined_by_symbol(start, piece, where, inside) if token.text in JOINING_SYMBOLS else None
        if token.text in macros.JOINING and not runs_on(self.row, where):
            return self._joined_by_macro(start, piece, where, inside)
        return None

    def _joined_by_braces(self, piece: Piece, where: int, inside: bool) -> Piece | None:
        """`r{=}2`, `x {sim} y`."""
        braced = self.symbol_in_braces(where)
        if not braced:
            return None
        left = piece.then(braced)
        operand = self._right(past_space(self.row, braced.end), inside)
        return left.then(operand) if operand else left

    def _joined_tightly(self, piece: Piece, where: int, inside: bool) -> Piece | None:
        """`r!=!2`: each `!` was a space, the width of which is negative."""
        symbol, last = self.row[where + 1], self.row[where + 2]
        is_macro = symbol.text in macros.JOINING
        if last.text != "!" or not (is_macro or symbol.text in JOINING_SYMBOLS):
            return None
        operand = self._right(where + 3, inside)
        backslashes = (self.row[where].start, *([symbol.start] if is_macro else ()), last.start)
        return piece.then(Piece(where + 3, backslashes, True)).then(operand) if operand else None

    # Symbols

    def _joined_by_symbol(self, start: int, piece: Piece, where: int, inside: bool) -> Piece | None:
        """`rho = 0.44`, `alpha + beta`: next to a relation, a Greek letter by name is a hint."""
        symbol = self.row[where].text
        after = past_space(self.row, where + 1)
        is_spaced = where > piece.end
        if is_spaced != (after > where + 1) and not self._may_be_uneven(symbol, is_spaced, piece, after, inside):
            return None
        operand = self._right(after, inside)
        if not operand or (symbol in SIGNS and self._is_range_of_numbers(where, after, operand)):
            return None
        is_relation = symbol in RELATION_SYMBOLS
        greek_left, greek_right = self.row[start].text in macros.GREEK, self.row[after].text in macros.GREEK
        is_compound = symbol == "-" and not is_spaced  # `alpha-beta search`
        grouped = is_relation and "{,}" in self.row[after].text  # `n=3{,}214`
        hint = grouped or (
            (greek_left and (is_relation or (greek_right and not is_compound)))
            or (greek_right and is_relation and is_quantity(self.row[before_space(self.row, where)]))
            or (not is_spaced and self.row[where - 1].text == "1" and self.row[after].text in SUBTRACTED_FROM_1)
        )
        return piece.then(Piece(where + 1)).then(operand, hint=hint)

    def _may_be_uneven(self, symbol: str, is_spaced: bool, piece: Piece, after: int, inside: bool) -> bool:
        """Whether a symbol with a space on one side only may join: `y^2- z`, but not `a >12`."""
        if symbol in COMPARISONS and is_spaced:
            return piece.hint or self.row[piece.end - 1].text in macros.GREEK
        if symbol not in EVENLY_SPACED or inside:
            return symbol not in EVENLY_SPACED
        return not is_spaced and piece.hint and symbol == "-" and is_quantity(self.row[after])

    def _is_range_of_numbers(self, where: int, after: int, operand: Piece) -> bool:
        """Whether a dash stands between numbers: `2times-4times`, `3-5times`, `10^8 - 10^12`, or is part of `--`."""
        if self.row[after].text == "-" or self.row[where + 1].text == "-":
            return self.row[after].text == self.row[where].text == "-" and after == where + 1
        if self.row[after].kind is not Kind.NUMBER:
            return False
        left = self.row[before_space(self.row, where)]
        after_times = past_space(self.row, operand.end + 1)
        if self.row[operand.end].text == "times" and not is_quantity(self.row[after_times]):
            return left.kind is Kind.NUMBER or left.text == "times"
        is_power = self.row[after].text == "10" and self.row[after + 1].text == "^"
        before = self.row[max(0, where - 9) : where]
        return is_power and any(one.text == "10" and two.text == "^" for one, two in pairwise(before))

    # Macros

    def _joined_by_macro(self, start: int, piece: Piece, where: int, inside: bool) -> Piece | None:
        """`36 times 64`, `x in R^d`: a macro whose name may be a word needs a hint, or brackets around it."""
        after = past_space(self.row, where + 1)
        tight = self.row[after].text == "!"  # `sim!10^3`
        operand = self._right(after + tight, inside) or self._right_set(where, after)
        macro, right = self.row[where], self.row[after]
        if not operand or (right.glued and not self._may_be_glued(macro.text, right.text)):
            return None
        spaces = (right.start,) if tight else ()
        joined = piece.then(Piece(where + 1, (macro.start, *spaces), tight))
        joined = joined.then(operand, hint=macro.text not in macros.AMBIGUOUS)
        if self._is_certain(where, operand, after):
            return joined.with_hint()
        return joined if inside or self._has_hint(start, piece, where, operand, joined) else None

    def _right_set(self, where: int, after: int) -> Piece | None:
        """`{0}` after `setminus`: elsewhere, braces around one sign may have another meaning."""
        return self._braces(after) if self.row[where].text == "setminus" and self.row[after].text == "{" else None

    def _has_hint(self, start: int, piece: Piece, where: int, operand: Piece, joined: Piece) -> bool:
        """Whether a macro in the open joins: its name is no word, or there is a hint where it needs one."""
        macro, after = self.row[where], past_space(self.row, where + 1)
        right = self.row[after]
        if macro.text == "times":
            return joined.hint and not (right.text == "(" and after > where + 1)
        if macro.text == "to":
            return self._is_mapping(start, joined, right)
        if macro.text not in DOUBTFUL:
            return joined.hint
        left = self.row[before_space(self.row, where)]
        is_number = left.kind is Kind.NUMBER and self.row[where - 2].text not in "^_"
        is_number = is_number or self._is_unit_or_bound(start, before_space(self.row, where))
        if macro.text == "in" and not macro.glued and (is_number or not self._is_in_set(after)):
            return False  # "the goal g in psi_g", "size 12 in C_2"
        return operand.hint or macro.glued or (piece.hint and (macro.text != "in" or self.is_set(after)))

    def _is_unit_or_bound(self, start: int, left: int) -> bool:
        """Whether what is before "in" is no member: `75 K in T_e`, `O(1/n) in W_2`."""
        if self.row[left].text == ")":
            return self.row[start].text in ("O", "o", "Omega", "Theta")
        is_unit = left > 1 and self.row[left - 1].kind is Kind.SPACE and self.row[left - 2].kind is Kind.NUMBER
        return is_unit and self.row[left].text.isupper()

    def _may_be_glued(self, macro: str, right: str) -> bool:
        """Whether letters glued to a macro belong to the formula: not in `8timesA100` and `uncdote`."""
        return right in macros.ALL or macro in macros.ARROWS or (right.isupper() and macro != "times")

    def _right(self, at: int, inside: bool) -> Piece | None:
        """The operand to the right, with its sign. A number that continues as a word (`5GB`) is not one."""
        has_sign = self.row[at].text in SIGNS and self.row[at + 1].kind in (Kind.NUMBER, Kind.WORD)
        if self.row[at].text == "{" and (sign := self.symbol_in_braces(at)):  # `{-}2`
            operand = self.operand(sign.end, inside)
            return sign.then(operand) if operand else None
        operand = self.operand(at + has_sign, inside)
        if not operand or not (inside or operand.hint or is_end_of_number(self.row, operand.end)):
            return None
        return Piece(at + has_sign).then(operand)

    def _is_certain(self, where: int, operand: Piece, after: int) -> bool:
        """Whether the tokens on both sides show that a macro's name is not a word."""
        macro, left = self.row[where], self.row[before_space(self.row, where)]
        has_sign = self.row[after].text in SIGNS
        right = self.row[after + has_sign]
        follows = self.row[where - 1] is left
        quantities = (is_quantity(left) or (follows and left.text in (")", "}", "|"))) and is_quantity(right)
        if has_sign and macro.text in macros.OPERATORS:  # `2times-4times`
            return False
        if macro.text in ("sim", "approx") and (macro.glued or is_quantity(left)):
            is_letter = is_quantity(right) and (macro.glued or left.text in macros.GREEK)
            if is_letter or right.kind is Kind.NUMBER:
                return True
        if macro.text == "pm":
            is_error = (follows and left.kind is right.kind is Kind.NUMBER) or ("." in left.text and "." in right.text)
            return is_error or (quantities and left.kind is Kind.WORD)
        if macro.text == "in":
            return self._is_member(where, operand, after)
        if macro.text == "to":
            is_before = left.kind is Kind.NUMBER or left.text in (")", "}")
            is_limit = follows and right.kind is Kind.NUMBER and is_before
            return is_limit or (macro.glued and macro.start == self.row[where - 1].start + 1)
        if macro.glued and macro.text in GLUED_JOINS and is_quantity(right):
            return True
        return quantities and (macro.text == "times" or macro.text in BETWEEN_QUANTITIES)

    def _is_member(self, where: int, operand: Piece, after: int) -> bool:
        """Whether "in" is a relation: a letter is glued to it, or a set follows, as in `x in [0, 1]`."""
        macro, left, right = self.row[where], self.row[before_space(self.row, where)], self.row[after]
        letter = self.row[where - 1].text
        is_tight = letter in (")", "|", "}", "]") and (after == where + 1 or right.kind is Kind.WORD)
        is_glued = macro.glued and (letter in "acdijkmnpqstuvwxyz" or letter in macros.GREEK)
        if (is_tight or is_glued) and self.is_set(after):
            return True
        is_letter = left.kind is Kind.WORD and is_quantity(left)
        is_difference = self.row[past_space(self.row, operand.end)].text == "setminus"
        return is_letter and (self._is_range(operand, after) or right.text == "{" or is_difference)

    def _is_mapping(self, start: int, joined: Piece, right: Token) -> bool:
        """Whether "to" is an arrow: `K to infty`, `beta_2 to 1`, `f: R^d to R`, but not "from x_1 to x_2"."""
        before = self.row[before_space(self.row, start)] if start else right
        if right.text in LIMITS:
            return joined.hint
        if before.text in ENDS_OF_RANGES or not joined.hint:
            return False
        row = self.row[start : joined.end]
        powers = [at for at, token in enumerate(row[:-1]) if token.text == "^" and row[at + 1].text in INDICES]
        to = next(at for at, token in enumerate(row) if token.text == "to")
        is_raised = bool(powers) and powers[0] < to < powers[-1]  # `R^n to R^m`
        return is_raised or before.text == ":" or right.text in ("1", "{")

    def _is_in_set(self, at: int) -> bool:
        """Whether a set may begin at `at`, and no member: a capital, a bracket, or a macro that is not a letter."""
        token = self.row[at]
        if token.kind is Kind.WORD:
            is_name = token.text in macros.GREEK or len(token.text) == 1 or token.text in macros.FUNCTIONS
            return not is_name or (token.text[0].isupper() and token.text not in WORD_LETTERS)
        return token.kind is Kind.SYMBOL

    def _is_range(self, operand: Piece, at: int) -> bool:
        """`[0, 1]`, `(0, infty)`, `[n]`, and capital Greek letters, which name sets: `Theta`."""
        row = self.row[at : operand.end]
        if row[0].text in macros.GREEK:
            return row[0].text[0].isupper()
        is_interval = row[0].text in ("(", "[") and row[1].kind is Kind.NUMBER and any(each.text == "," for each in row)
        return is_interval or (row[0].text == "[" and is_quantity(row[1]) and len(row) == 3)

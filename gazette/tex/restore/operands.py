"""Read operands: numbers, letters, macros with their arguments, brackets and groups, each with its scripts."""

from __future__ import annotations

from gazette.tex.restore import macros
from gazette.tex.restore.brackets import CLOSING_DELIMITERS, MAX_DEPTH, Brackets
from gazette.tex.restore.pieces import WORD_LETTERS, Piece, is_quantity
from gazette.tex.restore.tokens import Kind, Token, past_space

PROSE_SYMBOLS = frozenset("partial top bot dots Diamond".split())
"""Symbols whose names prose uses next to letters: `top-k`, `partial F_1`."""
WITH_SUBSCRIPT = ("partial", "Diamond")
"""Those of them that are symbols if they have a subscript."""
QUANTIFIERS = ("exists", "nexists", "forall")
SHORT_WORDS = frozenset("is of or at by we an as on if it no so us be do up he me my go am vs al et ie eg".split())
NOT_VARIABLES = SHORT_WORDS | macros.ALL | macros.FONT_SWITCHES
"""In brackets, other words of two letters may be variables."""
OPENING = CLOSING_DELIMITERS.keys() | macros.SIZES.keys()
WITH_INDEX = frozenset("star ast circ bullet otimes oplus odot ominus wedge times".split())
"""Operators that may have an index of their own: `star_G`."""
BEFORE_ARGUMENT = frozenset("log ln lg exp sin cos tan sinh cosh tanh softmax poly polylog".split())
"""Functions that take an argument after a space; the names of others are words before a formula."""
ANGLES = ("langle", "rangle")
"""Brackets that are often formulas on their own, around words."""


class Operands(Brackets):
    """Reads operands."""

    def __init__(self, row: list[Token]) -> None:
        super().__init__(row)
        self._arguments = 0

    def operand(self, at: int, inside: bool) -> Piece | None:
        token = self.row[at]
        self.reads_left -= 1
        if self.reads_left < 0:
            return None
        if token.kind is Kind.NUMBER:
            return self._with_scripts(Piece(at + 1), hints="^")
        if token.kind is Kind.WORD:
            return self._word(at, inside)
        if token.kind is Kind.SYMBOL and token.text in ("(", "[", "|", "{"):
            return self._bracketed(at)
        return Piece(at + 1) if token.text == "∞" else None

    def _word(self, at: int, inside: bool) -> Piece | None:
        token = self.row[at]
        word = token.text
        if len(word) == 1:
            return self._with_scripts(Piece(at + 1))
        if word in macros.ALL:
            return self._macro(at, inside)
        if word.isupper() and len(word) <= 3 and self._has_script_of_product(at):
            return self._with_scripts(Piece(at + 1))
        if word.isupper() and len(word) == 2 and self.row[at + 1].text == "(":  # `SU(2)_L`
            group = self._bracketed(at + 1)
            is_number = self.row[at + 2].kind is Kind.NUMBER and self.row[at + 3].text == ")"  # `SO(3)`
            return group if group and (group.hint or is_number) else None
        is_short = len(word) == 2 or (len(word) == 3 and word.isupper())
        if inside and is_short and word not in NOT_VARIABLES:
            return self._with_scripts(Piece(at + 1))
        return None

    def _has_script_of_product(self, at: int) -> bool:
        """Whether capitals are a product of matrices: `XW_Q`, `QK^T`, `USV^top`. Three capitals may be a name."""
        symbol, script = self.row[at + 1].text, self.row[at + 2].text
        is_transposed = symbol == "^" and script in ("T", "top")
        is_letter = (len(script) == 1 and not script.isdigit()) or script in macros.GREEK  # but `CO_2`
        is_index = is_letter and not self.row[at + 3].glued
        return is_transposed or (symbol == "_" and len(self.row[at].text) == 2 and is_index)

    def _macro(self, at: int, inside: bool) -> Piece | None:
        token = self.row[at]
        word = token.text
        if word in macros.WITH_ARGUMENT or word in macros.FUNCTIONS:
            if self._arguments >= MAX_DEPTH:
                return None
            self._arguments += 1
            piece = self._with_argument(at) if word in macros.WITH_ARGUMENT else self._function(at, inside)
            self._arguments -= 1
            return piece
        if word in OPENING or word in ANGLES:
            lone = Piece(at + 1, (token.start,), True) if word in ANGLES and not inside else None
            return (self._bracketed(at) if word in OPENING else None) or lone
        if word in macros.VARIABLES:
            if word in QUANTIFIERS:
                return self._quantifier(at, inside)
            if word in PROSE_SYMBOLS and not inside and (word not in WITH_SUBSCRIPT or self.row[at + 1].text != "_"):
                return None
            return self._with_scripts(Piece(at + 1, (token.start,), word not in macros.AMBIGUOUS))
        if word in macros.PREFIXES:
            operand = self.operand(past_space(self.row, at + 1), inside)
            is_certain = word == "lnot" or self.row[operand.end - 1].text.isupper() if operand else False
            return Piece(at + 1, (token.start,), is_certain).then(operand) if operand else None
        if word in WITH_INDEX and self.row[at + 1].text in ("^", "_"):
            piece = self._with_scripts(Piece(at + 1, (token.start,)))
            return piece if piece.hint else None
        return None

    def _quantifier(self, at: int, inside: bool) -> Piece | None:
        """`forall x`, `existsx`; "exists" also in brackets or after a symbol: "there exists x" is prose."""
        token, variable = self.row[at], self.row[past_space(self.row, at + 1)]
        is_variable = variable.kind is Kind.WORD and len(variable.text) == 1
        if token.text == "exists":
            before = self.row[at - 1] if at else None
            is_word = before is None or before.kind is Kind.SPACE or before.kind is Kind.WORD
            if not (variable.glued or (is_quantity(variable) and is_variable and (inside or not is_word))):
                return None
        macro = Piece(at + 1, (token.start,), token.text != "exists" or is_variable)
        variable_piece = self.operand(past_space(self.row, at + 1), inside) if is_variable else None
        return macro.then(variable_piece) if variable_piece else macro

    def _with_argument(self, at: int) -> Piece | None:
        """`mathcal O`, `tilde{x}`, `sqrt n`, `sqrt[3]{n}`: a macro and its one argument."""
        token = self.row[at]
        macro = Piece(at + 1, (token.start,), True)
        start = past_space(self.row, at + 1)
        argument = self.row[start]
        has_option = token.text == "sqrt" and argument.text == "[" and self.row[start + 2].text == "]"
        if token.text == "sqrt" and argument.text == "(" and start == at + 1:
            brackets = self._bracketed(start)
            return macro.then(brackets) if brackets else None
        group = self.group(start + 3 if has_option else start)
        if group:
            return self._with_scripts(macro.then(group))
        if argument.kind is not Kind.WORD or (start == at + 1 and not argument.glued):
            return None
        if argument.text in macros.WITH_ARGUMENT:
            inner = self._word(start, inside=False)
            return macro.then(inner) if inner else None
        if argument.text in macros.VARIABLES:
            return self._with_scripts(macro.then(Piece(start + 1, (argument.start,))))
        is_prose = argument.text in WORD_LETTERS and token.text in macros.AMBIGUOUS  # "a bar I know"
        return None if len(argument.text) > 1 or is_prose else self._with_scripts(macro.then(Piece(start + 1)))

    def _function(self, at: int, inside: bool) -> Piece | None:
        """`log n`, `log_2(n)`, `max_i`: in the open, the name alone is a word of prose."""
        token = self.row[at]
        backslash = () if token.text in macros.UNDEFINED_FUNCTIONS else (token.start,)
        name = self._with_scripts(Piece(at + 1, backslash))
        start = past_space(self.row, name.end)
        touches = start == name.end
        if touches and self.row[start].text == "{" and (braces := self._braces(start)):
            return name.then(braces)
        if not (inside or touches or name.hint or token.text in BEFORE_ARGUMENT):
            return None  # "the sum x_1 + x_2"
        argument = self.operand(start, inside) if self.row[start].kind is not Kind.END else None
        if argument and (inside or name.hint or touches or argument.hint or len(self.row[start].text) == 1):
            return name.then(argument, hint=(inside or touches) and self._is_argument(start, argument))
        is_label = name.end == at + 3 and self.row[at + 2].kind is Kind.WORD  # `min_p`, a name in a program
        return name if inside or (name.hint and not is_label) else None

    def _is_argument(self, start: int, argument: Piece) -> bool:
        """Whether only a function can have this argument: a letter, or brackets, but not as in `sum(s)`."""
        first = self.row[start]
        if first.text == "(":
            content = self.row[start : argument.end]
            return any(each.kind is Kind.WORD and each.text not in ("s", "es") for each in content)
        return first.kind is Kind.WORD and is_quantity(first)

"""Read the longest formula that begins at a token: operands, and what joins them.

Two operands are joined by an operator or a relation, as a symbol or as a macro, or they are neighbours.
"""

from __future__ import annotations

from gazette.tex.restore import macros
from gazette.tex.restore.joins import COMPARISONS, SIGNS, Joins
from gazette.tex.restore.operands import OPENING
from gazette.tex.restore.pieces import WORD_LETTERS, Piece
from gazette.tex.restore.tokens import Kind, is_end, is_end_of_number, past_space, runs_on

LEADING = macros.RELATIONS | (macros.OPERATORS - macros.AMBIGUOUS) | {"pm", "mp", "times"}
"""Macros that a formula may begin with."""
LEADING_BEFORE_HINT = frozenset("pm mp sim approx le ge".split())
"""Macros whose names may be words that begin a formula before a hint: `pm 2sigma`."""
LEADING_SYMBOLS = COMPARISONS | {"="}
GLUED = macros.VARIABLES | macros.FUNCTIONS | OPENING | macros.WITH_ARGUMENT
AFTER_SPACE = macros.VARIABLES | macros.WITH_ARGUMENT
UNITS = frozenset("KMBTGx")
DOTS = ("ldots", "cdots", "dots")
ENDS_BEFORE_LETTERS = (macros.ANYWHERE - macros.ARROWS) | {"cdot", "times"}
"""Macros to which letters after the formula may be glued."""
LAST = frozenset(("times", "uparrow", "downarrow", "infty"))
"""Macros that end a formula after a number: `36times`."""


class Formulas(Joins):
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
                or self._comma(start, piece, inside)
                or self._last(piece)
            )
        return piece

    # The beginning

    def _leading(self, at: int, inside: bool) -> Piece | None:
        """A relation or a sign before the first operand: `leq 100`, `{sim}3`, `>3times`, in brackets `-1`."""
        token = self.row[at]
        if token.kind is Kind.WORD:
            return self._leading_macro(at, inside) if token.text in LEADING else None
        if inside and token.text in SIGNS:
            operand = self.operand(past_space(self.row, at + 1), inside)
            return Piece(at + 1).then(operand) if operand else None
        if token.text in ("-", "−") and self._is_minus(at):
            operand = self.operand(at + 1, inside)
            return Piece(at + 1).then(operand) if operand and operand.hint else None
        if token.text in LEADING_SYMBOLS and (inside or self._may_lead(at)):
            piece = self._formula(at + 1, inside)
            return Piece(at + 1).then(piece) if piece and (inside or piece.hint) else None
        if letter := self._letter_in_braces(at):
            return letter
        symbol = self.symbol_in_braces(at)
        if symbol:
            if self.row[symbol.end].text == "," and self.row[symbol.end + 1].kind is Kind.NUMBER:
                symbol = symbol.then(Piece(symbol.end + 1, (self.row[symbol.end].start,)))  # a thin space
            operand = self.operand(past_space(self.row, symbol.end), inside)
            return symbol.then(operand) if operand else symbol
        return None

    def _letter_in_braces(self, at: int) -> Piece | None:
        """`{alpha}-stable`, `{Lambda}CDM`: a Greek letter in braces, which are not the rest of a macro."""
        before, letter = self.row[at - 1] if at else None, self.row[at + 1]
        if letter.text not in macros.GREEK or self.row[at].text != "{" or self.row[at + 2].text != "}":
            return None
        if before and (before.kind in (Kind.WORD, Kind.NUMBER) or before.text in (")", "]", "}")):
            return None
        return self._with_scripts(Piece(at + 3, (letter.start,), True))

    def _is_minus(self, at: int) -> bool:
        """Whether a dash touches what follows, but not what comes before, which is no operand: ` -p^2`."""
        if self.row[at + 1].kind not in (Kind.WORD, Kind.NUMBER):
            return False
        before = self.row[at - 1] if at else None
        if before and before.kind is not Kind.SPACE:
            return before.text in ("(", "[")
        last = self.row[at - 2] if at > 1 else None
        return last is None or (last.kind is Kind.WORD and len(last.text) > 1) or last.text in (",", ":", "=", ";")

    def _may_lead(self, at: int) -> bool:
        """Whether a relation begins a formula: there is a space before it, but none after it."""
        before, after = self.row[at - 1] if at else None, self.row[at + 1]
        return (not before or before.kind is Kind.SPACE or before.text == "(") and after.kind is not Kind.SPACE

    def _leading_macro(self, at: int, inside: bool) -> Piece | None:
        """`sim17`, `leq 100`; a macro that is no word, such as an arrow, may stand alone."""
        token = self.row[at]
        after = past_space(self.row, at + 1)
        tight = self.row[after].text == "!"  # `sim!10^3`
        first = self.row[after + tight]
        is_apart = runs_on(self.row, at) or (first.glued and token.text not in macros.ARROWS)
        operand = None if is_apart else self.operand(after + tight, inside)
        is_number = first.kind is Kind.NUMBER
        if is_number and operand and not is_end_of_number(self.row, operand.end):
            return None
        before_hint = operand is not None and self._is_before_hint(at, after + tight, operand)
        is_certain = token.text not in macros.AMBIGUOUS or before_hint or (tight and operand is not None)
        macro = Piece(at + 1, (token.start,), is_certain)
        if operand and (is_certain or inside):
            space = Piece(after + 1, (self.row[after].start,)) if tight else Piece(at + 1)
            return macro.then(space).then(operand)
        return macro if is_certain and not is_number and not before_hint else None

    def _is_before_hint(self, at: int, after: int, operand: Piece) -> bool:
        """Whether what follows shows that the name of a macro is no word: `sim17`, `approx 5`, `pm 2sigma`, `le 3%`."""
        name, end = self.row[at].text, self.row[operand.end].text
        if self.row[after].kind is Kind.NUMBER:
            is_before = (
                (after == at + 1 and name != "to")
                or name in ("sim", "approx")
                or (name in ("le", "ge") and end in ("%", "times"))
            )
            return is_before or (name in LEADING_BEFORE_HINT and end in macros.GREEK)
        return name in LEADING_BEFORE_HINT and operand.hint

    # What follows without a space

    def _glued(self, piece: Piece, inside: bool) -> Piece | None:
        """`2n`, `O(n)`, `nvarepsilon`."""
        token, before = self.row[piece.end], self.row[piece.end - 1]
        if token.kind is Kind.WORD:
            return self._glued_word(piece, inside)
        if token.text in ("(", "[", "|"):
            operand = self.operand(piece.end, inside)
            if operand and (inside or piece.hint or before.kind is not Kind.NUMBER or operand.hint):
                is_applied = self._is_applied_to_greek(piece.end)
                return piece.then(operand, hint=before.text in macros.GREEK or is_applied)
        elif token.kind is Kind.NUMBER and before.text in (")", "}", "]"):
            operand = self.operand(piece.end, inside)
            return piece.then(operand) if operand else None
        return None

    def _is_applied_to_greek(self, at: int) -> bool:
        """Whether a letter stands before brackets that begin with a Greek letter: `R(pi/4)`, but not `GABA-B(beta)`."""
        letter, greek = self.row[at - 1].text, self.row[at + 1]
        if at > 1 and self.row[at - 2].text == "-":
            return False
        is_letter = len(letter) == 1 and letter.isalpha() and letter not in WORD_LETTERS
        return is_letter and self.row[at].text == "(" and greek.text in macros.GREEK

    def _glued_word(self, piece: Piece, inside: bool) -> Piece | None:
        token, before = self.row[piece.end], self.row[piece.end - 1]
        is_letter = len(token.text) == 1
        if not (is_letter or token.text in GLUED) or (not inside and self._is_unit(piece.end)):
            return None
        if before.start in piece.backslashes and (not token.glued or before.text in ENDS_BEFORE_LETTERS):
            return None  # the letters would belong to that macro
        has_script = before.text == "}" and self.row[piece.end + 1].text in ("_", "^")
        if not token.glued and is_letter and not has_script and not is_end(self.row, piece.end + 1):
            return None
        operand = self.operand(piece.end, inside)
        return piece.then(operand, hint=not is_letter and before.text not in ("-", "/")) if operand else None

    def _is_unit(self, at: int) -> bool:
        """Whether a letter after a number is its unit: `30B`, `110k`, `5x`."""
        number, unit = self.row[at - 1], self.row[at].text
        is_unit = unit in UNITS or (unit == "k" and len(number.text) > 1)
        is_script = at > 1 and self.row[at - 2].text in ("^", "_")
        return number.kind is Kind.NUMBER and is_unit and not is_script and is_end(self.row, at + 1)

    # What follows after a space

    def _after_space(self, start: int, piece: Piece, inside: bool) -> Piece | None:
        """In brackets any operand; in the open functions, and macros and letters that a hint makes certain."""
        where = past_space(self.row, piece.end)
        token = self.row[where]
        if where == piece.end or token.kind not in (Kind.WORD, Kind.SYMBOL, Kind.NUMBER):
            return None
        if token.text == "exists" and self.row[start].text == "forall":  # `forall x exists y`
            return piece.then(Piece(where + 1, (token.start,)))
        operand = self.operand(where, inside)
        if not operand:
            return None
        if inside:
            return piece.then(operand)
        is_word = piece.end == start + 1 and self.row[start].text in WORD_LETTERS
        return piece.then(operand) if not is_word and self._joins_after_space(start, piece, where, operand) else None

    def _joins_after_space(self, start: int, piece: Piece, where: int, operand: Piece) -> bool:
        token, before = self.row[where], self.row[piece.end - 1]
        if piece.end == 1 + start and token.text.lower() == before.text:  # "a delta Delta_L"
            return False
        if token.text in macros.FUNCTIONS or (operand.hint and token.text in AFTER_SPACE):
            return True
        if token.text == "{":
            return piece.hint and operand.hint
        if token.kind is not Kind.WORD or len(token.text) > 1:
            return False
        if operand.hint and piece.hint and piece.backslashes:
            return True
        needs_letter = before.text in ("nabla", "partial", "top", "exists")  # `nabla f`, `W^top x`
        has_argument = operand.hint or self.row[where + 1].text == "("
        has_argument = has_argument or self.row[past_space(self.row, where + 1)].text == "="  # `Delta W = 1`
        return before.text in macros.VARIABLES and (needs_letter or has_argument)

    def _comma(self, start: int, piece: Piece, inside: bool) -> Piece | None:
        """`x_1, ldots, x_n`, `int f(x),dx`: a comma in the open, only before dots, or if it was a space."""
        if self.row[piece.end].text != "," or not piece.hint:
            return None
        where = past_space(self.row, piece.end + 1)
        if self.row[where].text in DOTS:
            return self._dots(piece, where, inside)
        return self._differential(start, piece, where) if where == piece.end + 1 else None

    def _dots(self, piece: Piece, where: int, inside: bool) -> Piece | None:
        joined = piece.then(Piece(where + 1, (self.row[where].start,)))
        after = past_space(self.row, where + 2)
        last = self.operand(after, inside) if self.row[where + 1].text == "," else None
        return joined.then(last) if last else joined

    def _differential(self, start: int, piece: Piece, where: int) -> Piece | None:
        """`,dx` after an integral: the comma is the rest of a space."""
        word = self.row[where].text
        is_differential = (word[:1] == "d" and len(word) == 2) or (word == "d" and self.row[where + 1].text == "^")
        if not is_differential or all(token.text != "int" for token in self.row[start : piece.end]):
            return None
        return piece.then(self._with_scripts(Piece(where + 1, (self.row[piece.end].start,))))

    def _last(self, piece: Piece) -> Piece | None:
        """`36times` and `0.7uparrow` with nothing after it, or with a name, `4timesH100`."""
        token, before = self.row[piece.end], self.row[piece.end - 1]
        if token.text == "!" and self.row[piece.end + 1].text == "times":  # `40!times`
            times = self.row[piece.end + 1]
            return piece.then(Piece(piece.end + 2, (token.start, times.start), True))
        if token.text not in LAST:
            return None
        follows = before.kind is Kind.NUMBER or token.glued or before.text == "}"
        is_last = is_end(self.row, piece.end + 1) or self.row[piece.end + 1].text[:1].isupper()
        return piece.then(Piece(piece.end + 1, (token.start,), True)) if follows and is_last else None

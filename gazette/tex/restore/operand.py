"""What operators join: numbers, letters, names with what they take, brackets, and the scripts of them all."""

from __future__ import annotations

from gazette.tex.restore import macros as names
from gazette.tex.restore.brackets import FENCES, Brackets
from gazette.tex.restore.scripts import Piece
from gazette.tex.restore.tokens import Kind

WORDED = frozenset("partial top bot dots".split())
"""Signs that prose has as words, and beside the same letters: `top-k`, `partial F_1`."""
LONE = frozenset("aAI")
"""Letters that prose has as words."""
SHORT = frozenset("is of or at by we an as on if it no so us be do up he me my go am vs al et ie eg".split())


class Operands(Brackets):
    """Reads single operands in a row of tokens."""

    def operand(self, at: int, inside: bool) -> Piece | None:
        token = self.row[at]
        if token.kind is Kind.NUMBER:
            return self.scripts(Piece(at + 1), sure="^")
        if token.kind is Kind.WORD:
            return self._word(at, inside)
        if token.kind is Kind.SIGN and token.text in ("(", "[", "|", "{"):
            return self.nested(at)
        return Piece(at + 1) if token.text == "∞" else None

    def _word(self, at: int, inside: bool) -> Piece | None:
        token = self.row[at]
        word = token.text
        if word in names.MARKS:
            return self._marked(at, inside)
        if word in names.FUNCTIONS:
            return self._function(at, inside)
        if word in FENCES:
            return self.nested(at)
        if word in names.GREEK | names.LETTERS:
            if word in WORDED and not inside and (word != "partial" or self.row[at + 1].text != "_"):
                return None
            return self.scripts(Piece(at + 1, (token.start,), word not in names.WORDS), sure="^_")
        if len(word) == 1:
            return self.scripts(Piece(at + 1), sure="^_")
        short = len(word) == 2 or (len(word) == 3 and word.isupper())
        if inside and short and word not in SHORT | names.ALL | names.FONTS:
            return self.scripts(Piece(at + 1), sure="^_")
        return None

    def _marked(self, at: int, inside: bool) -> Piece | None:
        """`mathcal O`, `tilde{x}`, `sqrt n`: a mark and the one thing it takes."""
        token = self.row[at]
        after = self.past_space(at + 1)
        taken = self.row[after]
        mark = Piece(at + 1, (token.start,), True)
        group = self.braces(after) if taken.text == "{" else None
        if group:
            return self.scripts(mark.then(group), sure="^_")
        if token.text == "sqrt" and taken.text == "[":
            group = self.braces(after + 3) if self.row[after + 2].text == "]" else None
            return self.scripts(mark.then(group), sure="^_") if group else None
        if taken.kind is not Kind.WORD or (after == at + 1 and not taken.cut):
            return None
        if taken.text in names.MARKS:
            inner = self._marked(after, inside)
            return mark.then(inner) if inner else None
        known = taken.text in names.GREEK | names.LETTERS
        if not known and (len(taken.text) > 1 or (taken.text in LONE and token.text in names.WORDS)):
            return None
        letter = Piece(after + 1, (taken.start,) if known else ())
        return self.scripts(mark.then(letter), sure="^_")

    def _function(self, at: int, inside: bool) -> Piece | None:
        """`log n`, `log_2(n)`, `max_i`: a word like others, but for a script or in brackets."""
        token = self.row[at]
        name = Piece(at + 1, () if token.text in names.PLAIN else (token.start,))
        scripted = self.scripts(name, sure="^_")
        after = self.past_space(scripted.end)
        taken = self.row[after]
        argument = self.operand(after, inside) if taken.kind is not Kind.END else None
        if argument and (inside or scripted.scar or after == scripted.end or argument.scar or len(taken.text) == 1):
            sure = self._is_argument(after, argument) and (inside or after == scripted.end)
            return scripted.then(argument, scar=sure)
        labelled = scripted.end == at + 3 and self.row[at + 2].kind is Kind.WORD  # `min_p`, which is a program's
        return scripted if inside or (scripted.scar and not labelled) else None

    def _is_argument(self, at: int, argument: Piece) -> bool:
        """Whether a function is one, by what follows: a letter, or a bracket round more than an ending, `sum(s)`."""
        first = self.row[at]
        if first.text == "(":
            return any(each.kind is Kind.WORD and each.text not in ("s", "es") for each in self.row[at : argument.end])
        return (
            first.kind is Kind.WORD and (len(first.text) == 1 or first.text in names.GREEK) and first.text not in LONE
        )

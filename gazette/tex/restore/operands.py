"""Read operands: numbers, letters, macros with their arguments, brackets and groups, each with its scripts.

Places (`at`, `start`, `where`) are indexes in the row of tokens. Methods that read return a `Piece`, or None if what
they look for is not there.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass

from gazette.tex.restore import macros
from gazette.tex.restore.tokens import Kind, Token, is_end, past_space

MAX_DEPTH = 6
"""Brackets, and macros that are arguments of each other, are not read if they are nested more deeply."""
MAX_READS = 4
"""Operands that are read for each token, so that time grows with the length of any text; real texts need 0.5."""
MAX_GROUP = 60
"""A group with more tokens is not read."""
CLOSING = {"(": (")", "]"), "[": (")", "]"), "|": ("|",)}
_OPENING_DELIMITERS = "lceil lfloor langle lvert lVert left".split()
CLOSING_DELIMITERS = dict(zip(_OPENING_DELIMITERS, "rceil rfloor rangle rvert rVert right".split(), strict=True))
SCRIPT_MACROS = macros.ALL - macros.FUNCTIONS - macros.WITH_ARGUMENT - macros.DELIMITERS - {"in", "to"}
"""Macros that may be a script without braces: `x_alpha`."""
LONE_SCRIPTS = macros.GREEK | frozenset("top prime star dagger circ ell ast times perp bullet".split())
"""Names that are macros, not labels, even if they are all that a group contains: `x^{top}`."""
PROSE_SYMBOLS = frozenset("partial top bot dots".split())
"""Symbols whose names prose uses next to letters: `top-k`, `partial F_1`."""
WORD_LETTERS = frozenset("aAI")
"""Letters that are also words."""
FONTS_OF_A_GROUP = macros.FONT_SWITCHES - {"em", "it"}
SHORT_WORDS = frozenset("is of or at by we an as on if it no so us be do up he me my go am vs al et ie eg".split())
NOT_VARIABLES = SHORT_WORDS | macros.ALL | macros.FONT_SWITCHES
"""In brackets, other words of two letters may be variables."""


@dataclass(frozen=True, slots=True)
class Piece:
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
    is_letter = len(token.text) == 1 or token.text in macros.GREEK
    return token.kind is Kind.NUMBER or (token.kind is Kind.WORD and is_letter and token.text not in WORD_LETTERS)


class Operands(ABC):
    """Reads operands. `inside` means within brackets, where more words are taken for mathematics."""

    def __init__(self, row: list[Token]) -> None:
        self.row = row
        self._depth = self._arguments = 0
        self.reads_left = MAX_READS * len(row)
        self._in_brackets: dict[int, Piece | None] = {}

    @abstractmethod
    def formula_inside(self, at: int) -> Piece | None:
        """A formula in brackets."""

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

    # Words

    def _word(self, at: int, inside: bool) -> Piece | None:
        token = self.row[at]
        word = token.text
        if word in macros.WITH_ARGUMENT or word in macros.FUNCTIONS:
            if self._arguments >= MAX_DEPTH:
                return None
            self._arguments += 1
            piece = self._with_argument(at) if word in macros.WITH_ARGUMENT else self._function(at, inside)
            self._arguments -= 1
            return piece
        if word in CLOSING_DELIMITERS:
            return self._bracketed(at)
        if word in macros.VARIABLES:
            if word in PROSE_SYMBOLS and not inside and (word != "partial" or self.row[at + 1].text != "_"):
                return None
            return self._with_scripts(Piece(at + 1, (token.start,), word not in macros.AMBIGUOUS))
        if len(word) == 1:
            return self._with_scripts(Piece(at + 1))
        is_short = len(word) == 2 or (len(word) == 3 and word.isupper())
        if inside and is_short and word not in NOT_VARIABLES:
            return self._with_scripts(Piece(at + 1))
        return None

    def _with_argument(self, at: int) -> Piece | None:
        """`mathcal O`, `tilde{x}`, `sqrt n`, `sqrt[3]{n}`: a macro and its one argument."""
        token = self.row[at]
        macro = Piece(at + 1, (token.start,), True)
        start = past_space(self.row, at + 1)
        argument = self.row[start]
        has_option = token.text == "sqrt" and argument.text == "[" and self.row[start + 2].text == "]"
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
        argument = self.operand(start, inside) if self.row[start].kind is not Kind.END else None
        touches = start == name.end
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

    # Scripts and groups

    def _with_scripts(self, piece: Piece, hints: str = "^_") -> Piece:
        """The piece with the primes and scripts after it. A script is a hint if its `^` or `_` is in `hints`."""
        while True:
            token, after = self.row[piece.end], self.row[piece.end + 1]
            if token.text == "'" and (after.kind is not Kind.WORD or after.text in macros.ALL):
                piece = piece.then(Piece(piece.end + 1))
                continue
            script = self.script(piece.end) if token.text in ("^", "_") else None
            if not script:
                return piece
            piece = piece.then(script, hint=token.text in hints)

    def script(self, at: int) -> Piece | None:
        """The script whose `^` or `_` is at `at`: one symbol or a group, as in TeX."""
        argument, after = self.row[at + 1], self.row[at + 2]
        if argument.text == "{":
            return self.group(at + 1)
        if argument.text in ("-", "−") and after.kind not in (Kind.WORD, Kind.NUMBER):
            return Piece(at + 2)
        if (argument.kind is Kind.NUMBER and len(argument.text) == 1) or argument.text in ("*", "+", "†", "∞", "'"):
            return Piece(at + 2) if after.kind is not Kind.NUMBER and not self._is_file_suffix(at + 2) else None
        if argument.kind is not Kind.WORD or not (after.glued or is_end(self.row, at + 2)):
            return None
        if len(argument.text) == 1:
            return Piece(at + 2)
        return Piece(at + 2, (argument.start,)) if argument.text in SCRIPT_MACROS else None

    def _is_file_suffix(self, at: int) -> bool:
        """`.py` in `f_1.py`: a word after the end of a sentence would have a capital."""
        suffix = self.row[at + 1].text
        return self.row[at].text == "." and suffix.islower() and len(suffix) < 5

    def with_subscript(self, at: int) -> Piece:
        """A word of several letters and its subscript: `Enc_{t}`."""
        return self._with_scripts(Piece(at + 1), hints="_")

    def group(self, at: int) -> Piece | None:
        """A group in braces. It may contain anything but opaque tokens; its macros get backslashes."""
        if self.row[at].text != "{":
            return None
        depth = 0
        backslashes = []
        for place in range(at, at + MAX_GROUP):
            token = self.row[place]
            if token.kind in (Kind.OPAQUE, Kind.END):
                return None
            if token.kind is Kind.WORD and self._is_macro_in_group(place):
                backslashes.append(token.start)
            depth += (token.text == "{") - (token.text == "}")
            if not depth:
                return Piece(place + 1, tuple(backslashes), True) if place > at + 1 else None
        return None

    def _is_macro_in_group(self, at: int) -> bool:
        """Whether a word is a macro: `{in}` alone is a label, `{i in S}` is not."""
        word = self.row[at].text
        is_first = self.row[at - 1].text == "{"
        if word in macros.FONT_SWITCHES:
            return is_first and self.row[at + 1].kind is Kind.SPACE
        if word not in macros.ALL or word in macros.UNDEFINED_FUNCTIONS:
            return False
        if word not in macros.AMBIGUOUS:
            return True
        if self.row[at - 2].text in macros.FONT_SWITCHES:  # `{rm max}`
            return False
        is_alone = is_first and self.row[at + 1].text == "}"
        return not is_alone or word in LONE_SCRIPTS

    def symbol_in_braces(self, at: int) -> Piece | None:
        """`{=}`, `{sim}`: braces around one operator or relation."""
        if self.row[at].text != "{" or self.row[at + 2].text != "}":
            return None
        token = self.row[at + 1]
        if token.text in macros.JOINING:
            return Piece(at + 3, (token.start,), True)
        return Piece(at + 3, (), True) if token.text in ("=", "+", "-", "<", ">", "/", "*") else None

    # Brackets

    def _bracketed(self, at: int) -> Piece | None:
        """What the bracket, brace or delimiter at `at` opens. It is read once, however often it is asked for."""
        if at not in self._in_brackets:
            if self._depth >= MAX_DEPTH:
                return None
            self._depth += 1
            self._in_brackets[at] = self._read_bracketed(at)
            self._depth -= 1
        return self._in_brackets[at]

    def _read_bracketed(self, at: int) -> Piece | None:
        opening = self.row[at].text
        if opening in CLOSING_DELIMITERS:
            return self._delimited(at)
        if opening == "{":
            return self._font_group(at) or self._set(at)
        inner = self._list(at + 1, ends_at_bar=opening == "|")
        if not inner or self.row[inner.end].text not in CLOSING[opening]:
            return None
        is_privacy = self.row[at + 1].text == "epsilon" and self.row[at + 2].text == ","  # `(epsilon, delta)`
        return self._with_scripts(Piece(inner.end + 1, inner.backslashes, inner.hint or is_privacy))

    def _delimited(self, at: int) -> Piece | None:
        """`lceil x rceil`, `left( x right)`."""
        opening = self.row[at]
        is_sized = opening.text == "left"
        if is_sized and self.row[at + 1].text not in ("(", "[", "|"):
            return None
        inner = self._list(at + 1 + is_sized)
        if not inner or self.row[inner.end].text != CLOSING_DELIMITERS[opening.text]:
            return None
        if is_sized and self.row[inner.end + 1].text not in (")", "]", "|"):
            return None
        backslashes = (opening.start, *inner.backslashes, self.row[inner.end].start)
        return self._with_scripts(Piece(inner.end + 1 + is_sized, backslashes, True))

    def _font_group(self, at: int) -> Piece | None:
        """`{bf 1}`, `{cal N}`: one or two symbols in another font."""
        has_font = self.row[at + 1].text in FONTS_OF_A_GROUP and self.row[at + 2].kind is Kind.SPACE
        group = self.group(at) if has_font else None
        return self._with_scripts(group) if group and group.end <= at + 6 else None

    def _set(self, at: int) -> Piece | None:
        """`{0,1}^n`: a set whose braces lost their backslashes. Without a script it is not a hint."""
        inner = self._list(at + 1)
        if not inner or self.row[inner.end].text != "}":
            return None
        content = self.row[at + 1 : inner.end]
        if not any(each.text == "," for each in content):
            return None
        if any(each.kind is Kind.WORD and len(each.text) > 1 and each.text not in macros.ALL for each in content):
            return None
        backslashes = (self.row[at].start, *inner.backslashes, self.row[inner.end].start)
        return self._with_scripts(Piece(inner.end + 1, backslashes, inner.hint))

    def _list(self, at: int, ends_at_bar: bool = False) -> Piece | None:
        """Formulas with commas, semicolons, colons or bars between them, up to a token that is none of these."""
        separators = (",", ";", ":") if ends_at_bar else (",", ";", ":", "|")
        piece = self.formula_inside(past_space(self.row, at))
        while piece:
            where = past_space(self.row, piece.end)
            if self.row[where].text not in separators:
                return Piece(where, piece.backslashes, piece.hint)
            more = self.formula_inside(past_space(self.row, where + 1))
            piece = piece.then(more) if more else None
        return None

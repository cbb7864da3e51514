"""What operators join: numbers, letters, names with what they take, brackets, and the scripts of them all."""

from __future__ import annotations

from dataclasses import dataclass

from gazette.tex import names
from gazette.tex.tokens import Kind, Token

DEEPEST = 6
"""So many brackets within brackets are read."""
CLOSING = {"(": ")]", "[": ")]"}
FENCES = {"lceil": "rceil", "lfloor": "rfloor", "langle": "rangle", "lvert": "rvert", "lVert": "rVert", "left": "right"}
LONE = frozenset("aAI")
"""Letters that prose has as words."""
SHORT = frozenset("is of or at by we an as on if it no so us be do up he me my go am vs al et ie eg".split())
SCRIPT_NAMES = names.ALL - names.FUNCTIONS - names.MARKS - names.FENCES
LONE_SCRIPTS = names.GREEK | frozenset("top prime star dagger circ ell ast times perp bullet".split())
"""Words that are names, not labels, where they are all of a script."""


@dataclass(frozen=True, slots=True)
class Piece:
    """What was read: the token after it, where backslashes were lost, and whether it can be nothing but mathematics."""

    end: int
    lost: tuple[int, ...] = ()
    scar: bool = False

    def then(self, other: Piece, scar: bool = False) -> Piece:
        return Piece(other.end, self.lost + other.lost, self.scar or other.scar or scar)


class Operands:
    """Reads single operands in a row of tokens."""

    def __init__(self, row: list[Token]) -> None:
        self.row = row
        self.depth = 0

    def sum(self, at: int, inside: bool) -> Piece | None:
        raise NotImplementedError

    def operand(self, at: int, inside: bool) -> Piece | None:
        token = self.row[at]
        if token.kind is Kind.NUMBER:
            return self._scripts(Piece(at + 1), sure="^")
        if token.kind is Kind.WORD:
            return self._word(at, inside)
        if token.kind is Kind.SIGN and token.text in ("(", "[", "|", "{"):
            return self._nested(at)
        return Piece(at + 1) if token.text == "∞" else None

    def _word(self, at: int, inside: bool) -> Piece | None:
        token = self.row[at]
        word = token.text
        if word in names.MARKS:
            return self._marked(at, inside)
        if word in names.FUNCTIONS:
            return self._function(at, inside)
        if word in FENCES:
            return self._fenced(at)
        if word in names.GREEK | names.LETTERS:
            return self._scripts(Piece(at + 1, (token.start,), word not in names.WORDS), sure="^_")
        if len(word) == 1:
            return self._scripts(Piece(at + 1), sure="^_")
        short = len(word) == 2 or (len(word) == 3 and word.isupper())
        if inside and short and word not in SHORT | names.ALL | names.FONTS:
            return self._scripts(Piece(at + 1), sure="^_")
        return None

    def _marked(self, at: int, inside: bool) -> Piece | None:
        """`mathcal O`, `tilde{x}`, `sqrt n`: a mark and the one thing it takes."""
        token = self.row[at]
        after = self.past_space(at + 1)
        taken = self.row[after]
        mark = Piece(at + 1, (token.start,), True)
        group = self.braces(after) if taken.text == "{" else None
        if group:
            return self._scripts(mark.then(group), sure="^_")
        if taken.kind is not Kind.WORD or after == at + 1:
            return None
        if taken.text in names.MARKS:
            inner = self._marked(after, inside)
            return mark.then(inner) if inner else None
        known = taken.text in names.GREEK | names.LETTERS
        if not known and (len(taken.text) > 1 or (taken.text in LONE and token.text in names.WORDS)):
            return None
        letter = Piece(after + 1, (taken.start,) if known else ())
        return self._scripts(mark.then(letter), sure="^_")

    def _function(self, at: int, inside: bool) -> Piece | None:
        """`log n`, `log_2(n)`, `max_i`: a word like others, but for a script or in brackets."""
        token = self.row[at]
        name = Piece(at + 1, () if token.text in names.PLAIN else (token.start,))
        scripted = self._scripts(name, sure="^_")
        after = self.past_space(scripted.end)
        taken = self.row[after]
        argument = self.operand(after, inside) if taken.kind is not Kind.END else None
        if argument and (inside or scripted.scar or after == scripted.end or argument.scar or len(taken.text) == 1):
            return scripted.then(argument)
        return scripted if inside or scripted.scar else None

    # Brackets.

    def _nested(self, at: int) -> Piece | None:
        if self.depth >= DEEPEST:
            return None
        self.depth += 1
        try:
            opening = self.row[at].text
            if opening == "{":
                return self._set(at)
            closing = "|" if opening == "|" else CLOSING[opening]
            inner = self._list(at + 1)
            if not inner or self.row[inner.end].text not in closing or not self.row[inner.end].text:
                return None
            return self._scripts(Piece(inner.end + 1, inner.lost, inner.scar), sure="^_")
        finally:
            self.depth -= 1

    def _fenced(self, at: int) -> Piece | None:
        """`lceil x rceil`, `left( x right)`."""
        sized = self.row[at].text == "left"
        inner = self._list(at + 1 + sized) if self.depth < DEEPEST else None
        closing = self.row[inner.end] if inner else None
        if not inner or not closing or closing.text != FENCES[self.row[at].text]:
            return None
        if sized and (self.row[at + 1].text not in ("(", "[", "|") or self.row[inner.end + 1].text not in (")", "]", "|")):
            return None
        lost = (self.row[at].start, *inner.lost, closing.start)
        return self._scripts(Piece(inner.end + 1 + sized, lost, True), sure="^_")

    def _list(self, at: int) -> Piece | None:
        """What stands between brackets: formulas, with commas or such between them."""
        piece = self.sum(self.past_space(at), inside=True)
        while piece:
            where = self.past_space(piece.end)
            if self.row[where].text not in (",", ";", ":", "|") or not self.row[where].text:
                return Piece(where, piece.lost, piece.scar)
            if self.row[where].text == "|" and self.row[where - 1].kind is not Kind.SPACE:
                return Piece(where, piece.lost, piece.scar)
            more = self.sum(self.past_space(where + 1), inside=True)
            piece = piece.then(more) if more else None
        return None

    def _set(self, at: int) -> Piece | None:
        """`{0,1}^n`: the braces lost their backslashes, too; nothing but a script tells it from a program's."""
        inner = self._list(at + 1)
        if not inner or self.row[inner.end].text != "}" or "," not in (each.text for each in self.row[at : inner.end]):
            return None
        row = self.row[at + 1 : inner.end]
        if any(each.kind is Kind.WORD and len(each.text) > 1 and each.text not in names.ALL for each in row):
            return None
        whole = Piece(inner.end + 1, (self.row[at].start, *inner.lost, self.row[inner.end].start), inner.scar)
        return self._scripts(whole, sure="^_")

    def braces(self, at: int) -> Piece | None:
        """A group in braces, as after a script: whatever it holds, its names are names."""
        depth, lost = 0, []
        for place in range(at, min(at + 60, len(self.row))):
            token = self.row[place]
            depth += (token.text == "{") - (token.text == "}")
            if token.kind is Kind.WORD and self._named(place):
                lost.append(token.start)
            if token.kind in (Kind.AWAY, Kind.END):
                return None
            if not depth:
                return Piece(place + 1, tuple(lost), True) if place > at + 1 else None
        return None

    def _named(self, at: int) -> bool:
        """Whether a word in a script is a name: `{in}` alone is a label, `{i in S}` is not."""
        word = self.row[at].text
        if word in names.FONTS:
            return self.row[at - 1].text == "{" and self.row[at + 1].kind is Kind.SPACE
        if word in names.PLAIN or word not in names.ALL:
            return False
        if word not in names.WORDS or word in LONE_SCRIPTS:
            return True
        return self.row[at - 1].text != "{" or self.row[at + 1].text != "}"

    def braced_sign(self, at: int) -> Piece | None:
        """`{=}`, `{sim}`: braces round one sign."""
        if self.row[at].text != "{" or at + 2 >= len(self.row) or self.row[at + 2].text != "}":
            return None
        token = self.row[at + 1]
        if token.text in names.RELATIONS | names.OPERATORS:
            return Piece(at + 3, (token.start,), True)
        return Piece(at + 3, (), True) if token.text in ("=", "+", "-", "<", ">", "/", "*") else None

    # Scripts.

    def _scripts(self, piece: Piece, sure: str) -> Piece:
        """The piece with its primes and scripts; such a sign in `sure` is a scar."""
        while True:
            token = self.row[piece.end]
            after = self.row[piece.end + 1]
            if token.text == "'" and (after.kind is not Kind.WORD or after.text in names.ALL):
                piece = Piece(piece.end + 1, piece.lost, piece.scar)
                continue
            script = self.script(piece.end) if token.text in ("^", "_") else None
            if not script:
                return piece
            piece = piece.then(script, scar=token.text in sure)

    def lowered(self, at: int) -> Piece:
        """A word of several letters with what is lowered beside it: `Enc_{t}`."""
        return self._scripts(Piece(at + 1), sure="_")

    def script(self, at: int) -> Piece | None:
        """A script and what it raises or lowers: one sign or a group, for so TeX reads it."""
        token = self.row[at + 1]
        if token.text == "{":
            return self.braces(at + 1)
        if token.kind is Kind.NUMBER and len(token.text) == 1 or token.text in ("*", "+", "†", "∞", "'"):
            return Piece(at + 2) if self.row[at + 2].kind is not Kind.NUMBER else None
        if token.kind is not Kind.WORD or not (self.row[at + 2].cut or self.ends(at + 2)):
            return None
        if len(token.text) == 1:
            return Piece(at + 2)
        return Piece(at + 2, (token.start,)) if token.text in SCRIPT_NAMES - {"in", "to", "left", "right"} else None

    # Places.

    def past_space(self, at: int) -> int:
        return at + (self.row[at].kind is Kind.SPACE)

    def over(self, at: int) -> bool:
        """Whether a number is over there, or has one letter more: `30B`."""
        unit = self.row[at].kind is Kind.WORD and len(self.row[at].text) == 1
        return self.ends(at) or (unit and self.ends(at + 1)) or self.row[at].text in names.OPERATORS

    def runs_on(self, at: int) -> bool:
        """Whether letters follow a name at once: with its backslash they would be one name."""
        return self.row[at + 1].kind is Kind.WORD

    def ends(self, at: int) -> bool:
        """Whether nothing goes on there that belongs to what was before: no letters, no digits, no file's suffix."""
        token = self.row[at]
        if token.kind in (Kind.WORD, Kind.NUMBER, Kind.AWAY) and not token.cut:
            return False
        return not (token.text in ("_", ".") and self.row[at + 1].kind is Kind.WORD)

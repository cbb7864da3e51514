"""What stands where in a row of tokens, and the scripts and groups in braces that TeX reads there."""

from __future__ import annotations

from dataclasses import dataclass

from gazette.tex.restore import macros as names
from gazette.tex.restore.tokens import Kind, Token

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


class Scripts:
    """Reads scripts, primes and groups in braces."""

    def __init__(self, row: list[Token]) -> None:
        self.row = row

    def scripts(self, piece: Piece, sure: str) -> Piece:
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
        return self.scripts(Piece(at + 1), sure="_")

    def script(self, at: int) -> Piece | None:
        """A script and what it raises or lowers: one sign or a group, for so TeX reads it."""
        token = self.row[at + 1]
        if token.text == "{":
            return self.braces(at + 1)
        if token.text in ("-", "−") and self.row[at + 2].kind not in (Kind.WORD, Kind.NUMBER):
            return Piece(at + 2)
        if (token.kind is Kind.NUMBER and len(token.text) == 1) or token.text in ("*", "+", "†", "∞", "'"):
            return Piece(at + 2) if self.row[at + 2].kind is not Kind.NUMBER and not self._is_file(at + 2) else None
        if token.kind is not Kind.WORD or not (self.row[at + 2].cut or self.ends(at + 2)):
            return None
        if len(token.text) == 1:
            return Piece(at + 2)
        return Piece(at + 2, (token.start,)) if token.text in SCRIPT_NAMES - {"in", "to", "left", "right"} else None

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
        if (
            word in names.PLAIN
            or word not in names.ALL
            or (word in names.WORDS and self.row[at - 2].text in names.FONTS)
        ):
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

    def _is_file(self, at: int) -> bool:
        """`f_1.py`: a suffix, where a sentence would begin with a capital."""
        suffix = self.row[at + 1].text
        return self.row[at].text == "." and suffix.islower() and len(suffix) < 5

    # Places.

    def past_space(self, at: int) -> int:
        return at + (self.row[at].kind is Kind.SPACE)

    def over(self, at: int) -> bool:
        """Whether a number is over there, or has one letter more: `30B`."""
        unit = self.row[at].kind is Kind.WORD and len(self.row[at].text) == 1
        return self.ends(at) or (unit and self.ends(at + 1)) or self.row[at].text in names.OPERATORS

    def runs_on(self, at: int) -> bool:
        """Whether letters follow a name at once that are no part of its word: no command ended there."""
        return self.row[at + 1].kind is Kind.WORD and not self.row[at + 1].cut

    def ends(self, at: int) -> bool:
        """Whether nothing goes on there that belongs to what was before: no letters, no digits, no file's suffix."""
        token = self.row[at]
        if token.kind in (Kind.WORD, Kind.NUMBER, Kind.AWAY) and not token.cut:
            return False
        return not (token.text in ("_", ".") and self.row[at + 1].kind is Kind.WORD)

"""Read scripts and groups in braces."""

from __future__ import annotations

from gazette.tex.restore import macros
from gazette.tex.restore.pieces import Piece, Reader
from gazette.tex.restore.tokens import Kind, is_end

MAX_GROUP = 60
"""A group with more tokens is not read."""
SCRIPT_MACROS = macros.ALL - macros.FUNCTIONS - macros.WITH_ARGUMENT - macros.DELIMITERS - {"in", "to"}
"""Macros that may be a script without braces: `x_alpha`."""
LONE_SCRIPTS = macros.GREEK | frozenset("top prime star dagger circ ell ast times perp bullet pm mp max min".split())
"""Names that are macros, not labels, even if they are all that a group contains: `x^{top}`."""
LABELS = frozenset(("neg", "prop"))
"""Macros that are labels if they are all that a group contains, although prose does not have their names."""
FONTS_OF_A_GROUP = macros.FONT_SWITCHES - {"em", "it"}
PROSE_JOINS = frozenset("models parallel implies star bullet colon prime".split())
"""Relations and operators whose names may be words in braces."""
MAX_LABEL = 3
"""A group with words of more letters than these that are no macros is a label, in which names may be words."""
PROSE_WORDS = 2
"""From this number of such words on, a group outside a script is prose."""


class Scripts(Reader):
    """Reads scripts and groups."""

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
        if argument.kind is Kind.NUMBER and self.row[at - 1].text in macros.GREEK and argument.text[1:2] == ".":
            return Piece(at + 2)  # `pi_0.5`
        if argument.kind is not Kind.WORD or not (after.glued or is_end(self.row, at + 2) or self._is_index(at)):
            return None
        if len(argument.text) == 1:
            return Piece(at + 2)
        return Piece(at + 2, (argument.start,)) if argument.text in SCRIPT_MACROS else None

    def _is_index(self, at: int) -> bool:
        """Whether a letter is the index of a capital before another number and capital: `G_i2P_i`."""
        base, number, capital = self.row[at - 1].text, self.row[at + 2], self.row[at + 3].text
        is_index = self.row[at + 1].text in "ijknt" and len(base) == 1 and base.isupper()
        return is_index and number.kind is Kind.NUMBER and len(capital) == 1 and capital.isupper()

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
        places = []
        for place in range(at, at + MAX_GROUP):
            token = self.row[place]
            if token.kind in (Kind.OPAQUE, Kind.END):
                return None
            if token.kind is Kind.WORD and len(token.text) > 1:
                places.append(place)
            depth += (token.text == "{") - (token.text == "}")
            if not depth:
                return self._as_group(at, place, places) if place > at + 1 else None
        return None

    def _as_group(self, at: int, end: int, places: list[int]) -> Piece | None:
        """The group from the brace `at` to the one at `end`, with words of several letters at `places`."""
        labels = [self.row[place].start for place in range(at + 1, end) if self._is_underscore_of_label(place)]
        texts = (self.row[each].text for each in places)
        words = sum(len(each) > MAX_LABEL and each not in macros.ALL and each not in macros.TEXTS for each in texts)
        if words >= PROSE_WORDS and self.row[at - 1].text not in ("^", "_"):
            return None
        backslashes = [self.row[each].start for each in places if self._is_macro_in_group(each, bool(words))]
        if self.row[at + 1].text in (",", "!") and end > at + 2:  # a lost space: `u^{\,new}`
            backslashes.insert(0, self.row[at + 1].start)
        return Piece(end + 1, (*backslashes, *labels), True)

    def _is_underscore_of_label(self, at: int) -> bool:
        """Whether a `_` within a group stands before a word: `{S_conflict}`."""
        word = self.row[at + 1].text
        is_label = self.row[at + 1].kind is Kind.WORD and len(word) > 1 and word not in macros.ALL
        is_label = is_label and self.row[at - 1].text not in macros.ALL
        return is_label and self.row[at].text == "_"

    def _is_macro_in_group(self, at: int, in_label: bool) -> bool:
        """Whether a word is a macro: `{in}` alone is a label, `{i in S}` is not."""
        word = self.row[at].text
        is_first, is_last = self.row[at - 1].text == "{", self.row[at + 1].text == "}"
        if word in macros.TEXTS:
            return self.row[at + 1].text == "{"
        if word in macros.FONT_SWITCHES:
            return is_first and self.row[at + 1].kind is Kind.SPACE
        if word not in macros.ALL or word in macros.UNDEFINED_FUNCTIONS:
            return False
        if word not in macros.AMBIGUOUS:
            return not (is_first and is_last and word in LABELS)
        if in_label or self.row[at - 2].text in macros.FONT_SWITCHES:  # `{rm max}`
            return False
        return not (is_first and is_last) or word in LONE_SCRIPTS

    def symbol_in_braces(self, at: int) -> Piece | None:
        """`{=}`, `{sim}`: braces around one operator or relation."""
        if self.row[at].text != "{" or self.row[at + 2].text != "}":
            return None
        token = self.row[at + 1]
        if (token.text in macros.JOINING and token.text not in PROSE_JOINS) or token.text == "textperthousand":
            return Piece(at + 3, (token.start,), True)
        return Piece(at + 3, (), True) if token.text in ("=", "+", "-", "<", ">", "/", "*") else None

"""Cut a text into tokens, and look around in the row of tokens."""

from __future__ import annotations

import re
from enum import Enum
from typing import NamedTuple

from gazette.tex.restore import glued, macros

# An address is looked for near a token, not to the end of a word that may be the whole text.
_OPAQUE = r"(\S{0,200}(?:://|www\.)\S*|[\w.+-]{1,64}@\w{1,63}\.\w+\S*|`[^`]*`|\\[A-Za-z]+)"
_OTHERS = r"|([^\W\d_]+)|(\d+(?:(?:,|\{,\})\d{3}(?!\d))*(?:\.\d+)*|\.\d+)|(\s+)|(.)"
_TOKEN = re.compile(_OPAQUE + _OTHERS, re.DOTALL)
_TOKEN_NOT_OPAQUE = re.compile("((?!))" + _OTHERS, re.DOTALL)
"""For texts that have none of `_IN_OPAQUE`, as most: looking for opaque tokens takes longer than all the rest."""
_IN_OPAQUE = ("://", "www.", "@", "`", "\\")
LOOKAHEAD = 4


class Kind(Enum):
    OPAQUE = "opaque"  # an address, code, a macro that kept its backslash: never part of a formula
    WORD = "word"
    NUMBER = "number"
    SPACE = "space"
    SYMBOL = "symbol"
    END = "end"


class Token(NamedTuple):
    kind: Kind
    text: str
    start: int
    glued: bool = False
    """Whether it continues the word that the token before it began: `times` in `ntimes`."""

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def tokenize(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The tokens of `text[start:end]`; a macro that lost its backslash is a token even within a word.

    `LOOKAHEAD` tokens of kind END follow, so that `tokens[at + 3]` exists for every token.
    """
    found: list[Token] = []
    pattern = _TOKEN if any(part in text for part in _IN_OPAQUE) else _TOKEN_NOT_OPAQUE
    end, at, last, new, split = len(text) if end is None else end, start, "", tuple.__new__, glued.split
    for opaque, word, number, space, symbol in pattern.findall(text, start, end):  # adjacent: none is skipped
        if word:
            past = at + len(word)
            if last in _BEFORE_PARTS or text[past : past + 1] in _AFTER_PARTS or word[:2] == "mu":
                parts = _split(word, found, text[past : past + 1])
            else:
                parts = split(word) if past > at + 1 else ()
            if parts and word in _SEMIDIRECT:
                parts = _split_semidirect(word, found)
            is_glued = False
            for part in parts or (word,):
                found.append(new(Token, (_WORD, part, at, is_glued)))
                at += len(part)
                is_glued = True
        elif space:
            found.append(new(Token, (_SPACE, space, at, False)))
            at += len(space)
        elif symbol:
            found.append(new(Token, (_SYMBOL, symbol, at, False)))
            at += 1
        else:
            found.append(new(Token, (Kind.NUMBER if number else Kind.OPAQUE, number or opaque, at, False)))
            at += len(number or opaque)
        last = symbol
    found.extend([Token(Kind.END, "", end)] * LOOKAHEAD)
    return found


_WORD, _SPACE, _SYMBOL = Kind.WORD, Kind.SPACE, Kind.SYMBOL
_BEFORE_PARTS = frozenset("^_{")
"""Symbols before a word that decide how it is split."""
_AFTER_PARTS = frozenset("_^)]}|{[")
"""Characters after a word that decide how it is split."""
_SCRIPTS = ("^", "_")
_BRACKETS = (")", "]", "}", "|")


def _split(word: str, before: list[Token], after: str) -> tuple[str, ...]:
    """The parts of a word that are tokens; () if the word is one token."""
    size = len(word)
    if size == 1:
        return ()
    last = before[-1].text if before else ""
    if word.startswith("mu") and _follows_number(before) and word[2:] in _UNITS:
        return "mu", word[2:]
    if after == "{" and size > 4 and word.endswith("text"):
        return word[:-4], "text"
    if after in _SCRIPTS and last != "-" and (glued_name := _BEFORE_SCRIPT.fullmatch(word)):  # `TNF-alphaR_1` is a name
        return tuple(part for part in glued_name.groups() if part)
    if after == "_" and (font := _LABEL_WITH_FONT.fullmatch(word)):
        return font[1], font[2]
    if last in _SCRIPTS and len(before) > 1:
        return _split_script(word, before[-2].text, after)
    if last == "{" and len(before) > 1 and before[-2].text in _SCRIPTS:
        return glued.split_in_script(word, alone=after == "}")
    if word == "sin" and after in ("{", "["):  # no argument of a sine
        return "s", "in"
    return (glued.split_before_bracket(word) if after in _BRACKETS and after else ()) or glued.split(word)


_UNITS = frozenset("m s g l L A W V J K F M mol".split())
"""Units that follow the letter for a millionth."""
_GREEK = "|".join(sorted((name for name in macros.GREEK if len(name) > 3), key=len, reverse=True))
_BEFORE_SCRIPT = re.compile(rf"({_GREEK})([A-Z])|([a-z])(sum|prod)")
"""Two symbols, the last of which has a script: `gammaR_i`, `dsum_i`."""
_SEMIDIRECT = ("ltimes", "rtimes")
_LABEL_WITH_FONT = re.compile("(.*[A-Z])(rm|bf|it|tt|sf)")


def _split_semidirect(word: str, before: list[Token]) -> tuple[str, ...]:
    """`rtimes` as one macro if an operand and a space stand before it, else as `r` and `times`."""
    if len(before) > 1 and before[-1].kind is Kind.SPACE:
        last = before[-2].text
        is_index = len(before) > 2 and before[-3].text in _SCRIPTS
        if last in _BRACKETS or is_index or (len(last) == 1 and last.isupper() and last not in "AI"):
            return (word,)
    return word[0], word[1:]


def _follows_number(before: list[Token]) -> bool:
    last = len(before) - 1
    return last >= 0 and before[max(0, last - (before[last].kind is Kind.SPACE))].kind is Kind.NUMBER


def _split_script(word: str, base: str, after: str) -> tuple[str, ...]:
    """The parts of a word after `^` or `_`: the script may be one letter, or a macro before a capital."""
    if len(word) == 2:
        return (word[0], word[1]) if _only_first_is_script(word, base, after) else glued.split(word)
    if after and after in _BRACKETS and (closed := glued.split_before_bracket(word)):
        return closed
    name = next((each for each in _RAISED if word.startswith(each) and _may_follow(word[len(each) :])), "")
    if name:
        return name, word[len(name) :]
    relation = word[1:] in _AFTER_SCRIPT
    return (word[0], word[1:]) if relation and word not in macros.ALL else glued.split(word)


_RAISED = ("circ", "prime", "dagger", "star", "ast", "top", "perp")
"""Macros that are scripts of words: `360^circA`."""
_AFTER_SCRIPT = frozenset("le ge ne in ll gg sim to cup cap circ mid pm times cdot leq geq neq approx".split())
"""Macros that may follow a script of one letter: `d_hge n`."""


def _may_follow(rest: str) -> bool:
    """Whether the rest of a word may follow a script: a capital, or a macro, as in `x^toptheta`."""
    return rest[:1].isupper() or rest in macros.VARIABLES


def _only_first_is_script(word: str, base: str, after: str) -> bool:
    """Whether only the first of two letters is a script: `a^nb^n`, `X^TY`, `varepsilon_ur`."""
    transposed = word[0] == "T" and word.isupper() and len(base) == 1
    after_macro = base in macros.SYMBOLS and word not in macros.ALL
    return after in _SCRIPTS or transposed or after_macro


def past_space(row: list[Token], at: int) -> int:
    """`at`, or the next place if there is a space at `at`."""
    return at + (row[at].kind is Kind.SPACE)


def before_space(row: list[Token], at: int) -> int:
    """The place before `at`, or the one before that if it is a space."""
    return at - 1 - (row[at - 1].kind is Kind.SPACE)


def is_end(row: list[Token], at: int) -> bool:
    """Whether what comes before `at` ends there: no letters, digits or file suffix follow."""
    token = row[at]
    if token.kind in (Kind.WORD, Kind.NUMBER, Kind.OPAQUE) and not token.glued:
        return False
    return not (token.text in ("_", ".") and row[at + 1].kind is Kind.WORD)


_AFTER_NUMBER = macros.OPERATORS | macros.VARIABLES | {"log", "ln", "exp"}
"""Macros that may follow a number at once; `min` may be a unit."""


def is_end_of_number(row: list[Token], at: int) -> bool:
    """Whether a number ends there; a unit of one letter may follow (`30B`), or an operator."""
    is_unit = row[at].kind is Kind.WORD and len(row[at].text) == 1
    return is_end(row, at) or (is_unit and is_end(row, at + 1)) or row[at].text in _AFTER_NUMBER


def runs_on(row: list[Token], at: int) -> bool:
    """Whether other letters follow a macro at once, so that it cannot have been a macro."""
    return row[at + 1].kind is Kind.WORD and not row[at + 1].glued

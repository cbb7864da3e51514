"""Text as the tokens that a formula is made of."""

from __future__ import annotations

import re
from enum import Enum
from typing import NamedTuple

from gazette.tex.restore import macros as names

_AWAY = r"(\S*(?:://|www\.)\S*|[\w.+-]+@\w+\.\w+\S*|`[^`]*`|\\[A-Za-z]+)"
_REST = r"|([^\W\d_]+)|(\d+(?:,\d{3}(?!\d))*(?:\.\d+)*|\.\d+)|(\s+)|(.)"
_TOKEN = re.compile(_AWAY + _REST, re.DOTALL)
_NONE_AWAY = re.compile("((?!))" + _REST, re.DOTALL)
"""For a text that has none of this in it, as most do: to look for it takes longer than all the rest."""
_OF_AWAY = ("://", "www.", "@", "`", "\\")


class Kind(Enum):
    AWAY = "away"  # an address, code, a command that kept its backslash: in no formula
    WORD = "word"
    NUMBER = "number"
    SPACE = "space"
    SIGN = "sign"
    END = "end"


class Token(NamedTuple):
    kind: Kind
    text: str
    start: int
    cut: bool = False
    """Whether it goes on within the word that the token before began."""

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def tokens(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """That stretch of the text, token by token, and an end; names that lost their backslash stand by themselves."""
    found: list[Token] = []
    pattern = _TOKEN if any(sign in text for sign in _OF_AWAY) else _NONE_AWAY
    end, at, made = len(text) if end is None else end, start, Token._make
    for away, word, number, space, sign in pattern.findall(text, start, end):  # each begins where the last ended
        if word:
            cut = False
            for part in _parts(word, found, text[at + len(word) : at + len(word) + 1]) or (word,):
                found.append(made((Kind.WORD, part, at, cut)))
                at += len(part)
                cut = True
            continue
        if space:
            found.append(made((Kind.SPACE, space, at, False)))
        elif number:
            found.append(made((Kind.NUMBER, number, at, False)))
        else:
            found.append(made((Kind.SIGN, sign, at, False) if sign else (Kind.AWAY, away, at, False)))
        at += len(space or number or sign or away)
    return [*found, Token(Kind.END, "", end)]


def _parts(word: str, before: list[Token], after: str) -> tuple[str, ...]:
    """What stands by itself in a word; () if that is the word, as mostly it is."""
    if len(word) == 1:
        return ()
    if (
        len(word) == 2
        and len(before) > 1
        and before[-1].text in _SCRIPTS
        and _raised_first(word, before[-2].text, after)
    ):
        return word[0], word[1]
    return names.split(word)


_SCRIPTS = ("^", "_")


def _raised_first(word: str, base: str, after: str) -> bool:
    """Whether of two letters only the first is a script, as in `a^nb^n`, `X^TY`, `varepsilon_ur`."""
    turned = word[0] == "T" and word.isupper() and len(base) == 1
    named = base in names.LETTERS and word not in names.ALL
    return after in _SCRIPTS or turned or named

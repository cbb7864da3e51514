"""Text as the tokens that a formula is made of."""

from __future__ import annotations

import re
from enum import Enum
from typing import NamedTuple

from gazette.tex import names

_TOKEN = re.compile(
    r"(?P<away>\S*(?:://|www\.)\S*|[\w.+-]+@\w+\.\w+\S*|`[^`]*`|\\[A-Za-z]+)"
    r"|(?P<word>[^\W\d_]+)"
    r"|(?P<number>\d+(?:,\d{3}(?!\d))*(?:\.\d+)*|\.\d+)"
    r"|(?P<space>\s+)"
    r"|(?P<sign>.)",
    re.DOTALL,
)


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
    for match in _TOKEN.finditer(text, start, len(text) if end is None else end):
        word, at, kind = match[0], match.start(), _KINDS[match.lastgroup or ""]
        parts = names.split(word) if kind is Kind.WORD and len(word) > 1 else ()
        if len(found) > 1 and found[-1].text in _SCRIPTS and _raised_first(match, found[-2].text):
            parts = (word[0], word[1])
        if not parts:  # as most are
            found.append(Token(kind, word, at))
        for number, part in enumerate(parts):
            found.append(Token(kind, part, at, number > 0))
            at += len(part)
    return [*found, Token(Kind.END, "", len(text) if end is None else end)]


_SCRIPTS = ("^", "_")


def _raised_first(match: re.Match[str], base: str) -> bool:
    """Whether of two letters only the first is a script, as in `a^nb^n`, `X^TY`, `varepsilon_ur`."""
    after = match.string[match.end() : match.end() + 1]
    turned = match[0][:1] == "T" and match[0].isupper() and len(base) == 1
    named = base in names.LETTERS and match[0] not in names.ALL
    return len(match[0]) == 2 and match[0].isalpha() and (after in _SCRIPTS or turned or named)


_KINDS = {kind.value: kind for kind in Kind}

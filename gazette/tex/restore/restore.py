"""Mathematics that lost its `$` and backslashes, found again.

The papers page strips `$`, and the backslashes between two of them: `$\\mathcal O(n^2)$` is shown as `mathcal O(n^2)`.
What is restored is exactly that, and nothing else: `$` around a formula, a backslash before a name, before a percent
sign and before the braces of a set, and a space after a name that letters follow.  What `\\name{argument}` lost
besides, its name, cannot come back and is not guessed.

1. A stretch of text is a formula only if it shows a *scar*, something that prose does not have: a script (`x_i`, `R^2`,
   `10^{-5}`), a name that is no word (`varepsilon`, `leq`), a name glued to a digit, a letter or a bracket (`36times`,
   `ntimes d`, `sim17`), braces round one sign (`{=}`).  Names that are words, too, count only where no word can stand:
   Greek letters with a script, before a bracket, beside `=` or `<`; functions in and before brackets, with a letter
   (`O(n log n)`, `tanh(alpha x)`); `ll`, `circ` and their like between letters; `in` before a range or after a script.
2. A formula is as long as its grammar goes: operands (numbers, single letters, names with what they take, brackets that
   hold nothing but operands), their scripts, what is glued to them, and what operators and relations join.  In brackets
   neighbours join across a space (`O(n log n)`); in the open only functions and sure names do.
   Brackets round the whole belong to the sentence, and so do units: `sim14` is the formula in `sim14B`.
3. Of a word of several letters a raised script alone is mathematics, `UFO^3`; a lowered group takes the word along,
   `Enc_{t}`.
4. A script is one sign or a group in braces, for so TeX reads it: `snake_case`, `x_train`, `10^10` stay.
5. A brace that no script or name takes is what is left of a fraction or another lost command, `d{varepsilon}`; the
   formula that it is in stays as it is.
6. What stands between `$` that were kept has lost its backslashes, too, but nothing tells which words were text in it:
   it stays as it is.
7. Addresses, file names, code, and what still has its `$` or its backslash stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from gazette.tex import delimited as written
from gazette.tex.restore import hints as scars
from gazette.tex.restore import macros as names
from gazette.tex.restore.formula import Reader
from gazette.tex.restore.joints import RELATION_SIGNS
from gazette.tex.restore.scripts import Piece
from gazette.tex.restore.tokens import Kind, Token, tokens

LONGEST = 20_000
"""Longer texts are left alone: an abstract has two thousand characters."""
KEPT = 1 << 14
"""So many texts are remembered with what was found in them."""
_LOST_FONT = re.compile("[A-Z](?:rm|bf|it|tt|sf)$")


@dataclass(frozen=True, slots=True)
class Restored:
    """A formula found in `text[start:end]`, as TeX without its `$`."""

    start: int
    end: int
    tex: str


def restore(text: str) -> str:
    """The text with each formula that can be restored as TeX between `$`."""
    parts, last = [], 0
    for each in restored(text):
        parts += [text[last : each.start], "$", each.tex, "$"]
        last = each.end
    return "".join([*parts, text[last:]])


@lru_cache(KEPT)
def restored(text: str) -> tuple[Restored, ...]:
    """The formulas that can be restored; those that are whole are in order as they are."""
    if len(text) > LONGEST:
        return ()
    windows = scars.windows(text)
    if not windows:
        return ()
    found: list[Restored] = []
    last = 0
    whole = [(each.start, each.end) for each in written.formulas(text)]
    for start, end in [*whole, (len(text), len(text))]:
        for first, past in windows:
            if max(first, last) < min(past, start):
                found += _within(text, max(first, last), min(past, start))
        last = end
    return tuple(found)


def _within(text: str, start: int, end: int) -> Iterator[Restored]:
    row = tokens(text, start, end)
    reader = Reader([*row, *row[-1:] * 3])
    at = 0
    past = len(row) - 1
    while at < past:
        if row[at].text == "{" and _is_left_over(reader.row, at):
            at = _past_braces(row, at)
            continue
        piece = None if _is_prose(row, at) else _formula(reader, row, at)
        if piece:
            first, last = row[at].start, row[piece.end - 1].end
            yield Restored(first, last, _tex(row[at : piece.end], piece.lost))
        at = piece.end if piece else at + 1


def _is_left_over(row: list[Token], at: int) -> bool:
    """Whether a brace is what a fraction or another lost command left: `1{n^{1/3}}`."""
    if not at or row[at + 2].text == "}":
        return False
    before = row[at - 1]
    return before.kind is Kind.NUMBER or before.text in ("}", ")", "]") or (before.kind is Kind.WORD and before.cut)


def _past_braces(row: list[Token], at: int) -> int:
    """The token after the group that begins there; the next one, if it does not end soon."""
    depth = 0
    for place in range(at, min(at + 200, len(row))):
        depth += (row[place].text == "{") - (row[place].text == "}")
        if not depth:
            return place + 1
    return at + 1


def _is_prose(row: list[Token], at: int) -> bool:
    """Whether a look is enough: most tokens are words of several letters."""
    token = row[at]
    if token.kind is Kind.WORD:
        return len(token.text) > 1 and token.text not in names.ALL and row[at + 1].text != "_"
    return token.kind is Kind.SPACE


def _formula(reader: Reader, row: list[Token], at: int) -> Piece | None:
    """A formula that begins at this very token, if there is one beyond doubt."""
    token = row[at]
    if token.kind in (Kind.SPACE, Kind.AWAY) or (token.cut and token.text not in names.BETWEEN_WORDS):
        return None
    before = row[at - 1] if at else None
    if token.text in ("^", "_"):
        return _script(reader, row, at)
    if (before and before.text in ("_", "\\", "^", "/", ".", "{", "}", "@")) or token.text in ",;:.)]}":
        return None
    if token.text in ("(", "[") and before and before.kind is Kind.WORD:
        return None
    follows = before and before.kind in (Kind.WORD, Kind.NUMBER) and token.kind in (Kind.WORD, Kind.NUMBER)
    if follows and token.text not in names.BETWEEN_WORDS:
        return None
    piece = reader.formula(at)
    labelled = row[at + 1].text == "_" and row[at + 2].text == "{" and not _LOST_FONT.search(token.text)
    if not piece and token.kind is Kind.WORD and labelled:
        piece = reader.lowered(at)
    if not piece or not piece.scar or row[piece.end].text == "{" or _is_aside(row, at, piece.end):
        return None
    return piece if not row[piece.end].cut or row[piece.end - 1].text in names.BETWEEN_WORDS else None


def _is_aside(row: list[Token], at: int, end: int) -> bool:
    """Whether the whole is in brackets that belong to the sentence: `(sim100B)`, but not `(x_1, x_2)`."""
    opening, closing = row[at].text, row[end - 1].text
    if opening not in ("(", "[") or closing not in (")", "]"):
        return False
    depth = 0
    for place in range(at, end - 1):
        depth += (row[place].text in ("(", "[")) - (row[place].text in (")", "]"))
        if not depth:
            return False
    inner = {token.text for token in row[at:end]}
    return "," not in inner or not inner.isdisjoint(RELATION_SIGNS)


def _script(reader: Reader, row: list[Token], at: int) -> Piece | None:
    """The raised script of a word, `UFO^3`, or of none, `^{76}Ge`."""
    base = row[at - 1] if at else None
    if (not base or base.kind is Kind.SPACE) and row[at].text == "^" and row[at + 1].text == "{":
        return reader.script(at)
    braced = at > 1 and row[at - 2].text == "{"
    return reader.script(at) if base and base.kind is Kind.WORD and row[at].text == "^" and not braced else None


def _tex(row: list[Token], lost: tuple[int, ...]) -> str:
    """The tokens with backslashes where they were lost, and before every percent sign; names end before letters."""
    written = []
    for token, after in zip(row, [*row[1:], None], strict=True):
        named = token.start in lost
        apart = named and after and after.kind is token.kind is Kind.WORD and after.start not in lost
        written.append("\\" * (named or token.text in "%#&") + token.text + " " * bool(apart))
    return "".join(written)

"""Find formulas that lost their markup, and write them as TeX again.

Some sources remove `$`, and the backslashes between two of them: `$\\mathcal O(n^2)$` arrives as `mathcal O(n^2)`.
Restoring puts back what was removed and changes nothing else:

- `$` around a formula;
- a backslash before each macro, before `%`, `#` and `&`, and before the braces of a set;
- a space between a macro and letters that follow it.

These sources also replace `\\name{argument}` by `argument`. That name is lost, and restoring does not guess it.

Prose must stay prose. These rules decide what is a formula:

1. A formula must contain a *hint*: something that prose does not have. Hints are
   - a script: `x_i`, `R^2`, `10^{-5}`;
   - a macro whose name is not a word: `varepsilon`, `leq`;
   - a macro glued to a digit, a letter or a bracket: `36times`, `ntimes d`, `sim17`, `alpha(x)`;
   - braces around one operator or relation: `{=}`.
2. A macro whose name is also a word (`alpha`, `log`, `in`) is a hint only where that word cannot stand:
   - a Greek letter next to `=`, `<` or another relation: `alpha = 3`;
   - a function before brackets or, within brackets, before a letter: `tanh(alpha x)`, `O(n log n)`;
   - `times`, `ll`, `circ` and similar macros between two letters or numbers: `m gg n`;
   - `in` before an interval: `x in [0, 1]`.
   Next to a hint, such macros join operands like any other operator or relation: `x in R^d`, `alpha_1 sim beta`.
3. A formula is as long as possible. It consists of operands (numbers, single letters, macros with their arguments,
   brackets that contain formulas), their scripts, operands glued to them, and operators and relations between them. In
   brackets, operands may also be separated by spaces: `O(n log n)`. Outside, only a function, or a macro or a letter
   with a hint, continues a formula after a space: `f(x_i) log n`.
4. Brackets around a whole formula belong to the sentence, and so does a unit: in `(sim100B)`, the formula is `sim100`.
5. A word of several letters is not mathematics. Its superscript alone is a formula: `UFO^3`. But a subscript in braces
   makes the word a part of the formula: `Enc_{t}`.
6. As in TeX, a script is one symbol or a group in braces. Therefore `snake_case`, `x_train` and `10^10` are prose.
7. A group in braces that is neither a script nor an argument is the rest of a fraction or of another lost macro:
   `d{varepsilon}`. A formula next to it is not restored.
8. A formula that kept its `$` but lost its backslashes is not restored: it does not show which of its words were text.
9. Addresses, file names, code, and formulas with their `$` or backslashes stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from gazette.tex import delimited
from gazette.tex.restore import hints, macros
from gazette.tex.restore.formulas import LAST, Formulas
from gazette.tex.restore.joins import RELATION_SYMBOLS
from gazette.tex.restore.operands import ANGLES
from gazette.tex.restore.pieces import Piece
from gazette.tex.restore.tokens import Kind, Token, tokenize

MAX_LENGTH = 20_000
"""Longer texts are not restored. An abstract has about 2,000 characters."""
CACHED_TEXTS = 1 << 14
MAX_LEFTOVER = 200
"""Tokens of a group that is skipped as the rest of a lost macro."""
MAX_REJECTED = 24
"""After more tokens than these that are no formula, the next one begins behind them, not within them."""
_LABEL_WITH_FONT = re.compile("[A-Z](?:rm|bf|it|tt|sf)$")


@dataclass(frozen=True, slots=True)
class LostFormula:
    """The formula in `text[start:end]`; `tex` is how it was, without `$`."""

    start: int
    end: int
    tex: str


def restore_formulas(text: str) -> str:
    """The text with its lost formulas as TeX between `$`."""
    parts, last = [], 0
    for formula in lost_formulas(text):
        parts += [text[last : formula.start], "$", formula.tex, "$"]
        last = formula.end
    return "".join([*parts, text[last:]])


@lru_cache(CACHED_TEXTS)
def lost_formulas(text: str) -> tuple[LostFormula, ...]:
    """The formulas that lost their markup, in order."""
    if len(text) > MAX_LENGTH:
        return ()
    windows = hints.windows(text)
    if not windows:
        return ()
    found: list[LostFormula] = []
    last = 0
    delimited_spans = [(each.start, each.end) for each in delimited.formulas(text)]
    for start, end in [*delimited_spans, (len(text), len(text))]:
        for first, past in windows:
            if max(first, last) < min(past, start):
                found += _read(text, max(first, last), min(past, start))
        last = end
    return tuple(found)


def _read(text: str, start: int, end: int) -> Iterator[LostFormula]:
    """The lost formulas in `text[start:end]`."""
    row = tokenize(text, start, end)
    reader = Formulas(row)
    at = 0
    while row[at].kind is not Kind.END:
        if row[at].text == "{" and _is_leftover(row, at):
            at = _past_leftover(row, at)
            continue
        piece = None if _is_prose(row, at) else _formula(reader, row, at)
        if reader.reads_left < 0:
            return
        if piece and _is_certain(row, at, piece):
            tokens = row[at : piece.end]
            yield LostFormula(tokens[0].start, tokens[-1].end, _to_tex(tokens, piece.backslashes))
            at = piece.end
        else:
            at = piece.end if piece and piece.end > at + MAX_REJECTED else at + 1


def _is_leftover(row: list[Token], at: int) -> bool:
    """Whether a brace is the rest of a fraction or another lost macro: `1{n^{1/3}}`."""
    if not at or row[at + 2].text == "}":
        return False
    before = row[at - 1]
    return before.kind is Kind.NUMBER or before.text in ("}", ")", "]") or (before.kind is Kind.WORD and before.glued)


def _past_leftover(row: list[Token], at: int) -> int:
    """The place after the group that begins at `at`; the next place if its end is not near."""
    depth = 0
    for place in range(at, min(at + MAX_LEFTOVER, len(row))):
        depth += (row[place].text == "{") - (row[place].text == "}")
        if not depth:
            return place + 1
    return at + 1


def _is_prose(row: list[Token], at: int) -> bool:
    """A quick test for most tokens: no formula begins with a space or a word of several letters."""
    token = row[at]
    if token.kind is Kind.WORD:
        return len(token.text) > 1 and token.text not in macros.ALL and row[at + 1].text != "_"
    return token.kind is Kind.SPACE


def _formula(reader: Formulas, row: list[Token], at: int) -> Piece | None:
    """What may be a formula that begins at `at`."""
    if row[at].text in ("^", "_"):
        return _script(reader, row, at)
    return reader.formula(at) or _label(reader, row, at) if _may_begin(row, at) else None


def _is_certain(row: list[Token], at: int, piece: Piece) -> bool:
    """Whether it contains a hint and ends where a formula can end."""
    if row[at].text in ("^", "_"):
        return True
    last, after = row[piece.end - 1].text, row[piece.end]
    if last in macros.ARROWS or last in ANGLES:
        return True
    if not piece.hint or after.text == "{" or _is_aside(row, at, piece.end):
        return False
    return not after.glued or last in LAST


def _script(reader: Formulas, row: list[Token], at: int) -> Piece | None:
    """The superscript of a word, `UFO^3`, or of nothing, `^{76}Ge`."""
    if row[at].text != "^":
        return None
    base = row[at - 1] if at else None
    if not base or base.kind is Kind.SPACE:
        return reader.script(at) if row[at + 1].text == "{" else None
    in_braces = at > 1 and row[at - 2].text == "{"
    return reader.script(at) if base.kind is Kind.WORD and not in_braces else None


def _may_begin(row: list[Token], at: int) -> bool:
    """Whether a formula can begin at `at`, judging by the token and the one before it."""
    token = row[at]
    is_arrow = token.text in macros.ARROWS or token.text in ANGLES
    if token.kind in (Kind.SPACE, Kind.OPAQUE) or token.text in (",", ";", ":", ".", ")", "]", "}"):
        return False
    if token.glued and not is_arrow:
        return False
    if not at:
        return True
    before = row[at - 1]
    if before.text in ("_", "\\", "^", "/", ".", "{", "}", "@"):
        return False
    if before.text in ("'", "’") and token.text == "s":
        return False
    if token.text in ("(", "["):
        return before.kind is not Kind.WORD
    follows_word = before.kind in (Kind.WORD, Kind.NUMBER) and token.kind in (Kind.WORD, Kind.NUMBER)
    return is_arrow or not follows_word


def _label(reader: Formulas, row: list[Token], at: int) -> Piece | None:
    """A word with a subscript in braces: `Enc_{t}`, but not `Xrm_{t}`, where a font's name is glued to a letter."""
    if row[at].kind is not Kind.WORD or row[at + 1].text != "_" or row[at + 2].text != "{":
        return None
    return None if _LABEL_WITH_FONT.search(row[at].text) else reader.with_subscript(at)


def _is_aside(row: list[Token], at: int, end: int) -> bool:
    """Whether the brackets around the formula belong to the sentence: `(sim100B)`, but not `(x_1, x_2)`."""
    if row[at].text not in ("(", "[") or row[end - 1].text not in (")", "]"):
        return False
    depth = 0
    for place in range(at, end - 1):
        depth += (row[place].text in ("(", "[")) - (row[place].text in (")", "]"))
        if not depth:
            return False
    inner = {token.text for token in row[at:end]}
    return "," not in inner or not inner.isdisjoint(RELATION_SYMBOLS)


def _to_tex(tokens: list[Token], backslashes: tuple[int, ...]) -> str:
    """The tokens with their backslashes, and with a space between a macro and letters after it."""
    tex, places = [], set(backslashes)
    for token, after in zip(tokens, [*tokens[1:], None], strict=True):
        is_macro = token.start in places
        runs_on = is_macro and after and after.kind is token.kind is Kind.WORD and after.start not in places
        name = macros.OF_TWO_MACROS.get(token.text) if is_macro else None
        tex.append(name or "\\" * (is_macro or token.text in "%#&") + token.text)
        tex.append(" " * bool(runs_on))
    return "".join(tex)

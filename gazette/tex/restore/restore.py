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
_AFTER_SHORT_WORDS = ("_", "^", "(")
"""Symbols after which a word of capitals may begin a formula: `QK^T`, `SU(2)_L`."""
_COMPOUND = re.compile(
    "(?:H|He|Li|Be|B|C|N|O|F|Na|Mg|Al|Si|P|S|Cl|K|Ca|Ti|V|Cr|Mn|Fe|Co|Ni|Cu|Zn|Ga|Ge|As|Se|Br|Sr|Y|Zr|Nb|Mo|Ru|Rh|Pd"
    "|Ag|Cd|In|Sn|Sb|Te|I|Cs|Ba|La|Ce|Hf|Ta|W|Re|Ir|Pt|Au|Hg|Tl|Pb|Bi|Tm|U)+"
)


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
            is_long = piece and piece.end > at + MAX_REJECTED and row[at].text not in ("(", "[")
            at = piece.end if piece and is_long else at + 1


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
        is_macro = token.text in macros.ALL or token.text in macros.FONT_SWITCHES
        return len(token.text) > 1 and not is_macro and row[at + 1].text not in _AFTER_SHORT_WORDS
    return token.kind is Kind.SPACE


def _formula(reader: Formulas, row: list[Token], at: int) -> Piece | None:
    """What may be a formula that begins at `at`."""
    token = row[at]
    if token.text in ("^", "_"):
        return _script(reader, row, at)
    if token.text in macros.FONT_SWITCHES:
        return _font_switch(reader, row, at)
    if token.text == "mu" and row[at + 1].glued:
        return Piece(at + 1, (token.start,), True)
    if token.text == "{" and row[at + 1].text == "}" and row[at + 2].text == "^":  # `Q{}^2`
        script = reader.script(at + 2)
        return Piece(at + 2, (), True).then(script) if script else None
    return reader.formula(at) or _label(reader, row, at) if _may_begin(row, at) else None


def _is_certain(row: list[Token], at: int, piece: Piece) -> bool:
    """Whether it contains a hint and ends where a formula can end."""
    if row[at].text in ("^", "_"):
        return True
    last, after = row[piece.end - 1].text, row[piece.end]
    if last in macros.ARROWS or last in ANGLES or row[piece.end - 2].text == "^":
        return True
    if not piece.hint or after.text == "{" or _is_aside(row, at, piece.end):
        return False
    return not after.glued or last in LAST or last == "mu"


def _script(reader: Formulas, row: list[Token], at: int) -> Piece | None:
    """The superscript of a word, `UFO^3`, or of nothing, `^{76}Ge`."""
    base = row[at - 1] if at else None
    in_group = row[at + 1].text == "{"
    before = row[at - 2] if at > 1 else None
    follows_word = bool(before and before.kind is Kind.WORD and len(before.text) > 1 or before and before.glued)
    if row[at].text == "_":
        is_compound = base and base.kind is Kind.WORD and not in_group and _is_compound(row, at - 1)
        return reader.script(at) if is_compound or (in_group and base and base.kind is Kind.NUMBER and before and before.kind is Kind.WORD) else None
    if not base or base.kind is Kind.SPACE or base.text in ("(", "[", ",", ".", ";"):
        return reader.script(at) if in_group else None
    if base.text == ")":
        return reader.script(at) if follows_word else None
    if base.kind is Kind.NUMBER:
        return reader.script(at) if before and before.kind is Kind.WORD else None
    return reader.script(at) if base.kind is Kind.WORD and not (before and before.text == "{") else None


def _is_compound(row: list[Token], at: int) -> bool:
    """Whether a word is a part of a chemical formula: `CO_2`, `Fe_2O_3`, but not `GPT_4`."""
    return row[at + 2].kind is Kind.NUMBER and len(row[at + 2].text) < 3 and bool(_COMPOUND.fullmatch(row[at].text))


def _font_switch(reader: Formulas, row: list[Token], at: int) -> Piece | None:
    """`rm AB^3`, or `rm_{AB}` after a word: a font for the rest of a formula."""
    font = Piece(at + 1, (row[at].start,))
    if row[at].glued and row[at + 1].text == "_":
        script = reader.script(at + 1)
        return font.then(script) if script and script.hint else None
    if row[at + 1].kind is not Kind.SPACE or row[at + 2].kind is not Kind.WORD or (at and row[at - 1].text == "{"):
        return None
    labelled = reader.with_subscript(at + 2)
    return font.then(labelled, hint=True) if labelled.end > at + 3 else None


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
    """A word with a subscript in braces: `Enc_{t}`."""
    if row[at].kind is not Kind.WORD or row[at + 1].text != "_" or row[at + 2].text != "{":
        return None
    return reader.with_subscript(at)


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

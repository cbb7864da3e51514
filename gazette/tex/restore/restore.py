"""Find formulas that lost their markup, and write them as TeX again.

Some sources remove `$`, and the backslashes between two of them: `$\\mathcal O(n^2)$` arrives as `mathcal O(n^2)`.
Restoring puts back what was removed and changes nothing else:

- `$` around a formula;
- a backslash before each macro, before `%`, `#` and `&`, before the braces of a set, and before a comma or an
  exclamation mark that was a space;
- a space between a macro and letters that follow it.

These sources also replace `\\name{argument}` by `argument`. That name is lost, and restoring does not guess it.

Prose must stay prose. These rules decide what is a formula:

1. A formula must contain a *hint*: something that prose does not have. Hints are
   - a script: `x_i`, `R^2`, `10^{-5}`;
   - a macro whose name is not a word: `varepsilon`, `leq`;
   - a macro glued to a digit, a letter or a bracket: `36times`, `ntimes d`, `sim17`, `alpha(x)`;
   - braces around one operator or relation, or around a Greek letter: `{=}`, `{alpha}-stable`; exclamation marks around
     an operator or relation: `r!=!2`.
2. A macro whose name is also a word (`alpha`, `log`, `in`) is a hint only where that word cannot stand:
   - a Greek letter next to `=`, `<` or another relation: `alpha = 3`;
   - a function before brackets or, within brackets, before a letter: `tanh(alpha x)`, `O(n log n)`;
   - `times`, `ll`, `circ` and similar macros between two letters or numbers: `m gg n`, `n ge 128`;
   - `in` before an interval, or before a difference of sets: `x in [0, 1]`, `x in X setminus Y`;
   - `exists` glued to a letter, after `forall x`, or in brackets: `existsx`, "there exists x" is prose;
   - a Greek letter in brackets after a letter: `R(pi/4)`;
   - `pm` and `to` glued to numbers: `4.8pm2.1`.
   Next to a hint, such macros join operands like any other operator or relation: `x in R^d`, `alpha_1 sim beta`.
3. A formula is as long as possible. It consists of operands (numbers, single letters, macros with their arguments,
   brackets that contain formulas), their scripts, operands glued to them, and operators and relations between them. In
   brackets, operands may also be separated by spaces: `O(n log n)`. Outside, only a function, or a macro or a letter
   with a hint, continues a formula after a space: `f(x_i) log n`. A dash between two numbers joins nothing: of
   `3-5times`, the formula is the second number. A dash after a space that touches a formula is its sign: `-p^2`.
4. Brackets around a whole formula belong to the sentence, and so does a unit: in `(sim100B)`, the formula is `sim100`.
5. A word of several letters is not mathematics. Its superscript alone is a formula: `UFO^3`. So is a number below the
   symbol of an element: `CO_2`, `SpO_2`. But a subscript in braces makes the word a part of the formula: `Enc_{t}`.
   Two capitals with a letter as their subscript are a product: `XW_Q`. A unit is in no set: `75 K in T_e`.
6. As in TeX, a script is one symbol or a group in braces. Therefore `snake_case`, `x_train` and `10^10` are prose.
7. A group in braces that is neither a script nor an argument is the rest of a fraction or of another lost macro:
   `d{varepsilon}`. A formula next to it is not restored. A letter in braces with a script lost its font: `{G}_t`.
8. A formula that kept its `$` but lost its backslashes is not restored: it does not show which of its words were text.
9. Addresses, file names, code, and formulas with their `$` or backslashes stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from gazette.tex import delimited
from gazette.tex.restore import candidates, hints, macros
from gazette.tex.restore.formulas import Formulas
from gazette.tex.restore.tokens import LOOKAHEAD, Kind, Token, tokenize

MAX_LENGTH = 20_000
"""Longer texts are not restored. An abstract has about 2,000 characters."""
CACHED_TEXTS = 1 << 14
MAX_ROUNDS = 8
"""Real texts are restored in one."""
MAX_REJECTED = 24
"""After more tokens than these that are no formula, the next one begins behind them, not within them."""


@dataclass(frozen=True, slots=True)
class LostFormula:
    """The formula in `text[start:end]`; `tex` is how it was, without `$`."""

    start: int
    end: int
    tex: str


def restore_formulas(text: str) -> str:
    """The text with its lost formulas as TeX between `$`. Restoring the result again changes nothing.

    A formula that is restored may show that a word next to it is one, too, so that restoring is repeated.
    """
    for _ in range(MAX_ROUNDS):
        restored = _restored(text)
        if restored == text:
            break
        text = restored
    return text


def _restored(text: str) -> str:
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
    return tuple(_apart(text, found))


def _apart(text: str, found: list[LostFormula]) -> Iterator[LostFormula]:
    """The formulas with those that touch joined, and without those that touch a dollar: `$$` means something else."""
    last: LostFormula | None = None
    for each in found:
        if last and last.end == each.start:
            last = LostFormula(last.start, each.end, _joined(last.tex, each.tex))
            continue
        if last and not _touches_dollar(text, last):
            yield last
        last = each
    if last and not _touches_dollar(text, last):
        yield last


def _joined(left: str, right: str) -> str:
    """Two formulas as one, with a space between a macro and letters after it."""
    ends_with_macro = left.rpartition("\\")[2].isalpha() and "\\" in left
    return left + " " * (ends_with_macro and right[:1].isalpha()) + right


def _touches_dollar(text: str, formula: LostFormula) -> bool:
    return text[formula.end : formula.end + 1] == "$" or (formula.start > 0 and text[formula.start - 1] == "$")


def _read(text: str, start: int, end: int) -> Iterator[LostFormula]:
    """The lost formulas in `text[start:end]`."""
    row = tokenize(text, start, end)
    reader = Formulas(row)
    at, last = 0, len(row) - LOOKAHEAD
    while at < last:
        kind, word, _, _ = row[at]
        is_word = kind is Kind.WORD and len(word) > 1 and word not in candidates.NAMES
        if kind is Kind.SPACE or (is_word and row[at + 1].text not in candidates.AFTER_SHORT_WORDS):
            at += 1  # as most tokens: no formula begins with a space or a word of prose
            continue
        if word == "{" and candidates.is_leftover(row, at):
            at = candidates.past_leftover(row, at)
            continue
        piece = candidates.candidate(reader, row, at)
        if reader.reads_left < 0:
            return
        if piece and candidates.is_certain(row, at, piece):
            tokens = row[at : piece.end]
            yield LostFormula(tokens[0].start, tokens[-1].end, _to_tex(tokens, piece.backslashes))
            at = piece.end
        else:
            is_long = piece and piece.end > at + MAX_REJECTED and word not in ("(", "[")
            at = piece.end if piece and is_long else at + 1


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

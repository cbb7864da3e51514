"""Decide where a formula may begin, and whether what was read is one: rules 2 to 7 of `restore`."""

from __future__ import annotations

import re

from gazette.tex.restore import macros
from gazette.tex.restore.formulas import LAST, Formulas
from gazette.tex.restore.joins import RELATION_SYMBOLS
from gazette.tex.restore.operands import ANGLES
from gazette.tex.restore.pieces import Piece
from gazette.tex.restore.tokens import Kind, Token

MAX_LEFTOVER = 200
"""Tokens of a group that is skipped as the rest of a lost macro."""
FONTS = macros.FONT_SWITCHES - {"em", "it"}
"""Fonts whose names are no words."""
_WORDS = (Kind.WORD, Kind.NUMBER)
NAMES = macros.ALL | FONTS
"""The words with which a formula may begin."""
ANYWHERE = macros.ANYWHERE | {*ANGLES, "cdot"}
"""Macros that may be formulas within a word."""
AFTER_NAMES = ("approx", "lesssim", "gtrsim", "simeq", "leq", "geq")
"""Relations that may be glued to a name, which is no part of the formula."""
OPENING = ("(", "[", ",", ".", ";")
"""Symbols after which a script may stand without a base: `[^{18}F]`."""
AFTER_SHORT_WORDS = frozenset(("_", "^", "("))
"""Symbols after which a word of capitals may begin a formula: `QK^T`, `SU(2)_L`."""
_COMPOUND = re.compile(
    "(?:[SFPEp][aeipvt]?(?=C?O$)|V(?=C?O$)|p(?=C?[OH]$))?(?:H|He|Li|Be|B|C|N|O|F|Na|Mg|Al|Si|P|S|Cl|K|Ca|Ti|V|Cr|Mn|Fe|Co|Ni|Cu|Zn|Ga|Ge|As|Se|Br|Sr|Y|Zr|Nb|Mo|Ru|Rh|Pd"
    "|Ag|Cd|In|Sn|Sb|Te|I|Cs|Ba|La|Ce|Hf|Ta|W|Re|Ir|Pt|Au|Hg|Tl|Pb|Bi|Tm|U)+"
)


def is_leftover(row: list[Token], at: int) -> bool:
    """Whether a brace is the rest of a fraction or another lost macro: `1{n^{1/3}}`."""
    if not at or row[at + 2].text == "}":
        return False
    before = row[at - 1]
    return before.kind is Kind.NUMBER or before.text in ("}", ")", "]") or (before.kind is Kind.WORD and before.glued)


def past_leftover(row: list[Token], at: int) -> int:
    """The place after the group that begins at `at`; the next place if its end is not near."""
    depth = 0
    for place in range(at, min(at + MAX_LEFTOVER, len(row))):
        depth += (row[place].text == "{") - (row[place].text == "}")
        if not depth:
            return place + 1
    return at + 1


def candidate(reader: Formulas, row: list[Token], at: int) -> Piece | None:
    """What may be a formula that begins at `at`."""
    token = row[at]
    if token.text in ("^", "_"):
        return _script(reader, row, at)
    if token.text in FONTS:
        return _font_switch(reader, row, at)
    if token.text == "mu" and row[at + 1].glued:
        return Piece(at + 1, (token.start,), True)
    if token.text == "{" and row[at + 1].text == "}" and row[at + 2].text == "^":  # `Q{}^2`
        script = reader.script(at + 2)
        return Piece(at + 2, (), True).then(script) if script else None
    return reader.formula(at) or _label(reader, row, at) if _may_begin(row, at) else None


def is_certain(row: list[Token], at: int, piece: Piece) -> bool:
    """Whether it contains a hint and ends where a formula can end."""
    if row[at].text in ("^", "_"):
        return True
    last, after = row[piece.end - 1].text, row[piece.end]
    if last in ANYWHERE or row[piece.end - 2].text == "^":
        return True
    if not piece.hint or after.text == "{" or _is_aside(row, at, piece.end):
        return False
    return not after.glued or last in LAST or last == "mu"


def _script(reader: Formulas, row: list[Token], at: int) -> Piece | None:
    """The superscript of a word, `UFO^3`, or of nothing, `^{76}Ge`."""
    base, before = (row[at - 1], row[at - 2]) if at > 1 else (row[at - 1] if at else None, None)
    in_group = row[at + 1].text == "{"
    follows_word = before is not None and before.kind is Kind.WORD
    if row[at].text == "_":
        is_name = in_group and follows_word and base is not None and base.kind is Kind.NUMBER  # `F1_{a}`
        return reader.script(at) if is_name or _is_compound(row, at - 1) else None
    if not base or base.kind is Kind.SPACE or base.text in OPENING:
        return reader.script(at) if in_group or _is_mark(row, at) else None
    if base.kind is Kind.WORD:
        return reader.script(at) if not (before and before.text == "{") else None
    is_name = follows_word and before is not None and (base.kind is Kind.NUMBER or before.glued or len(before.text) > 1)
    return reader.script(at) if is_name and (base.kind is Kind.NUMBER or base.text == ")") else None


def _is_mark(row: list[Token], at: int) -> bool:
    """Whether a digit is a footnote mark or the number of an isotope: ` ^1.`, `^1H`."""
    after = row[at + 2]
    return row[at + 1].kind is Kind.NUMBER and (after.kind is not Kind.WORD or after.text[0].isupper())


def _is_compound(row: list[Token], at: int) -> bool:
    """Whether a word is a part of a chemical formula: `CO_2`, `Fe_2O_3`, but not `GPT_4`."""
    if at < 0:
        return False
    number = row[at + 3] if row[at + 2].text == "{" else row[at + 2]
    is_index = (number.kind is Kind.NUMBER and len(number.text) < 3) or (number.text == "x" and len(row[at].text) > 1)
    return is_index and _COMPOUND.fullmatch(row[at].text) is not None


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
    is_arrow = token.text in ANYWHERE or token.text in AFTER_NAMES
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
    if before.text == "-" and at > 1 and row[at - 2].kind is Kind.WORD:
        is_name = token.text in macros.GREEK and row[at + 1].text == "-"  # `AB-tau-p^2`
        if is_name or token.text in macros.FUNCTIONS:
            return False
    if token.text in ("(", "["):
        return before.kind is not Kind.WORD
    follows_index = before.kind is Kind.NUMBER and at > 2 and row[at - 3].text == "_"  # `P_i` in `G_i2P_i`
    follows_word = not follows_index and before.kind in _WORDS and token.kind in _WORDS
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

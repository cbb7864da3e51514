"""Letters and signs as Unicode has them: in the styles of mathematics, raised, lowered, with a mark above."""

from __future__ import annotations

from functools import lru_cache
from unicodedata import lookup, name, normalize

STYLES = {
    "bold": "BOLD",
    "italic": "ITALIC",
    "bold-italic": "BOLD ITALIC",
    "script": "SCRIPT",
    "bold-script": "BOLD SCRIPT",
    "fraktur": "FRAKTUR",
    "bold-fraktur": "BOLD FRAKTUR",
    "double-struck": "DOUBLE-STRUCK",
    "sans-serif": "SANS-SERIF",
    "bold-sans-serif": "SANS-SERIF BOLD",
    "sans-serif-italic": "SANS-SERIF ITALIC",
    "sans-serif-bold-italic": "SANS-SERIF BOLD ITALIC",
    "monospace": "MONOSPACE",
}
"""MathML's names of the styles, which browsers do not heed, and Unicode's."""
_OLDER = {"SCRIPT": "SCRIPT", "FRAKTUR": "BLACK-LETTER", "DOUBLE-STRUCK": "DOUBLE-STRUCK"}
"""Styles of which some letters were there before the others, under names of their own."""
_DIGITS_AND_SIGNS = "0123456789+-−=()"
_UP = "abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWαβγδεθιφχ′∗*∘⋆"
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵅᵝᵞᵟᵋᶿᶥᶲᵡ′**°*"
_DOWN = "aehijklmnoprstuvxβγρφχ"
_LOWERED = "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ"
RAISED = dict(zip(_DIGITS_AND_SIGNS + _UP, _RAISED, strict=True))
LOWERED = dict(zip(_DIGITS_AND_SIGNS + _DOWN, _LOWERED, strict=True))
_COMBINING = {
    "\u0303": "~˜",
    "\u0302": "^ˆ",
    "\u0304": "¯‾―_",
    "\u20d7": "→\u20d7",
    "\u0307": "˙",
    "\u0308": "¨",
    "\u030c": "ˇ",
    "\u0306": "˘",
}
MARKS = {sign: mark for mark, signs in _COMBINING.items() for sign in signs}
"""What combines with a letter, by the sign that MathML puts over it."""


@lru_cache(1 << 12)
def styled(text: str, style: str) -> str:
    """The text in that style, as far as Unicode has its letters."""
    return "".join(_letter(sign, STYLES[style]) for sign in text) if style in STYLES else text


def _letter(sign: str, style: str) -> str:
    kind = name(sign, "").replace("LATIN ", "").replace("GREEK ", "").replace("LETTER ", "")
    if sign == "h" and style == "ITALIC":
        return "ℎ"
    for styled_name in (f"MATHEMATICAL {style} {kind}", f"{_OLDER.get(style)} {kind}"):
        try:
            return lookup(styled_name)
        except KeyError:
            continue
    return sign


def script(text: str, signs: dict[str, str]) -> str:
    """All of the text raised or lowered; "" if a sign has no such form."""
    return "".join(signs.get(sign, "\0") for sign in text) if all(sign in signs for sign in text) else ""


def topped(letter: str, mark: str) -> str:
    """One letter with a mark on it; "" where that cannot be."""
    bare = normalize("NFC", letter)
    return normalize("NFC", bare + MARKS[mark]) if len(bare) == 1 and mark in MARKS else ""

"""Letters in the forms that Unicode has: mathematical styles, superscripts, subscripts, accents."""

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
"""Unicode's name of each `mathvariant` of MathML. Browsers ignore that attribute, so the letters are replaced."""
_EARLIER_NAMES = {"SCRIPT": "SCRIPT", "FRAKTUR": "BLACK-LETTER", "DOUBLE-STRUCK": "DOUBLE-STRUCK"}
"""Some letters of these styles were in Unicode before the others, under other names."""
_DIGITS_AND_OPERATORS = "0123456789+-−=()"
_IN_SUPERSCRIPT = "abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWαβγδεθιφχ′″‴∗*∘⋆"
_AS_SUPERSCRIPT = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵅᵝᵞᵟᵋᶿᶥᶲᵡ′″‴**°*"
_IN_SUBSCRIPT = "aehijklmnoprstuvxβγρφχ"
_AS_SUBSCRIPT = "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ"
SUPERSCRIPTS = dict(zip(_DIGITS_AND_OPERATORS + _IN_SUPERSCRIPT, _AS_SUPERSCRIPT, strict=True))
SUBSCRIPTS = dict(zip(_DIGITS_AND_OPERATORS + _IN_SUBSCRIPT, _AS_SUBSCRIPT, strict=True))
_COMBINING = {
    "\u0303": "~˜∼",
    "\u0302": "^ˆ",
    "\u0304": "¯‾―_",
    "\u20d7": "→\u20d7",
    "\u0307": "˙",
    "\u0308": "¨",
    "\u030c": "ˇ",
    "\u0306": "˘",
    "\u030a": "˚",
}
ACCENTS = {symbol: mark for mark, symbols in _COMBINING.items() for symbol in symbols}
"""The combining character for each symbol that MathML puts over a letter."""
LINES = frozenset("¯‾―_")
"""Accents that are lines."""
SPACING = {symbol: "ˆ" if symbol in "^ˆ" else "˜" if symbol in "~˜∼" else symbol for symbol in ACCENTS}
"""What follows several letters that have one accent."""


@lru_cache(1 << 12)
def styled(text: str, style: str) -> str:
    """The text in a style of `STYLES`; letters that Unicode does not have in it stay as they are."""
    return "".join(_styled(letter, STYLES[style]) for letter in text) if style in STYLES else text


def _styled(letter: str, style: str) -> str:
    kind = name(letter, "").replace("LATIN ", "").replace("GREEK ", "").replace("LETTER ", "")
    if letter == "h" and style == "ITALIC":
        return "ℎ"
    for styled_name in (f"MATHEMATICAL {style} {kind}", f"{_EARLIER_NAMES.get(style)} {kind}"):
        try:
            return lookup(styled_name)
        except KeyError:
            continue
    return letter


def script(text: str, forms: dict[str, str]) -> str:
    """The text in `SUPERSCRIPTS` or `SUBSCRIPTS`; "" if a character has no such form."""
    return "".join(forms[each] for each in text) if all(each in forms for each in text) else ""


def accented(letter: str, accent: str) -> str:
    """One letter with an accent of `ACCENTS`; "" if it is not one letter or the accent is unknown."""
    bare = normalize("NFC", letter)
    return normalize("NFC", bare + ACCENTS[accent]) if len(bare) == 1 and accent in ACCENTS else ""


def overlined(text: str) -> str:
    """Letters with a line over each of them."""
    return "".join(each + "\u0305" for each in text)

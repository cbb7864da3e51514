"""Split words in which letters and macros that lost their backslash stand together: `nvarepsilon`, `ymid`, `Xin`.

TeX reads letters after a macro as part of its name, so authors separate them by a space: the letters, one or two, come
first, and macros follow each other.
"""

from __future__ import annotations

import re
from functools import lru_cache

from gazette.tex.restore import macros

_GREEK = "|".join(sorted(macros.GREEK, key=len, reverse=True))
_NAMES_ANYWHERE = "|".join(sorted(macros.ANYWHERE, key=len, reverse=True))
_ANYWHERE = re.compile(f"({_NAMES_ANYWHERE}|(?<=[A-Z])cdot(?=[A-Z])|^langle(?=.)|(?<=.)rangle$)")
_ANGLES = re.compile("(?:[Ww]|[Ss]t|[Qq]uad)rangle$")
"""Words of prose that end with the name of a bracket."""
_JOINED = re.compile(
    # A letter and a macro whose name is a word, if the two together are no word.
    "([B-DF-HJ-Zb-df-hj-z])(ll|gg)|([b-df-hj-np-tv-zB-NP-TV-Z])(le|ge|ne)|([A-Za-z])(circ|cup|cap|vee|wedge|perp)"
    "|([B-Zb-z])(mid)"
    "|([A-Z])(sum|prod|left|big|Big|Vert)|([A-Z]{1,2})(log|ln|exp)|([ac-eg-rt-uw-z])(log)|([a-z])(ln|to)|([A-Za-z])(in)"
)
_QUANTIFIED = re.compile("(forall|n?exists)([A-Za-z])")
_FONT = re.compile("(math(?:bb|cal|bf|rm|frak|scr|sf))([A-Z])")
_BETWEEN = re.compile("([A-Za-z])(in|sim|mid|cup|cap|to|colon)([A-Z])")
_ACCENTED = re.compile(f"(hat|bar|tilde|vec|dot|bm)({_GREEK})")
_BEFORE_NAME = re.compile("(times|infty)([A-Z].*)")
_AFTER_NAME = re.compile("([A-Z]+)(approx|lesssim|gtrsim|simeq|geq|leq)")
_CLOSED = re.compile("(.{1,9}?)(right|big|Big)")
"""What stands before a closing bracket: `xright)`."""
_IN_SCRIPT = re.compile("([A-RT-Za-rt-z])(top)|([ijkmn])(ell)")
_ACCENT_LAST = re.compile("([b-df-hj-np-tv-z]{2})(bar|hat|tilde)")
"""Two letters and the accent of a third: `bbbar b`."""
_AFTER_INDEX = frozenset(("le", "ge", "ne", "in", "to"))
"""Macros that follow any letter in a script that has more: `{ige 0}`."""
_AFTER_LETTERS = (
    macros.ALL
    - (macros.AMBIGUOUS - {"times", "sim", "approx", *macros.GREEK})
    - {"eta", "mu", "nu", "xi", "pi", "chi", "psi", "langle", "rangle"}
)
"""Macros to which one or two letters may be glued."""
_CERTAIN_IN_ROWS = {"circ", "times", "left"}
_TOO_SHORT = {"top", "int", "bar", "star", "in", "mp", "pm", "ni", "ln", "lg"}
"""Macros that are part of too many words to be looked for in a row of macros."""
_ROW_NAMES = sorted(macros.ALL - _TOO_SHORT, key=len, reverse=True)
_AFTER_GREEK = "|".join(f"(?<={name})" for name in sorted(macros.GREEK))
_IN_ROWS = re.compile("|".join([*_ROW_NAMES, f"(?:{_AFTER_GREEK})in"]))
_LONG = 4
"""Letters from which on the name of a macro is not part of words by chance."""
_CERTAIN_NEXT_TO_GREEK = {"log", "exp"}


@lru_cache(1 << 15)
def split(word: str) -> tuple[str, ...]:
    """The letters and macros of a word: `nvarepsilon` is `n` and `varepsilon`. () for a word of prose."""
    if word in macros.ALL:
        return (word,)
    return _around(word) or _split_rest(word)


def _split_rest(word: str) -> tuple[str, ...]:
    return _pattern(word) or row(word) or _after_letters(word) or _after_letter(word)


def split_before_bracket(word: str) -> tuple[str, ...]:
    """The parts of a word before a closing bracket: `xright`, `nbig`. () if it does not end with a size."""
    found = _CLOSED.fullmatch(word)
    return (*_parts(found[1]), found[2]) if found and (len(found[1]) < 3 or split(found[1])) else ()


def split_in_script(word: str, alone: bool = False) -> tuple[str, ...]:
    """The parts of a word in a script: `munu` is two Greek letters. () if it is not only that.

    A word that is `alone` in the script may be a label, even if it ends with a macro: `lin`, `vgg`.
    """
    found = tuple(re.findall(_GREEK, word))
    if len(found) > 1 and "".join(found) == word:
        return found
    if pair := _IN_SCRIPT.fullmatch(word):
        return tuple(part for part in pair.groups() if part)
    if not alone and (accent := _ACCENT_LAST.fullmatch(word)):
        return accent[1], accent[2]
    parts = split(word)
    is_label = alone and len(parts) == 2 and parts[1] in macros.AMBIGUOUS - macros.GREEK
    return () if is_label else ((word[0], word[1:]) if not alone and word[1:] in _AFTER_INDEX else parts)


def _parts(word: str) -> tuple[str, ...]:
    return (split(word) or (word,)) if word else ()


def _around(word: str) -> tuple[str, ...]:
    """The parts of a word with an arrow in it, or with an angle bracket at its beginning or end."""
    parts = _ANYWHERE.split(word)
    if len(parts) == 1 or _ANGLES.match(word):
        return ()
    macros_between = parts[1::2]
    around = [_without_arrows(part) for part in parts[::2]]
    return (
        *around[0],
        *(each for macro, after in zip(macros_between, around[1:], strict=True) for each in (macro, *after)),
    )


def _without_arrows(part: str) -> tuple[str, ...]:
    return ((part,) if part in macros.ALL else _split_rest(part) or (part,)) if part else ()


def _pattern(word: str) -> tuple[str, ...]:
    for pattern in (_JOINED, _QUANTIFIED, _FONT, _BETWEEN, _ACCENTED, _BEFORE_NAME, _AFTER_NAME):
        if found := pattern.fullmatch(word):
            return tuple(part for part in found.groups() if part)
    return ()


def _after_letters(word: str) -> tuple[str, ...]:
    for letters in (1, 2):
        name = word[letters:]
        is_camel_case = word[letters - 1 : letters].islower() and letters > 1 and name[:1].isupper()  # `FuXi`
        is_name = is_camel_case or (letters == 1 and word[:1].isupper() and word[:1].lower() == name[:1])  # `Llambda`
        if name in _AFTER_LETTERS and not is_name and word[:letters] not in macros.ALL:
            return (*word[:letters], name)
    return ()


def _after_letter(word: str) -> tuple[str, ...]:
    found = row(word[1:])
    return (word[0], *found) if found else ()


def row(word: str) -> tuple[str, ...]:
    """The parts of a word that is nothing but macros, not all of them by chance: `lambdacdot`, `betasigma`."""
    found = tuple(_IN_ROWS.findall(word))
    if "".join(found) != word:
        return ()
    by_chance = any(len(name) == 2 for name in found)  # `circle`
    certain = any(name not in macros.AMBIGUOUS or (name in _CERTAIN_IN_ROWS and not by_chance) for name in found)
    long = any(len(name) >= _LONG or name[0].isupper() or name in _CERTAIN_NEXT_TO_GREEK for name in found)
    is_row = len(found) > 1 and not macros.VARIABLES.isdisjoint(found) and (len(found) > 2 or long)
    return found if certain or is_row else ()

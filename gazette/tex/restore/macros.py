"""TeX's macros by their role in a formula, and those whose names are also words. Names have no backslash here."""

from __future__ import annotations

import re
from functools import lru_cache

GREEK = frozenset(
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi chi "
    "psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega".split()
)
"""Greek letters. All of them occur in prose, too: "the beta version"."""
SYMBOLS = frozenset(
    "varepsilon vartheta varphi varrho varsigma varpi ell hbar infty nabla aleph emptyset varnothing ldots cdots "
    "vdots ddots dots top bot forall partial".split()
)
"""Other macros that stand where a variable can."""
VARIABLES = GREEK | SYMBOLS
FUNCTIONS = frozenset(
    "log ln exp max min sup inf lim limsup liminf sin cos tan sinh cosh tanh arg argmax argmin det dim ker deg "
    "gcd Pr poly polylog softmax sum prod int bigotimes bigoplus "
    "bigcup bigcap bigsqcup bigvee bigwedge coprod".split()
)
UNDEFINED_FUNCTIONS = frozenset("Pr argmax argmin poly polylog softmax".split())
"""Functions that get no backslash: TeX does not define most of them."""
WITH_ARGUMENT = frozenset(
    "mathcal mathbb mathbf mathrm mathsf mathtt mathit mathfrak mathscr boldsymbol widetilde widehat overline "
    "underline overrightarrow sqrt tilde hat bar vec dot ddot check breve".split()
)
"""Accents, fonts and roots: they take the symbol or the group that follows."""
RELATIONS = frozenset(
    "leq geq neq approx sim simeq equiv propto in notin ni subset subseteq supset supseteq ll gg preceq succeq "
    "lesssim gtrsim to rightarrow leftarrow leftrightarrow Rightarrow Leftarrow Leftrightarrow longrightarrow "
    "mapsto implies iff mid parallel perp models vdash le ge ne gets uparrow downarrow".split()
)
OPERATORS = frozenset(
    "times cdot pm mp div ast star circ bullet oplus otimes odot ominus cup cap setminus wedge vee neg prime "
    "dagger colon bigstar".split()
)
JOINING = RELATIONS | OPERATORS
FONT_SWITCHES = frozenset("rm bf it tt sf em cal".split())
"""Fonts for the rest of a group: `{\\bf x}`."""
DELIMITERS = frozenset(
    "lceil rceil lfloor rfloor langle rangle lvert rvert lVert rVert left right big Big bigl bigr".split()
)
ALL = VARIABLES | FUNCTIONS | WITH_ARGUMENT | RELATIONS | OPERATORS | DELIMITERS
AMBIGUOUS = GREEK | frozenset(
    "ell dots top bot partial log max min sup inf lim sin cos tan exp arg dim deg sum prod int tilde hat bar vec "
    "dot check breve underline overline sim approx in ni subset to mid parallel models le ge ne ll gg gets "
    "implies iff perp times star ast circ bullet cup cap wedge vee prime dagger colon div pm mp left right big "
    "Big poly softmax argmax argmin det ker Pr polylog ln".split()
)
"""Macros whose names are also words, abbreviations or proper names in prose."""


@lru_cache(1 << 15)
def split(word: str) -> tuple[str, ...]:
    """Split a word into letters and macros that lost their backslash: `nvarepsilon` is `n` and `varepsilon`.

    () for a word of prose. TeX reads letters after a macro as part of its name, so authors separate them by a space:
    the letters, one or two, come first.
    """
    if word in ALL:
        return (word,)
    size = len(word)
    if size == 3 and word.endswith("in"):
        return (word[0], "in")
    if (word[0].isupper() and word[1:] == "left") or (word[0].islower() and word[1:] == "to"):
        return (word[0], word[1:])
    if size == 4 and word[1:3] == "in" and word[0].isupper() and word[3].isupper():
        return (word[0], "in", word[3])
    if size == 4 and word.endswith("log") and word[0] not in "bcfsv":
        return (word[0], "log")
    for letters in (1, 2):
        if word[letters:] in _AFTER_LETTERS:
            return (*word[:letters], word[letters:])
    arrow = _ARROW_INSIDE.fullmatch(word)
    if arrow:
        return tuple(part for part in arrow.groups() if part)
    return _macros(word) or (_macros(word[1:]) and (word[0], *_macros(word[1:])))


ARROWS = ("leftrightarrow", "rightarrow", "leftarrow", "Leftrightarrow", "Rightarrow", "Leftarrow")
"""Macros that may be anywhere in a word, as no word of prose contains them: `EnrightarrowDe`."""
_ARROW_INSIDE = re.compile(f"(.*?)({'|'.join(ARROWS)})(.*)")
_AFTER_LETTERS = ALL - (AMBIGUOUS - {"times", "sim", "approx", *GREEK}) - {"eta", "mu", "nu", "xi", "pi", "chi", "psi"}
"""Macros to which one or two letters may be glued."""
_CERTAIN_IN_ROWS = {"circ", "times", "left"}
_TOO_SHORT = {"top", "int", "bar", "star"}
"""Macros that are part of too many words to be looked for in a row of macros."""
_IN_ROWS = re.compile(
    "|".join(sorted((name for name in ALL - _TOO_SHORT if len(name) > 2 or name == "to"), key=len, reverse=True))
)


def _macros(word: str) -> tuple[str, ...]:
    """A word that is nothing but macros, at least one of which is no word of prose: `lambdacdot`."""
    found = tuple(_IN_ROWS.findall(word))
    certain = any(name not in AMBIGUOUS or name in _CERTAIN_IN_ROWS for name in found)
    return found if certain and "".join(found) == word else ()

"""The names of TeX's commands, by what they are in a formula and by whether prose knows them as words."""

from __future__ import annotations

import re
from functools import lru_cache

GREEK = frozenset(
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi chi "
    "psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega".split()
)
"""Letters; English knows each of them as a word."""
LETTERS = frozenset(
    "varepsilon vartheta varphi varrho varsigma varpi ell hbar infty nabla aleph emptyset varnothing ldots cdots "
    "vdots ddots dots top bot forall partial".split()
)
"""Other signs that stand where a variable can."""
FUNCTIONS = frozenset(
    "log ln exp max min sup inf lim limsup liminf sin cos tan sinh cosh tanh arg argmax argmin det dim ker deg "
    "gcd Pr poly polylog softmax sum prod int bigotimes bigoplus "
    "bigcup bigcap bigsqcup bigvee bigwedge coprod".split()
)
PLAIN = frozenset("Pr argmax argmin poly polylog softmax".split())
"""Functions that TeX has no command for: they stay as they are."""
MARKS = frozenset(
    "mathcal mathbb mathbf mathrm mathsf mathtt mathit mathfrak mathscr boldsymbol widetilde widehat overline "
    "underline overrightarrow sqrt tilde hat bar vec dot ddot check breve".split()
)
"""What takes the sign or the group after it."""
RELATIONS = frozenset(
    "leq geq neq approx sim simeq equiv propto in notin ni subset subseteq supset supseteq ll gg preceq succeq "
    "lesssim gtrsim to rightarrow leftarrow leftrightarrow Rightarrow Leftarrow Leftrightarrow longrightarrow "
    "mapsto implies iff mid parallel perp models vdash le ge ne gets uparrow downarrow".split()
)
OPERATORS = frozenset(
    "times cdot pm mp div ast star circ bullet oplus otimes odot ominus cup cap setminus wedge vee neg prime "
    "dagger colon bigstar".split()
)
FONTS = frozenset("rm bf it tt sf em cal".split())
"""What changes the rest of a group."""
FENCES = frozenset(
    "lceil rceil lfloor rfloor langle rangle lvert rvert lVert rVert left right big Big bigl bigr".split()
)
ALL = GREEK | LETTERS | FUNCTIONS | MARKS | RELATIONS | OPERATORS | FENCES
WORDS = GREEK | frozenset(
    "ell dots top bot partial log max min sup inf lim sin cos tan exp arg dim deg sum prod int tilde hat bar vec "
    "dot check breve underline overline sim approx in ni subset to mid parallel models le ge ne ll gg gets "
    "implies iff perp times star ast circ bullet cup cap wedge vee prime dagger colon div pm mp left right big "
    "Big poly softmax argmax argmin det ker Pr polylog ln".split()
)
"""Names that may also be a word, an abbreviation or a name where there is no mathematics."""


@lru_cache(1 << 15)
def split(word: str) -> tuple[str, ...]:
    """A word as letters and names that lost their backslashes: `nvarepsilon` is `n` and `varepsilon`; () if it is none.

    A name ends with its word, for TeX reads on through letters; so letters come first, and few.
    """
    if word in ALL:
        return (word,)
    if len(word) == 3 and word.endswith("in"):
        return (word[0], "in")
    if (word[0].isupper() and word[1:] == "left") or (word[0].islower() and word[1:] == "to"):
        return (word[0], word[1:])
    if len(word) == 4 and word[1:3] == "in" and word[0].isupper() and word[3].isupper():
        return (word[0], "in", word[3])
    if len(word) == 4 and word.endswith("log") and word[0] not in "bcfsv":
        return (word[0], "log")
    for size in (1, 2):
        tail = word[size:]
        if tail in ALL and tail not in _NEVER_GLUED:
            return (*word[:size], tail)
    around = _BETWEEN_WORDS.fullmatch(word)
    if around:
        return tuple(part for part in around.groups() if part)
    return _names(word) or (_names(word[1:]) and (word[0], *_names(word[1:])))


BETWEEN_WORDS = ("leftrightarrow", "rightarrow", "leftarrow", "Leftrightarrow", "Rightarrow", "Leftarrow")
"""What may be found within a word, for no word holds it: `EnrightarrowDe`."""
_BETWEEN_WORDS = re.compile(f"(.*?)({'|'.join(BETWEEN_WORDS)})(.*)")
_NEVER_GLUED = (WORDS - {"times", "sim", "approx", *GREEK}) | {"eta", "mu", "nu", "xi", "pi", "chi", "psi"}
_SURE = {"circ", "times", "left"}
_SHORT = {"top", "int", "bar", "star"}
_LONG = re.compile(
    "|".join(sorted((name for name in ALL - _SHORT if len(name) > 2 or name == "to"), key=len, reverse=True))
)


def _names(word: str) -> tuple[str, ...]:
    """Names and nothing else, of which one is no word: `lambdacdot`."""
    found = tuple(_LONG.findall(word))
    return found if "".join(found) == word and any(name not in WORDS or name in _SURE for name in found) else ()

"""TeX's macros by their role in a formula, and those whose names are also words. Names have no backslash here."""

from __future__ import annotations

GREEK = frozenset(
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi chi "
    "psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega".split()
)
"""Greek letters. All of them occur in prose, too: "the beta version"."""
SYMBOLS = frozenset(
    "varepsilon vartheta varphi varrho varsigma varpi ell hbar infty nabla aleph emptyset varnothing ldots cdots "
    "vdots ddots dots top bot forall exists nexists partial textperthousand Diamond".split()
)
"""Other macros that stand where a variable can."""
VARIABLES = GREEK | SYMBOLS
FUNCTIONS = frozenset(
    "log ln lg exp max min sup inf lim limsup liminf sin cos tan sinh cosh tanh arg argmax argmin det dim ker deg "
    "gcd Pr poly polylog softmax sum prod int bigotimes bigoplus "
    "bigcup bigcap bigsqcup bigvee bigwedge coprod".split()
)
UNDEFINED_FUNCTIONS = frozenset("Pr poly polylog softmax".split())
"""Functions that get no backslash: TeX does not define most of them."""
OF_TWO_MACROS = {"argmax": r"\arg\max", "argmin": r"\arg\min"}
"""Functions that TeX writes with two macros."""
WITH_ARGUMENT = frozenset(
    "mathcal mathbb mathbf mathrm mathsf mathtt mathit mathfrak mathscr boldsymbol widetilde widehat overline "
    "underline overrightarrow sqrt tilde hat bar vec dot ddot check breve bm".split()
)
"""Accents, fonts and roots: they take the symbol or the group that follows."""
RELATIONS = frozenset(
    "leq geq neq approx sim simeq equiv propto in notin ni subset subseteq supset supseteq ll gg preceq succeq "
    "lesssim gtrsim to rightarrow leftarrow leftrightarrow Rightarrow Leftarrow Leftrightarrow longrightarrow "
    "mapsto implies iff mid parallel perp models vdash le ge ne gets uparrow downarrow asymp cong prec succ "
    "sqsubseteq sqsupseteq subsetneq supsetneq leqslant geqslant longmapsto hookrightarrow dashv rightsquigarrow "
    "longleftarrow Vert".split()
)
OPERATORS = frozenset(
    "times cdot pm mp div ast star circ bullet oplus otimes odot ominus cup cap setminus wedge vee neg prime "
    "dagger colon bigstar land lor lnot bmod sqcup sqcap uplus bigcirc ltimes "
    "rtimes".split()
)
JOINING = RELATIONS | OPERATORS
PREFIXES = frozenset(("neg", "lnot"))
"""Operators that stand before their one operand."""
FONT_SWITCHES = frozenset("rm bf it tt sf em cal".split())
"""Fonts for the rest of a group: `{\\bf x}`."""
TEXTS = frozenset("text textbf textit textrm texttt textsf".split())
"""Macros that are certain before a brace within a group."""
SIZES = {"left": "right", "big": "big", "Big": "Big", "bigg": "bigg", "Bigg": "Bigg"} | {
    f"{size}l": f"{size}r" for size in ("big", "Big", "bigg", "Bigg")
}
"""Macros for the size of an opening bracket, and the macro for its closing bracket."""
DELIMITERS = frozenset("lceil rceil lfloor rfloor langle rangle lvert rvert lVert rVert".split()) | {
    *SIZES,
    *SIZES.values(),
}
ALL = VARIABLES | FUNCTIONS | WITH_ARGUMENT | RELATIONS | OPERATORS | DELIMITERS
AMBIGUOUS = GREEK | frozenset(
    "ell dots top bot partial exists log lg max min sup inf lim sin cos tan exp arg dim deg sum prod int tilde hat bar "
    "vec dot check breve underline overline sim approx in ni subset to mid parallel models le ge ne ll gg gets "
    "implies iff perp times star ast circ bullet cup cap wedge vee prime dagger colon div pm mp left right big "
    "Big poly softmax argmax argmin det ker Pr polylog ln cong prec succ land lor neg Vert Diamond bm".split()
)
"""Macros whose names are also words, abbreviations or proper names in prose."""
ARROWS = frozenset(
    "leftrightarrow rightarrow leftarrow Leftrightarrow Rightarrow Leftarrow longrightarrow longleftarrow "
    "rightsquigarrow hookrightarrow".split()
)
ANYWHERE = ARROWS | {"otimes", "oplus", "lnot"}
"""Macros that may be anywhere in a word, as no word of prose contains them: `EnrightarrowDe`."""

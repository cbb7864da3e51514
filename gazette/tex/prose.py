"""TeX in running text becomes the text that it sets: accents, quotes, dashes, fonts; other macros keep their names."""

from __future__ import annotations

import re
from unicodedata import normalize

_COMBINING = "\u0300\u0301\u0302\u0308\u0303\u0304\u0307\u0327\u030c\u0306\u030b\u0328\u030a\u0323\u0331"
ACCENTS = dict(zip("`'^\"~=.cvuHkrdb", _COMBINING, strict=True))
"""The sign that combines with the letter before it, by the name of its macro."""
_LETTERS = "i ı j ȷ o ø O Ø l ł L Ł ae æ AE Æ oe œ OE Œ ss ß aa å AA Å".split()
LETTERS = dict(zip(_LETTERS[::2], _LETTERS[1::2], strict=True))
_SIGNS = (
    "textbackslash \\ textasciitilde ~ textasciicircum ^ ldots … dots … textdegree ° texttimes × textendash – "
    "textemdash — textquotesingle ' S § P ¶ copyright © LaTeX LaTeX TeX TeX textperthousand ‰"
).split()
SIGNS = dict(zip(_SIGNS[::2], _SIGNS[1::2], strict=True)) | dict.fromkeys(("newline", "par", "quad"), " ")
_GREEK = (
    "alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ iota ι kappa κ lambda λ mu μ "
    "nu ν xi ξ pi π rho ρ sigma σ tau τ upsilon υ phi ϕ varphi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ "
    "Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω times × sim ∼ approx ≈ leq ≤ geq ≥ pm ± "
    "rightarrow → to → infty ∞ ell ℓ cdot ⋅"
).split()
SIGNS |= dict(zip(_GREEK[::2], _GREEK[1::2], strict=True))
"""Where somebody left out the `$`: the letter that was meant."""
SIGNS |= dict.fromkeys(("noindent", "xspace"), "")
FONTS = (
    "text textbf textit textsc texttt textrm textsf textsl textnormal emph underline mbox url path uppercase".split()
)
"""What sets the text in its braces, and keeps it."""
SWITCHES = "em bf it sc tt rm sf sl bfseries itshape scshape ttfamily small large footnotesize normalsize".split()
"""What sets the rest of the braces it is in."""
_ACCENT = re.compile(
    r"\{?\\(?:(?P<sign>[`'^\"~=.])\s*|(?P<name>[cvuHkrdb])(?![A-Za-z])\s*)(?:\{\s*\\?(?P<braced>[A-Za-z])\s*\}|\\?(?P<bare>[A-Za-z]))\}?"
)
_BRACED = re.compile(r"\\([A-Za-z]+)\*?\{([^{}]*)\}")
_LINK = re.compile(r"\\href\{([^{}]*)\}\{([^{}]*)\}")
_CITED = re.compile(r"\\cite[a-z]*\*?\{([^{}]*)\}")
_SWITCHED = re.compile(r"\{\\(?:" + "|".join(SWITCHES) + r")\b\s*([^{}]*)\}")
_ESCAPED = re.compile(r"\\([%$&#_{}])")
_SPACE = re.compile(r"\\[,;:!]|(?<=[\w.)}])\\ ")
_MACRO = re.compile(r"\{\\([A-Za-z]+)\}|\\([A-Za-z]+)(?:\{\})?")
_STRANGE = re.compile(r"[\w/:\\]\\")
"""Where a name with a backslash is none of TeX's: in a path, in a word, with digits after it."""
_DASHES = re.compile(r"(?<=[\w.,)”])(?:---?)(?=[\w(“])|(?<=\s)(?:---?)(?=\s)|(?<=\w)---(?= )")
_TIE = re.compile(r"(?<=[\w.,)\]])~(?=[^\W\d_]|[\[(\\$])|(?<=\.)~(?=\d)")
_QUOTED = re.compile(r"``(.*?)''", re.DOTALL)


def marked(text: str) -> bool:
    """Whether there can be anything to set."""
    return "\\" in text or "``" in text or "--" in text or "~" in text or "$" in text


def text(source: str) -> str:
    """The text as it would be set; what is no TeX stays as it is."""
    if not marked(source):
        return source
    found = source
    if "\\" in found:
        found = _set(found)
    if "``" in found:
        found = _QUOTED.sub(r"“\1”", found)
    if "--" in found:
        found = _DASHES.sub(lambda dash: "—" if len(dash[0]) == 3 else "–", found)
    return _TIE.sub("\u00a0", found) if "~" in found else found


def _set(source: str) -> str:
    """With its macros set, the innermost first; a nest of any depth ends, for each round takes one away."""
    found = _ACCENT.sub(_accented, source)
    found = _LINK.sub(lambda link: f"{link[2]} ({link[1]})", found)
    found = _CITED.sub(r"[\1]", found)
    for _ in range(8):
        before = found
        found = _SWITCHED.sub(r"\1", _BRACED.sub(_worn, found))
        if found == before:
            break
    found = _ESCAPED.sub(lambda sign: sign[1], _SPACE.sub(lambda space: "\u202f" if space[0] == "\\," else " ", found))
    return _MACRO.sub(_meant, found)


def _meant(macro: re.Match[str]) -> str:
    """The sign of a macro; of one that is unknown the name, if it can be one at all."""
    name = macro[1] or macro[2]
    around = macro.string[max(0, macro.start() - 1) : macro.end() + 1]
    return LETTERS.get(name) or SIGNS.get(name, macro[0] if _STRANGE.match(around) or around[-1].isdigit() else name)


def _accented(found: re.Match[str]) -> str:
    letter = (found["braced"] or found["bare"]).replace("ı", "i")
    opened, closed = found[0].startswith("{"), found[0].endswith("}") and not found["braced"]
    whole = normalize("NFC", letter + ACCENTS[found["sign"] or found["name"]])
    return ("{" if opened and not found[0].endswith("}") else "") + whole + ("}" if closed and not opened else "")


def _worn(found: re.Match[str]) -> str:
    """What a font is put on; of an unknown macro the name stays, too."""
    return found[2] if found[1] in FONTS else f"{SIGNS[found[1]]}{found[2]}" if found[1] in SIGNS else found[0]

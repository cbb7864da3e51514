"""Convert TeX in running text to Unicode: accents, quotes, dashes, fonts.

Macros that are not listed here keep their backslash. They may be no TeX at all, such as `\\d+` or a path.
"""

from __future__ import annotations

import re
from unicodedata import normalize

_COMBINING = "\u0300\u0301\u0302\u0308\u0303\u0304\u0307\u0327\u030c\u0306\u030b\u0328\u030a\u0323\u0331"
ACCENTS = dict(zip("`'^\"~=.cvuHkrdb", _COMBINING, strict=True))
"""The combining character for each accent macro."""
_LETTERS = "i ı j ȷ o ø O Ø l ł L Ł ae æ AE Æ oe œ OE Œ ss ß aa å AA Å".split()
LETTERS = dict(zip(_LETTERS[::2], _LETTERS[1::2], strict=True))
_SYMBOLS = (
    "textbackslash \\ textasciitilde ~ textasciicircum ^ ldots … dots … textdegree ° texttimes × textendash – "
    "textemdash — textquotesingle ' S § P ¶ copyright © LaTeX LaTeX TeX TeX textperthousand ‰"
).split()
SYMBOLS = dict(zip(_SYMBOLS[::2], _SYMBOLS[1::2], strict=True)) | dict.fromkeys(
    ("newline", "par", "quad", "space"), " "
)
_MATHS = (
    "alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ iota ι kappa κ lambda λ mu μ "
    "nu ν xi ξ pi π rho ρ sigma σ tau τ upsilon υ phi ϕ varphi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ "
    "Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω times × sim ∼ approx ≈ leq ≤ geq ≥ pm ± "
    "rightarrow → to → infty ∞ ell ℓ cdot ⋅"
).split()
SYMBOLS |= dict(zip(_MATHS[::2], _MATHS[1::2], strict=True))  # for authors who left out the `$`
SYMBOLS |= dict.fromkeys(("noindent", "xspace"), "")
ABBREVIATIONS = dict(
    pair.split("=") for pair in "eg=e.g. ie=i.e. etc=etc. wrt=w.r.t. cf=cf. vs=vs. aka=a.k.a. iid=i.i.d.".split()
) | {"etal": "et al."}
"""Macros of style files of conferences, which authors use in abstracts."""
FONTS = (
    "text textbf textit textsc texttt textrm textsf textsl textnormal emph underline mbox url path uppercase".split()
)
"""Macros that take a text as their argument; only the text is kept."""
SWITCHES = "em bf it sc tt rm sf sl bfseries itshape scshape ttfamily small large footnotesize normalsize".split()
"""Macros that change the font of the rest of their group."""
MAX_NESTING = 8
"""Macros nested more deeply than this keep their markup."""
_ACCENT = re.compile(
    r"\{?\\(?:(?P<sign>[`'^\"~=.])\s*|(?P<name>[cvuHkrdb])(?![A-Za-z])\s*)(?:\{\s*\\?(?P<braced>[A-Za-z])\s*\}|\\?(?P<bare>[A-Za-z]))\}?"
)
_WITH_ARGUMENT = re.compile(r"\\([A-Za-z]+)\*?\{([^{}]*)\}")
_HREF = re.compile(r"\\href\{([^{}]*)\}\{((?:[^{}]|\{[^{}]*\})*)\}")
_CITE = re.compile(r"\\cite[a-z]*\*?\{([^{}]*)\}")
_SWITCH_GROUP = re.compile(r"\{\\(?:" + "|".join(SWITCHES) + r")\b\s*+([^{}]*)\}")
_ESCAPED = re.compile(r"\\([%$&#_{}])")
_SPACE = re.compile(r"\\[,;:!]|(?<=[\w.)}])\\ ")
_MACRO = re.compile(r"\{\\([A-Za-z]+)\}|\\([A-Za-z]+)(?:\{\})?")
_QUANTIFIERS = ("+", "*", "?", "{")
"""What follows a class of a regular expression, such as `\\S+`, but no symbol of one letter in TeX."""
OBJECT = "\ufffc"
"""Stands for a formula next to prose."""
_DASHES = re.compile(r"(?<=[\w.,)”\ufffc])(?:---?)(?=[\w(“\ufffc])|(?<=\s)(?:---?)(?=\s)|(?<=\w)---(?= )")
_TIE = re.compile(r"(?<=[\w.,)\]\ufffc])~(?=[^\W\d_]|[\[(\\$\ufffc])|(?:(?<=[.\ufffc])|(?<=[A-Za-z]{2}))~(?=\d)")
_GROUPED_DIGITS = re.compile(r"(?<=\d)\{,\}(?=\d{3}(?!\d))")


def may_have_markup(text: str) -> bool:
    """A quick test: False only if `to_text` changes nothing."""
    return "\\" in text or "``" in text or "--" in text or "~" in text or "$" in text or "{,}" in text


def to_text(source: str) -> str:
    """The source with its TeX converted; anything else stays as it is."""
    if not may_have_markup(source):
        return source
    text = source
    if "\\" in text:
        text = _convert_macros(text)
    if "``" in text:
        text = _convert_quotes(text)
    if "{,}" in text:
        text = _GROUPED_DIGITS.sub(",", text)
    if "--" in text:
        text = _DASHES.sub(lambda dash: "—" if len(dash[0]) == 3 else "–", text)
    return _TIE.sub("\u00a0", text) if "~" in text else text


def _convert_macros(source: str) -> str:
    text = _ACCENT.sub(_accented, source)
    text = _HREF.sub(lambda link: link[2] if link[1] == link[2] else f"{link[2]} ({link[1]})", text)
    text = _CITE.sub(r"[\1]", text)
    for _ in range(MAX_NESTING):
        before = text
        text = _SWITCH_GROUP.sub(r"\1", _WITH_ARGUMENT.sub(_argument, text))
        if text == before:
            break
    text = _SPACE.sub(lambda space: "\u202f" if space[0] == "\\," else " ", text)
    text = _ESCAPED.sub(r"\1", text)
    return _MACRO.sub(_symbol, text)


def _convert_quotes(text: str) -> str:
    """The text with ``quoted'' as “quoted”; quotation marks without their partner stay."""
    parts, at = [], 0
    while (start := text.find("``", at)) >= 0 and (end := text.find("''", start + 2)) >= 0:
        parts += [text[at:start], "“", text[start + 2 : end], "”"]
        at = end + 2
    return "".join([*parts, text[at:]])


def _accented(found: re.Match[str]) -> str:
    """The accented letter. A brace that belongs to the text around the accent stays."""
    letter = (found["braced"] or found["bare"]).replace("ı", "i")
    opened, closed = found[0].startswith("{"), found[0].endswith("}") and not found["braced"]
    accented = normalize("NFC", letter + ACCENTS[found["sign"] or found["name"]])
    return ("{" if opened and not found[0].endswith("}") else "") + accented + ("}" if closed and not opened else "")


def _argument(found: re.Match[str]) -> str:
    """The argument of a font macro; the symbol and the braces' content of a symbol's macro; else what was found."""
    name, argument = found[1], found[2]
    if name in FONTS:
        return argument
    return f"{SYMBOLS[name]}{argument}" if name in SYMBOLS and len(name) > 1 else found[0]


def _is_in_path(text: str, start: int, end: int) -> bool:
    """Whether a macro is part of a path, such as `C:\\etc\\hosts`, or of code."""
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    return before.isalnum() or before in (":", "/", "\\", "`", "_") or after in ("\\", "/")


def _symbol(macro: re.Match[str]) -> str:
    """The symbol of a macro; an unknown macro stays as it is."""
    name = macro[1] or macro[2]
    if name in SYMBOLS and len(name) == 1 and macro.string.startswith(_QUANTIFIERS, macro.end()):
        return macro[0]
    if name in ABBREVIATIONS and not _is_in_path(macro.string, macro.start(), macro.end()):
        abbreviation = ABBREVIATIONS[name]
        return abbreviation[:-1] if macro.string.startswith(".", macro.end()) else abbreviation
    return LETTERS.get(name) or SYMBOLS.get(name, macro[0])

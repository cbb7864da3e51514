"""Rewrite commands that the converter does not know, or draws wrongly, with those that it draws."""

from __future__ import annotations

import re

from gazette.tex.restore import macros

_GREEK = dict(
    pair.split(":")
    for pair in "Alpha:A Beta:B Epsilon:E Zeta:Z Eta:H Iota:I Kappa:K Mu:M Nu:N Omicron:O Rho:P Tau:T Chi:X".split()
)
"""Greek capitals that look like Latin ones."""
_SAME = {name: rf"\mathrm{{{letter}}}" for name, letter in _GREEK.items()} | {
    **{letter: rf"\mathbb{{{letter}}}" for letter in "RNZ"},
    "Reals": r"\mathbb{R}",
    "reals": r"\mathbb{R}",
    "natnums": r"\mathbb{N}",
    "Complex": r"\mathbb{C}",
    "cnums": r"\mathbb{C}",
    "LaTeX": r"\text{LaTeX}",
    "TeX": r"\text{TeX}",
    "arg": r"\operatorname{arg}",
    "colon": r"{:}\;",
    "mathellipsis": r"\ldots ",
    "lang": r"\langle ",
    "rang": r"\rangle ",
    "colonequals": r"\coloneqq ",
    "vcentcolon": ":",
    "ratio": ":",
    "isin": r"\in ",
    "infin": r"\infty ",
    "empty": r"\emptyset ",
    "exist": r"\exists ",
    "rarr": r"\rightarrow ",
    "larr": r"\leftarrow ",
    "rArr": r"\Rightarrow ",
    "lArr": r"\Leftarrow ",
    "harr": r"\leftrightarrow ",
    "hArr": r"\Leftrightarrow ",
    "plusmn": r"\pm ",
    "sdot": r"\cdot ",
    "sub": r"\subset ",
    "sube": r"\subseteq ",
    "supe": r"\supseteq ",
    "bull": r"\bullet ",
    "enskip": r"\;",
    "dotsx": r"\ldots ",
    "dotsb": r"\cdots ",
}
"""Commands with the same meaning, which the converter knows."""
_BACKSLASH = r"(?<!\\)((?:\\\\)*)\\"
"""The backslash of a macro, after the row breaks before it: the second one of a row break begins no macro."""
_OTHER_NAME = re.compile(rf"{_BACKSLASH}({'|'.join(_SAME)})(?![A-Za-z])(?:\{{\}})?")
_CENTRED_DOTS = re.compile(rf"{_BACKSLASH}dots(?=\s*(?:[+=<>-]|\\(?:{'|'.join(sorted(macros.JOINING))})(?![A-Za-z])))")
_NESTED_TEXT = re.compile(r"\\text[a-z]*\s*\{\s*(\\text[a-z]*\s*\{[^{}]*\})\s*\}")
_SWITCH = re.compile(rf"{_BACKSLASH}(?:(tt)(?![A-Za-z])\s*(?!\{{)|(bf|it)\s*(?=\d))")
_SIGN = re.compile(r"\\[A-Za-z]+|\\.|[{}&]", re.DOTALL)
_OPENING = frozenset(("{", r"\left", r"\begin"))
_CLOSING = frozenset(("}", r"\right", r"\end"))
_NEXT_CELL = frozenset(("&", r"\\"))
_FUNCTION_NAMES = "|".join(sorted(macros.UNDEFINED_FUNCTIONS | macros.OF_TWO_MACROS.keys()))
_FUNCTIONS = re.compile(rf"(?<![A-Za-z\\{{])({_FUNCTION_NAMES})(?![A-Za-z])")
_TEXT_MACROS = re.compile(r"\\(?:textsc|textsl|textnormal|emph)(?![A-Za-z])")
_OPERATOR_NAME = re.compile(r"\\operatorname\s*\*?\s*\{((?:[^{}]|\\[a-z]+\{[^{}]*\})*)\}")
_FONT_IN_NAME = re.compile(r"\\[A-Za-z]+\{([^{}]*)\}")
_SPACE_IN_NAME = re.compile(r"\\[,;:! ]|~|\s+")
_GROUPED_DIGITS = re.compile(r"(?<=\d)\{,\}(?=\d{3}(?!\d))")
_GROUP = r"\s*(?:\{([^{}]*)\}|(\w))"
_SLASHED = re.compile(rf"\\(?:nicefrac|sfrac|xfrac){_GROUP}{_GROUP}")
_ROOT_OF_BRACKETS = re.compile(r"\\sqrt\s*\(([^(){}]*)\)")
"""TeX would draw a root of the bracket alone."""
_MODULO = re.compile(rf"\\pmod{_GROUP}")
_REMOVED = re.compile(
    r"\\(?:nonumber|notag|displaystyle|textstyle|nobreak|allowbreak|xspace)(?![A-Za-z])|\\label\s*\{[^{}]*\}"
)
_ENSURED = re.compile(r"\\ensuremath(?![A-Za-z])")
_QUANTITY = re.compile(r"\\(?:SI|qty)\s*(?:\[[^\]]*\])?\{([^{}]*)\}\s*\{([^{}]*)\}")
_UNIT_OR_NUMBER = re.compile(r"\\(si|unit|num)\s*\{([^{}]*)\}")
_CHEMISTRY = re.compile(r"\\ce\s*\{((?:[^{}]|\{[^{}]*\})*)\}")
_ROWS = re.compile(
    r"\\begin\{(aligned|align|alignat|alignedat|split|eqnarray|gathered|gather|multline|multlined)(\*?)\}"
)
_OTHER_ENVIRONMENT = re.compile(r"\\begin\{(\w+\*?)\}.*?\\end\{\1\}", re.DOTALL)
_INNERMOST = re.compile(r"\{[^{}]*\}")
MAX_NESTING = 8
"""Groups that are nested more deeply hide no rows."""
_CENTRED = ("gathered", "gather", "multline", "multlined")
_UNITS = dict(
    pair.split(":")
    for pair in (
        "meter:m metre:m second:s gram:g kilogram:kg kelvin:K ampere:A mole:mol candela:cd hertz:Hz newton:N pascal:Pa "
        "joule:J watt:W volt:V ohm:Ω tesla:T degree:° celsius:°C degreeCelsius:°C percent:% litre:l liter:l hour:h "
        "minute:min day:d electronvolt:eV bit:bit byte:B angstrom:Å decibel:dB tonne:t bar:bar radian:rad "
        "per:/ squared:² cubed:³ nano:n micro:µ milli:m centi:c kilo:k mega:M giga:G tera:T pico:p "
        "kibi:Ki mebi:Mi gibi:Gi tebi:Ti"
    ).split()
)
_UNIT_MACRO = re.compile(r"\\([A-Za-z]+)\s*")
_SYMBOLS = dict(
    pair.split(":")
    for pair in (
        "AA:Å textperthousand:‰ permil:‰ textmu:µ textregistered:® circledR:® P:¶ dag:† ddag:‡ copyright:© lq:‘ rq:’"
    ).split()
)
_SYMBOL = re.compile(rf"{_BACKSLASH}({'|'.join(_SYMBOLS)})(?![A-Za-z])(?:\{{\}})?")


def rewrite(tex: str) -> str:
    """The formula in commands that the converter knows."""
    if "\\" in tex:
        tex = _rewrite_commands(tex)
    if "{,}" in tex:
        tex = _GROUPED_DIGITS.sub(",", tex).replace("{,}", r"\text{,}")
    if "&" in tex or "\\\\" in tex:
        tex = _rows(tex)
    return _FUNCTIONS.sub(r"\\operatorname{\1}", tex)


def _rewrite_commands(tex: str) -> str:
    if "\\operatorname" in tex:
        tex = _OPERATOR_NAME.sub(_operator_name, tex)
    tex = _OTHER_NAME.sub(lambda found: found[1] + _SAME[found[2]], tex.replace("\\\\%", "\\%"))
    if "\\dots" in tex:
        tex = _CENTRED_DOTS.sub(r"\1\\cdots", tex)
    if "\\tt" in tex or "\\bf" in tex or "\\it" in tex:
        tex = _switches(tex)
    if "[\\![" in tex:
        tex = tex.replace("[\\![", "⟦").replace("]\\!]", "⟧")
    if "\\!" in tex:
        tex = tex.replace("\\!", " ")
    if "frac" in tex:
        tex = _SLASHED.sub(lambda found: f"{{{found[1] or found[2]}}}/{{{found[3] or found[4]}}}", tex)
    if "\\sqrt" in tex:
        tex = _ROOT_OF_BRACKETS.sub(r"\\sqrt{\1}", tex)
    if "\\pmod" in tex:
        tex = _MODULO.sub(lambda found: rf"\;\,(\mathrm{{mod}}\;{found[1] or found[2]})", tex)
    if "\\ce" in tex:
        tex = _CHEMISTRY.sub(lambda found: _chemistry(found[1]), tex)
    tex = _UNIT_OR_NUMBER.sub(_unit_or_number, _QUANTITY.sub(_quantity, tex))
    tex = _ENSURED.sub("", _REMOVED.sub("", _TEXT_MACROS.sub(r"\\text", tex)))
    if "\\text" in tex:
        tex = _NESTED_TEXT.sub(r"\1", tex)
    return _SYMBOL.sub(lambda found: rf"{found[1]}\text{{{_SYMBOLS[found[2]]}}}", tex)


def _switches(tex: str) -> str:
    """`{\\tt ab}` as `{\\mathtt{ab}}`: the converter applies that font to one letter only, and others to no numbers."""
    while found := _SWITCH.search(tex):
        end = _end_of_group(tex, found.end())
        name = "math" + (found[2] or found[3])
        tex = rf"{tex[: found.end(1)]}\{name}{{{tex[found.end() : end]}}}{tex[end:]}"
    return tex


def _end_of_group(tex: str, start: int) -> int:
    """Where a font ends that begins at `start`: at the end of its braces, brackets, environment or cell."""
    depth = 0
    for sign in _SIGN.finditer(tex, start):
        depth += (sign[0] in _OPENING) - (sign[0] in _CLOSING)
        if depth < 0 or (depth == 0 and sign[0] in _NEXT_CELL):
            return sign.start()
    return len(tex)


def _operator_name(found: re.Match[str]) -> str:
    """The name without commands: `\\operatorname*{arg\\,max}` becomes `\\operatorname{arg max}`, with a thin space."""
    name = _SPACE_IN_NAME.sub("\u2009", _FONT_IN_NAME.sub(r"\1", found[1].replace("\\_", "_"))).strip()
    if "_" in name:
        return rf"\text{{{name}}}"
    return rf"\operatorname{{{name}}}" if "\\" not in name else found[0]


def _quantity(found: re.Match[str]) -> str:
    return rf"{_number(found[1])}\,\text{{{_unit(found[2])}}}"


def _unit_or_number(found: re.Match[str]) -> str:
    return _number(found[2]) if found[1] == "num" else rf"\text{{{_unit(found[2])}}}"


def _number(written: str) -> str:
    """`1e5` as a power of ten."""
    return re.sub(r"(?<=\d)[eE]([+-]?\d+)", r"\\times 10^{\1}", written)


def _unit(written: str) -> str:
    """`\\micro\\meter` as µm; other commands as their name."""
    return _UNIT_MACRO.sub(lambda macro: _UNITS.get(macro[1], macro[1]), written).replace("~", " ")


def _chemistry(written: str) -> str:
    """`H2O`, `SO4^2-` and `A -> B` as TeX: numbers after letters and brackets are subscripts."""
    parts = re.sub(r"(?<=[A-Za-z)\]])(\d+)", r"_{\1}", written)
    parts = re.sub(r"\^(\d*[+-])", r"^{\1}", parts)
    parts = re.sub(r"\s*<=>\s*", r" \\rightleftharpoons ", re.sub(r"\s*->\s*", r" \\rightarrow ", parts))
    return re.sub(r"(?<![A-Za-z\\])([A-Z][A-Za-z]*)", r"\\mathrm{\1}", parts)


def _rows(tex: str) -> str:
    """Rows of an environment, or of a formula that lost its environment, as an array."""
    while found := _ROWS.search(tex):
        closing = rf"\end{{{found[1]}{found[2]}}}"
        end = tex.find(closing, found.end())
        if end < 0:
            return tex
        inner = _as_array(tex[found.end() : end], centred=found[1] in _CENTRED)
        tex = tex[: found.start()] + inner + tex[end + len(closing) :]
    outside = _OTHER_ENVIRONMENT.sub("", tex)
    for _ in range(MAX_NESTING):  # rows of a group, as in `\\substack`, belong to it
        outside = _INNERMOST.sub("", outside)
    return _as_array(tex, "&" not in outside) if re.search(r"(?<!\\)&|\\\\", outside) else tex


def _as_array(inner: str, centred: bool) -> str:
    """Rows whose columns are aligned right and left by turns, or centred."""
    rows = re.sub(r"\\\\\s*$", "", inner.strip()).strip()
    if "\\\\" not in rows and "&" not in rows:
        return rows
    columns = max(row.count("&") for row in rows.split("\\\\")) + 1
    alignment = "c" * columns if centred else ("rl" * columns)[:columns]
    return rf"\begin{{array}}{{{alignment}}}{rows}\end{{array}}"

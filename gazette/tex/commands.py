"""Rewrite commands that the converter does not know, or draws wrongly, with those that it draws."""

from __future__ import annotations

import re

from gazette.tex.restore import macros

_FUNCTION_NAMES = "|".join(sorted(macros.UNDEFINED_FUNCTIONS | macros.OF_TWO_MACROS.keys()))
_FUNCTIONS = re.compile(rf"(?<![A-Za-z\\{{])({_FUNCTION_NAMES})(?![A-Za-z])")
_TEXT_MACROS = re.compile(r"\\(?:textsc|textsl|textnormal|emph)(?![A-Za-z])")
_OPERATOR_NAME = re.compile(r"\\operatorname\s*\*?\s*\{((?:[^{}]|\\[a-z]+\{[^{}]*\})*)\}")
_FONT_IN_NAME = re.compile(r"\\[A-Za-z]+\{([^{}]*)\}")
_SPACE_IN_NAME = re.compile(r"\\[,;:! ]|~|\s+")
_GROUPED_DIGITS = re.compile(r"(?<=\d)\{,\}(?=\d{3}(?!\d))")
_GROUP = r"\s*(?:\{([^{}]*)\}|(\w))"
_SLASHED = re.compile(rf"\\(?:nicefrac|sfrac|xfrac){_GROUP}{_GROUP}")
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
_SYMBOLS = {"AA": "Å", "textperthousand": "‰", "permil": "‰", "textmu": "µ", "textregistered": "®", "circledR": "®"}
_SYMBOL = re.compile(rf"\\({'|'.join(_SYMBOLS)})(?![A-Za-z])(?:\{{\}})?")


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
    if "\\arg" in tex:
        tex = re.sub(r"\\arg(?![A-Za-z])", r"\\operatorname{arg}", tex)
    if "\\!" in tex:
        tex = tex.replace("\\!", " ")
    if "frac" in tex:
        tex = _SLASHED.sub(lambda found: f"{{{found[1] or found[2]}}}/{{{found[3] or found[4]}}}", tex)
    if "\\ce" in tex:
        tex = _CHEMISTRY.sub(lambda found: _chemistry(found[1]), tex)
    tex = _UNIT_OR_NUMBER.sub(_unit_or_number, _QUANTITY.sub(_quantity, tex))
    tex = _ENSURED.sub("", _REMOVED.sub("", _TEXT_MACROS.sub(r"\\text", tex)))
    return _SYMBOL.sub(lambda found: rf"\text{{{_SYMBOLS[found[1]]}}}", tex)


def _operator_name(found: re.Match[str]) -> str:
    """The name without commands: `\\operatorname*{arg\\,max}` becomes `\\operatorname{arg max}`, with a thin space."""
    name = _SPACE_IN_NAME.sub("\u2009", _FONT_IN_NAME.sub(r"\1", found[1])).strip()
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

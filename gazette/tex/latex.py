"""TeX in the fields of BibTeX: accents become Unicode and braces that protect capitals go, but formulas stay."""

from __future__ import annotations

import re

from gazette.core import text, urls
from gazette.tex import delimited, prose

_BRACE = re.compile(r"(?<!\\)[{}]")
_DOLLAR = r"\$"
_URL = re.compile(r"\\url\s*\{([^{}]*)\}|\\href\s*\{([^{}]*)\}.*", re.DOTALL)


def line(source: str) -> str:
    """A field as text with formulas, on one line."""
    source = text.line(source)
    if not prose.may_have_markup(source) and "{" not in source and "}" not in source:
        return source
    parts, at = [], 0
    for formula in delimited.formulas(source):
        parts += [_prose(source[at : formula.start]), source[formula.start : formula.end]]
        at = formula.end
    return text.line(text.clean("".join([*parts, _prose(source[at:])])))


def plain(source: str) -> str:
    """A field without formulas, such as a name, as text on one line."""
    return line(source).replace(_DOLLAR, "$")


def address(source: str) -> str:
    """The address in a field, perhaps in `\\url{…}`; "" if it has no address."""
    match = _URL.search(source)
    found = re.sub(r"\\([%#&_~{}])", r"\1", (match[1] or match[2]) if match else source)
    return text.line(found) if urls.safe(text.line(found)) else ""


def _prose(source: str) -> str:
    """Running text; `\\$` stays, because a bare dollar may start a formula."""
    pieces = (_BRACE.sub("", prose.to_text(piece)) for piece in source.split(_DOLLAR))
    return _DOLLAR.join(pieces)

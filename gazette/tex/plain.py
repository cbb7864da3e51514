"""A formula as one line of Unicode, for places that allow no markup."""

from __future__ import annotations

import re
from functools import lru_cache
from xml.etree.ElementTree import Element

from gazette.tex import tree, unicode

CACHED_FORMULAS = 1 << 13
BRACES = "⏟⏞"
"""The symbols of `\\underbrace` and `\\overbrace`."""
SPACED = frozenset("=<>≤≥≠≈≡∝∈∉⊂⊆→←↔⇒⇐⇔↦+⋅∪∩≪≫")
_THOUSANDS = re.compile(r"(?<=\d), (?=\d{3}(?!\d))")
_NEEDLESS_SPACE = re.compile(r"(?<=^\+) |(?<=[(\[]) | (?=[)\],])|(?<=\w) (?=\()")


@lru_cache(CACHED_FORMULAS)
def render(tex: str) -> str:
    """The formula in one line; its TeX if it cannot be converted."""
    root = tree.parse(tex)
    line = " ".join(element_text(root).split()) if root is not None else ""
    return _THOUSANDS.sub(",", _NEEDLESS_SPACE.sub("", line)) or tex


def element_text(element: Element) -> str:
    """One element of the tree as text, with spaces that `render` still has to tidy."""
    tag, children = element.tag, list(element)
    if not children:
        return _leaf(element)
    if tag in ("mrow", "math", "mstyle", "mtd"):
        return "".join(
            f" {element_text(child)} " if tree.is_function(child) else element_text(child) for child in children
        )
    parts = [element_text(child).strip() for child in children]
    if len(parts) == 2 and tag in ("msup", "mover", "msub", "munder"):
        return _with_one_script(tag, *parts)
    if len(parts) == 3 and tag in ("msubsup", "munderover"):
        return parts[0] + _script(parts[1], raised=False) + _script(parts[2], raised=True)
    if len(parts) == 2 and tag == "mfrac":
        return _fraction(parts, element.get("linethickness") == "0")
    if tag == "msqrt":
        return "√" + _as_operand("".join(parts))
    if len(parts) == 2 and tag == "mroot":
        return _script(parts[1], raised=True) + "√" + _as_operand(parts[0])
    return {"mtable": "; ", "mtr": " "}.get(tag, "").join(parts)


def _fraction(parts: list[str], is_binomial: bool) -> str:
    """`a/(2π)`; a binomial coefficient, which has brackets of its own, as `n choose k`."""
    return " choose ".join(parts) if is_binomial else f"{_in_brackets(parts[0])}/{_as_operand(parts[1])}"


def _leaf(element: Element) -> str:
    if element.tag == "mspace":
        return " "
    content = tree.content(element).replace("\u00a0", " ")
    if element.tag != "mo":
        return content
    return f" {content} " if content in SPACED else ", " if content == "," else content


def _with_one_script(tag: str, base: str, script: str) -> str:
    if tag == "munder" and (script in unicode.ACCENTS or script in BRACES):
        return base
    accented = unicode.accented(base, script) if tag == "mover" else ""
    if tag == "mover" and not accented and script in unicode.ACCENTS:
        return unicode.overlined(base) if script in unicode.LINES else f"{_as_operand(base)}{unicode.SPACING[script]}"
    return accented or base + _script(script, raised=tag in ("msup", "mover"))


def _script(script: str, raised: bool) -> str:
    compact = script.replace(" ", "")
    characters = unicode.script(compact, unicode.SUPERSCRIPTS if raised else unicode.SUBSCRIPTS)
    return characters or ("^" + _as_operand(compact) if raised else "_" + _in_brackets(compact))


def _in_brackets(part: str) -> str:
    """The part in brackets, unless it is one character, a word or a number."""
    return part if len(part) < 2 or part.replace(".", "").isalnum() else f"({part})"


def _as_operand(part: str) -> str:
    """The part in brackets, unless it is one letter or a number: two letters may be read as a product."""
    return part if len(part) < 2 or part.replace(".", "").isdecimal() else f"({part})"

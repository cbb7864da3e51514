"""A formula as one line of Unicode, for places that allow no markup.

What markup shows by position is shown by brackets, so that the line means the same: `\\frac{a+b}{2}c` is ((a + b)/2)c.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from xml.etree.ElementTree import Element

from gazette.tex import atoms, tree, unicode
from gazette.tex.atoms import Kind

CACHED_FORMULAS = 1 << 13
BRACES = "⏟⏞"
"""The symbols of `\\underbrace` and `\\overbrace`."""
_TIGHT = frozenset("×⋅·±∓∗*/⋆∘")
"""Binary operators that stand without spaces."""
_ROWS = frozenset(("math", "mrow", "mstyle", "mpadded", "mtd", "msqrt"))
_SPACE_NEXT_TO_SIGN = re.compile("(?<=[−+±=<>]) +| +(?=[−+±=<>])")
_OPERANDS = frozenset((Kind.ORDINARY, Kind.OPERATOR, Kind.CLOSING, Kind.CLOSING_BAR))


@lru_cache(CACHED_FORMULAS)
def render(tex: str) -> str:
    """The formula in one line; its TeX if it cannot be converted."""
    root = tree.parse(tex)
    line = " ".join(element_text(root).split()) if root is not None else ""
    if line[1:2] == " " and line[0] in atoms.COMPARISONS and line[2:3].isdecimal():  # `\\geq 5` is like a sign
        line = line[0] + line[2:]
    return line or tex


def element_text(element: Element, in_script: bool = False) -> str:
    """One element of the tree as text."""
    tag = element.tag
    if len(element) == 0:
        return _leaf(element)
    if tag == "msqrt":
        return "√" + _as_operand(_row(list(element), in_script))
    if tag in _ROWS:
        return _row(list(element), in_script)
    if tag in atoms.WITH_SCRIPTS:
        return _with_scripts(element, in_script)
    if tag == "mfrac" and len(element) == 2:
        return _fraction(element, in_script)
    parts = [element_text(child, in_script).strip() for child in element]
    if tag == "mroot" and len(parts) == 2:
        return _script(parts[1], raised=True) + "√" + _as_operand(parts[0])
    if tag == "mphantom":
        return " "
    return {"mtable": "; ", "mtr": " "}.get(tag, "").join(parts)


def _leaf(leaf: Element) -> str:
    if leaf.tag == "mspace":
        width = leaf.get("width", "").removesuffix("em")
        return "" if width.startswith("-") else " "
    return (leaf.text or "").replace("\u00a0", " ").replace("\u2009", " ")


# Rows


def _row(row: list[Element], in_script: bool) -> str:
    """The parts of a row, with spaces around relations, operators and functions, and brackets around fractions."""
    parts = [each for each in row if not atoms.is_space(each)]
    kinds = atoms.kinds(parts)
    line, place = "", 0
    for element in row:
        if atoms.is_space(element):
            line += _leaf(element)
            continue
        shown = element_text(element, in_script)
        text = shown.strip()
        if _needs_brackets(element, parts, kinds, place):
            text = f"({text})"
        is_words = _only(element).tag == "mtext"  # its own spaces count: `\\text{ if }`
        space = _between(line, text, parts, kinds, place, in_script)
        line += (" " if is_words and shown[:1] == " " else space) + text + " " * (is_words and shown[-1:] == " ")
        place += 1
    return line


def _between(line: str, text: str, parts: Sequence[Element], kinds: Sequence[Kind], place: int, in_script: bool) -> str:
    """The space before the part at `place`, after the line so far."""
    if not place or not line or line[-1] == " ":
        return ""
    left, right = kinds[place - 1], kinds[place]
    if left is Kind.OPERATOR and text[:1] in ("(", "[", "{", "⟨"):
        return ""
    if right is Kind.OPERATOR and left is Kind.ORDINARY and line[-1] in "/−+±∓":
        return ""
    signs = (parts[place - 1].text, parts[place].text)
    if ":" in signs and right is not Kind.OPERATOR:
        is_ratio = parts[place - 1].tag == "mn" or parts[place].tag == "mn"
        return " " if signs[0] == ":" and not in_script and not is_ratio else ""
    if atoms.gap(left, right, in_script):
        is_tight = Kind.BINARY in (left, right)
        return "" if is_tight and not _TIGHT.isdisjoint(signs) else " "
    runs_on = text[:1].isalnum() and place > 0 and _is_open_ended(parts[place - 1], line)
    before, after = _only(parts[place - 1]), _only(parts[place])
    is_word = (atoms.is_word(after) and line[-1].isascii()) or (atoms.is_word(before) and text[:1].isascii())
    return " " if runs_on or (is_word and line[-1].isalnum() and text[:1].isalnum()) else ""  # `n rank(A)`


def _is_open_ended(element: Element, line: str) -> bool:
    """Whether letters after it would be read as part of its script or root: `x_θ`, `√d`, `U^⊤`."""
    base = element
    while base.tag in ("mrow", "mstyle") and len(base):
        base = base[-1]
    if base.tag in ("msqrt", "mroot"):
        return line[-1] != ")"
    script = line.rpartition("_" if line.rfind("_") > line.rfind("^") else "^")[2]
    return (
        base.tag in atoms.WITH_SCRIPTS
        and ("_" in line or "^" in line)
        and (len(script) == 1 or script.replace(".", "").isalnum())
    )


def _needs_brackets(element: Element, parts: Sequence[Element], kinds: Sequence[Kind], place: int) -> bool:
    """Whether a fraction stands next to a factor or before `!`."""
    inner = _only(element)
    if inner.tag != "mfrac" or inner.get("linethickness") == "0":
        return False
    before, after = kinds[place - 1] if place else None, kinds[place + 1] if place + 1 < len(kinds) else None
    is_sign = place > 0 and parts[place - 1].text in ("−", "+", "±", "∓")
    is_factor = before in _OPERANDS and not is_sign
    is_before = after in (Kind.ORDINARY, Kind.OPERATOR, Kind.OPENING, Kind.OPENING_BAR)
    return is_factor or is_before or (after is Kind.CLOSING and parts[place + 1].text in atoms.POSTFIX)


def _only(element: Element) -> Element:
    """What is in a group, if it is one element."""
    while len(element) == 1 and element.tag in ("mrow", "mstyle", "mpadded"):
        element = element[0]
    return element


# Fractions, scripts and accents


def _fraction(fraction: Element, in_script: bool) -> str:
    """`a/(2π)`; a binomial coefficient, which has brackets of its own, as `n choose k`."""
    upper, lower = (element_text(part, in_script).strip() for part in fraction)
    if fraction.get("linethickness") == "0":
        return f"{upper} choose {lower}"
    upper = upper if _is_product(fraction[0]) else f"({upper})"
    return f"{upper}/{lower if _is_factor(fraction[1]) else _as_operand(lower)}"


def _is_product(element: Element) -> bool:
    """Whether it needs no brackets above a line: `2x`, `p(1−p)`, but not `a+b` or `log n`."""
    inner = _only(element)
    if inner.tag not in ("mrow", "mstyle"):
        return inner.tag != "mfrac"
    parts = [each for each in inner if not atoms.is_space(each)]
    kinds = atoms.kinds(parts)
    allowed = (Kind.ORDINARY, Kind.OPENING, Kind.CLOSING, Kind.OPENING_BAR, Kind.CLOSING_BAR)
    depth, signs = 0, ("/", "−", "+")
    for place, (part, kind) in enumerate(zip(parts, kinds, strict=True)):
        depth += (kind is Kind.OPENING) - (kind is Kind.CLOSING and part.text not in atoms.POSTFIX)
        is_applied = kind is Kind.OPERATOR and place + 1 < len(kinds) and kinds[place + 1] is Kind.OPENING
        if not depth and ((kind not in allowed and not is_applied) or part.tag == "mfrac" or part.text in signs):
            return False
    return True


def _is_factor(element: Element) -> bool:
    """Whether it is one letter or number, perhaps with scripts, or a root."""
    inner = _only(element)
    if inner.tag in ("msub", "msup", "msubsup"):
        return len(_only(inner[0])) == 0 and len(_only(inner[0]).text or "") == 1
    return inner.tag == "msqrt" or (len(inner) == 0 and len(inner.text or "") == 1)


def _with_scripts(element: Element, in_script: bool) -> str:
    tag, base = element.tag, element_text(element[0], in_script).strip()
    scripts = [element_text(child, in_script=True).strip() for child in element[1:]]
    if len(scripts) == 1 and tag in ("mover", "munder"):
        accented = _accented(tag, base, scripts[0])
        if accented:
            return accented
    if _is_compound(element[0]):
        base = f"({base})"
    if len(scripts) == 1:
        return base + _script(scripts[0], raised=tag in ("msup", "mover"))
    lower, upper = _script(scripts[0], raised=False), _script(scripts[1], raised=True)
    is_open = lower.startswith("_") and not lower.endswith(")") and not upper.startswith("^")
    return base + (upper + lower if is_open else lower + upper)  # `∂²_θ`, as the superscript is not that of θ


def _is_compound(element: Element) -> bool:
    """Whether a script would be read as that of its last sign, where markup shows its extent: `{x^2}^3`."""
    inner = _only(element)
    has_extent = inner.tag in ("mfrac", "msqrt", "mroot", "msup", "msubsup")
    return has_extent and inner.get("linethickness") != "0"


def _accented(tag: str, base: str, mark: str) -> str:
    """A letter or letters with an accent or a line; "" if it is none."""
    if tag == "munder":
        return base if mark in unicode.ACCENTS or mark in BRACES else ""
    accented = unicode.accented(base, mark)
    if not accented and mark in unicode.ACCENTS:
        return unicode.overlined(base) if mark in unicode.LINES else f"{_as_operand(base)}{unicode.SPACING[mark]}"
    return accented


def _script(script: str, raised: bool) -> str:
    script = _SPACE_NEXT_TO_SIGN.sub("", script)
    characters = unicode.script(script, unicode.SUPERSCRIPTS if raised else unicode.SUBSCRIPTS)
    return characters or ("^" + _as_operand(script) if raised else "_" + _in_brackets(script))


def _in_brackets(part: str) -> str:
    """The part in brackets, unless it is one character, a word or a number."""
    return part if len(part) < 2 or part.replace(".", "").isalnum() else f"({part})"


def _as_operand(part: str) -> str:
    """The part in brackets, unless it is one letter or a number: two letters may be read as a product."""
    return part if len(part) < 2 or part.replace(".", "").isdecimal() else f"({part})"

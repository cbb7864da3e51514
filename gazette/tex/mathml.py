"""A formula as MathML: only listed elements and attributes are written, and every text is escaped."""

from __future__ import annotations

import html
import re
from functools import lru_cache
from xml.etree.ElementTree import Element

from gazette.tex import plain, tree

CACHED_FORMULAS = 1 << 13
ELEMENTS = frozenset(
    "mrow mi mn mo mtext mspace msup msub msubsup mfrac msqrt mroot mover munder munderover mtable mtr mtd mstyle "
    "mpadded mphantom".split()
)
ATTRIBUTES = {
    "display": re.compile("block"),
    "mathvariant": re.compile("normal"),
    "lspace": re.compile("0"),
    "rspace": re.compile("0"),
    "width": re.compile("0.2em"),
    "stretchy": re.compile("true|false"),
    "fence": re.compile("true|false"),
    "form": re.compile("prefix|infix|postfix"),
    "accent": re.compile("true|false"),
    "linethickness": re.compile("0"),
}
"""The attributes that may be written, with their values."""
_FROM_CONVERTER = ("stretchy", "fence", "form", "accent", "linethickness")
"""Attributes that may come from the converter; the others are set here."""
ONE_LINE = 16
"""Formulas up to this number of characters are not broken."""
MAX_LINE = 36
"""A formula with a longer part that cannot be broken is not drawn: it would be wider than a phone's screen."""
BREAK_AFTER = frozenset("=<>≤≥≠≈∼≡∝∈→↦←↔⇒⇔⊂⊆+−×⋅,")
MIN_WORD = 3
"""A group of this number of letters or more, and nothing else, is a word that lost its `\\text`."""
_NO_SPACE = ' lspace="0" rspace="0"'
_OPERATORS = {"~": "", "|": _NO_SPACE, "±": "", "∓": ""} | dict.fromkeys("⌈⌉⌊⌋⟨⟩", ' stretchy="false"')
"""Symbols that are operators even if the converter disagrees, with their attributes."""
_IDENTIFIERS = frozenset("∞…")
_FIRST_OPERATOR = re.compile("^((?:<mrow>)*)<mo>")
_LAST_OPERATOR = re.compile("<mo>([^<]*</mo>(?:</mrow>)*)$")
_LETTER = re.compile("[A-Za-z]")
_ACCENTS = {"~": "˜", "^": "ˆ", "―": "¯"}
"""Accents by the characters that the converter uses for them."""


@lru_cache(CACHED_FORMULAS)
def render(tex: str, display: bool = False) -> str:
    """The formula as <math>, or several with <wbr> between them; "" if it cannot be converted or is too wide."""
    root = tree.parse(tex)
    if root is None:
        return ""
    if display:
        inner = _without_outer_space(_markup(root))
        return inner and f'<math display="block">{inner}</math>'
    lines = _lines(list(root[0]) if len(root) == 1 and root[0].tag == "mrow" else list(root))
    if not any(lines) or any(sum(len(plain.element_text(each)) for each in part) > MAX_LINE for part in lines):
        return ""
    return "<wbr>".join(f"<math>{_without_outer_space(_group(part))}</math>" for part in lines)


def _lines(row: list[Element]) -> list[list[Element]]:
    """The parts between which a long formula may be broken: it is cut after relations, operators and commas."""
    if sum(len(plain.element_text(each)) for each in row) <= ONE_LINE:
        return [row]
    parts: list[list[Element]] = [[]]
    for element in row:
        parts[-1].append(element)
        if element.tag == "mo" and tree.content(element) in BREAK_AFTER and len(parts[-1]) > 1:
            element.set("form", "infix")  # as the last of its row it would have no space before it
            parts.append([])
    return [part for part in parts if part]


def _group(row: list[Element]) -> str:
    group = Element("mrow")
    group.extend(row)
    return _markup(group)


def _without_outer_space(markup: str) -> str:
    """Without the space around an operator that begins or ends the formula: `36×`."""
    return _LAST_OPERATOR.sub(rf"<mo{_NO_SPACE}>\1", _FIRST_OPERATOR.sub(rf"\1<mo{_NO_SPACE}>", markup))


def _markup(element: Element) -> str:
    """The element with its children; an element that is not in `ELEMENTS` becomes an <mrow>."""
    if element.tag == "math":
        return "".join(map(_markup, element))
    if len(element) == 0:
        return _leaf(element)
    children = _joined(element) if element.tag == "mrow" else list(element)
    if element.tag == "mover" and len(children) == 2 and (mark := _ACCENTS.get(tree.content(children[1]))):
        children[1].text = mark
    inner = "".join(map(_markup, children))
    if element.tag == "mrow" and len(children) == 1:
        return inner
    tag = element.tag if element.tag in ELEMENTS else "mrow"
    return f"<{tag}{_attributes(element)}>{inner}</{tag}>"


def _leaf(element: Element) -> str:
    if element.tag == "mspace":
        return '<mspace width="0.2em"></mspace>'
    content = tree.content(element)
    escaped = html.escape(content)
    if element.tag not in ELEMENTS:
        return f"<mtext>{escaped}</mtext>"
    if content in _OPERATORS:
        return f"<mo{_OPERATORS[content]}>{escaped}</mo>".replace("~", "∼")
    tag = "mi" if content in _IDENTIFIERS else element.tag
    return f"<{tag}{_upright(element, content)}{_attributes(element)}>{escaped}</{tag}>"


def _upright(element: Element, content: str) -> str:
    """The attribute for upright letters, as in TeX: those in roman and Greek capitals.

    The converter writes a single roman letter as a character reference without an attribute.
    """
    roman = element.get("mathvariant") == "normal" or (element.text or "").startswith("&#x000")
    upright = len(content) == 1 and ((roman and content.isalpha()) or "Α" <= content <= "Ω")
    return ' mathvariant="normal"' if element.tag == "mi" and upright else ""


def _attributes(element: Element) -> str:
    rows = [(name, element.get(name)) for name in _FROM_CONVERTER]
    return "".join(f' {name}="{value}"' for name, value in rows if value and ATTRIBUTES[name].fullmatch(value))


def _joined(row: Element) -> list[Element]:
    """The children of an <mrow>, with words and long numbers in one element and a thin space around functions."""
    if len(row) >= MIN_WORD and all(map(_is_letter, row)):
        return [_element("mi", "".join(child.text or "" for child in row))]
    children: list[Element] = []
    for child in row:
        if len(children) > 1 and child.tag == "mn" and _continues_number(children[-2], children[-1], child):
            children[-2:] = [_element("mn", f"{children[-2].text},{child.text}")]
            continue
        if children and _needs_space(children[-1], child):
            children.append(_element("mspace", ""))
        children.append(child)
    return children


def _is_letter(element: Element) -> bool:
    return element.tag == "mi" and not element.attrib and bool(_LETTER.fullmatch(element.text or ""))


def _continues_number(before: Element, comma: Element, number: Element) -> bool:
    """Whether three digits continue a number: `12,000`."""
    return before.tag == "mn" and tree.content(comma) == "," and bool(re.fullmatch(r"\d{3}(\.\d+)?", number.text or ""))


def _needs_space(left: Element, right: Element) -> bool:
    """Whether a thin space separates them: next to a function's name, but not before its bracket."""
    if tree.is_function(right):
        return left.tag != "mo" and tree.content(left) not in "([{|"
    return tree.is_function(left) and right.tag != "mo"


def _element(tag: str, content: str) -> Element:
    element = Element(tag)
    element.text = content
    return element

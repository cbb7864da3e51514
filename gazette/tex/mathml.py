"""A formula as MathML: elements and attributes that are not on the list go, and every text is escaped anew."""

from __future__ import annotations

import html
import re
from functools import lru_cache
from xml.etree.ElementTree import Element

from gazette.tex import plain as line
from gazette.tex import tree

KEPT = 1 << 13
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
"""The attributes there may be, and what they may say."""
_TAKEN = ("stretchy", "fence", "form", "accent", "linethickness")
"""Those that the converter may give; the others are our own."""
SHORT, WIDEST = 16, 36
"""So many characters go on any line; what has more of them without a place to break would not go on a telephone's."""
BREAKS = frozenset("=<>≤≥≠≈∼≡∝∈→↦←↔⇒⇔⊂⊆+−×⋅,")
WORD = 3
"""So many letters that follow each other in a script are a word that lost its `\\text`."""
_TIGHT = ' lspace="0" rspace="0"'
_OPERATORS = {"~": "", "|": _TIGHT, "±": "", "∓": ""} | dict.fromkeys("⌈⌉⌊⌋⟨⟩", ' stretchy="false"')
"""Operators, whatever the converter takes them for, and how they are set."""
_NO_OPERATORS = frozenset("∞…")
_FIRST = re.compile("^((?:<mrow>)*)<mo>")
_LAST = re.compile("<mo>([^<]*</mo>(?:</mrow>)*)$")
_LETTER = re.compile("[A-Za-z]")
_ACCENTS = {"~": "˜", "^": "ˆ", "―": "¯"}
"""What stands for a mark where that has a sign of its own."""


@lru_cache(KEPT)
def drawn(tex: str, display: bool = False) -> str:
    """The formula as a <math> element, or some, between which a line may end; "" if it cannot be shown so."""
    root = tree.of(tex)
    if root is None:
        return ""
    if display:
        inner = _tightened(_markup(root))
        return inner and f'<math display="block">{inner}</math>'
    lines = _lines(list(root[0]) if len(root) == 1 and root[0].tag == "mrow" else list(root))
    if not any(lines) or any(sum(len(line.text(each)) for each in part) > WIDEST for part in lines):
        return ""
    return "<wbr>".join(f"<math>{_tightened(_group(part))}</math>" for part in lines)


def _lines(row: list[Element]) -> list[list[Element]]:
    """The parts of a long formula between which a line may end: after relations, operators and commas."""
    if sum(len(line.text(each)) for each in row) <= SHORT:
        return [row]
    parts: list[list[Element]] = [[]]
    for element in row:
        parts[-1].append(element)
        if element.tag == "mo" and tree.content(element) in BREAKS and len(parts[-1]) > 1:
            element.set("form", "infix")  # or, being the last, it would have no space before it
            parts.append([])
    return [part for part in parts if part]


def _group(row: list[Element]) -> str:
    group = Element("mrow")
    group.extend(row)
    return _markup(group)


def _tightened(markup: str) -> str:
    """An operator at either end has nothing to be spaced from: `36×`."""
    return _LAST.sub(rf"<mo{_TIGHT}>\1", _FIRST.sub(rf"\1<mo{_TIGHT}>", markup))


def _markup(element: Element) -> str:
    """An element that is on the list, with what it holds; of any other what it holds alone."""
    if element.tag == "math":
        return "".join(map(_markup, element))
    if len(element) == 0:
        return _leaf(element)
    children = _row(element) if element.tag == "mrow" else list(element)
    if element.tag == "mover" and len(children) == 2 and (mark := _ACCENTS.get(tree.content(children[1]))):
        children[1].text = mark
    inner = "".join(map(_markup, children))
    if element.tag == "mrow" and len(children) == 1:
        return inner
    tag = element.tag if element.tag in ELEMENTS else "mrow"
    return f"<{tag}{_kept(element)}>{inner}</{tag}>"


def _leaf(element: Element) -> str:
    if element.tag == "mspace":
        return '<mspace width="0.2em"></mspace>'
    content = tree.content(element)
    shown = html.escape(content)
    if element.tag not in ELEMENTS:
        return f"<mtext>{shown}</mtext>"
    if content in _OPERATORS:
        return f"<mo{_OPERATORS[content]}>{shown}</mo>".replace("~", "∼")
    tag = "mi" if content in _NO_OPERATORS else element.tag
    return f"<{tag}{_upright(element, content)}{_kept(element)}>{shown}</{tag}>"


def _upright(element: Element, content: str) -> str:
    """Roman letters (alone, the converter has them as references) and Greek capitals, as TeX has them."""
    roman = element.get("mathvariant") == "normal" or (element.text or "").startswith("&#x000")
    upright = len(content) == 1 and ((roman and content.isalpha()) or "Α" <= content <= "Ω")
    return ' mathvariant="normal"' if element.tag == "mi" and upright else ""


def _kept(element: Element) -> str:
    rows = [(name, element.get(name)) for name in _TAKEN]
    return "".join(f' {name}="{value}"' for name, value in rows if value and ATTRIBUTES[name].fullmatch(value))


def _row(row: Element) -> list[Element]:
    """The children of a group as they are set: words together, numbers whole, functions apart from their neighbours."""
    if len(row) >= WORD and all(map(_is_letter, row)):
        return [_made("mi", "".join(child.text or "" for child in row))]
    found: list[Element] = []
    for child in row:
        if len(found) > 1 and child.tag == "mn" and _is_grouped(found[-2], found[-1], child):
            found[-2:] = [_made("mn", f"{found[-2].text},{child.text}")]
            continue
        if found and _is_apart(found[-1], child):
            found.append(_made("mspace", ""))
        found.append(child)
    return found


def _is_letter(element: Element) -> bool:
    return element.tag == "mi" and not element.attrib and bool(_LETTER.fullmatch(element.text or ""))


def _is_grouped(before: Element, comma: Element, number: Element) -> bool:
    """Whether three digits go on with a number: `12,000`."""
    return before.tag == "mn" and tree.content(comma) == "," and bool(re.fullmatch(r"\d{3}(\.\d+)?", number.text or ""))


def _is_apart(left: Element, right: Element) -> bool:
    """Whether a thin space belongs between them: beside a function's name, but not before its bracket."""
    if tree.is_name(right):
        return left.tag != "mo" and tree.content(left) not in "([{|"
    return tree.is_name(left) and right.tag != "mo"


def _made(tag: str, content: str) -> Element:
    element = Element(tag)
    element.text = content
    return element

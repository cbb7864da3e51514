"""A formula as MathML: only listed elements and attributes are written, and every text is escaped."""

from __future__ import annotations

import html
import re
from functools import lru_cache
from xml.etree.ElementTree import Element

from gazette.tex import plain, tree, unicode

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
    "class": re.compile("left|right|over|under"),
}
"""The attributes that may be written, with their values."""
_FROM_CONVERTER = ("stretchy", "fence", "form", "accent", "linethickness")
"""Attributes that may come from the converter; the others are set here."""
ONE_LINE = 16
"""Formulas up to this number of characters are not broken."""
MAX_LINE = 36
"""A formula with a longer part that cannot be broken is not drawn: it would be wider than a phone's screen."""
BREAK_AFTER = frozenset("=<>≤≥≠≈∼≡∝∈→↦←↔⇒⇔⊂⊆+−×⋅,")
SCRIPT_WIDTH = 0.7
"""The width of a script relative to letters of the line."""
MIN_WORD = 3
"""A group of this number of letters or more, and nothing else, is a word that lost its `\\text`."""
_NO_SPACE = ' lspace="0" rspace="0"'
_OPERATORS = {
    "~": "",
    "/": _NO_SPACE,
    "|": f'{_NO_SPACE} stretchy="false"',
    "‖": f'{_NO_SPACE} stretchy="false"',
    "±": "",
    "∓": "",
} | dict.fromkeys("⌈⌉⌊⌋⟨⟩", ' stretchy="false"')
"""Symbols that are operators even if the converter disagrees, with their attributes."""
WITH_LIMITS = frozenset(
    ("max", "min", "sup", "inf", "lim", "arg max", "arg min", "argmax", "argmin", "Pr", "gcd", "det")
)
"""Functions whose subscript is a limit."""
_LIMITS = {"msub": "munder", "msup": "mover", "msubsup": "munderover"}
_SIGNS = frozenset("+-−±∓")
_CLOSING = frozenset(")]}|‖⟩⌉⌋!′")
_IDENTIFIERS = frozenset("∞…")
_FIRST_OPERATOR = re.compile("^((?:<mrow>)*)<mo>")
_LAST_OPERATOR = re.compile("<mo>([^<]*</mo>(?:</mrow>)*)$")
_LETTER = re.compile("[A-Za-z]")
_LINED = {"mover": "over", "munder": "under"}
"""Where a line along several letters is, by the element that has it."""
_WIDE_ACCENTS = {"^": "\u0302", "ˆ": "\u0302", "˜": "~"}
"""Accents in the forms that browsers stretch over several letters."""
_ACCENTS = {"~": "˜", "^": "ˆ", "―": "¯"}
"""Accents by the characters that the converter uses for them."""


@lru_cache(CACHED_FORMULAS)
def render(tex: str, display: bool = False) -> str:
    """The formula as <math>, or several with <wbr> between them; "" if it cannot be converted or is too wide."""
    root = tree.parse(tex, display)
    if root is None:
        return ""
    if ":" in tex:
        _space_colons(root)
    if display:
        _place_limits(root)
        inner = _without_outer_space(_markup(root))
        return inner and f'<math display="block">{inner}</math>'
    lines = _lines(list(root[0]) if len(root) == 1 and root[0].tag == "mrow" else list(root))
    if not any(lines) or any(sum(map(_width, part)) > MAX_LINE for part in lines):
        return ""
    return "<wbr>".join(f"<math>{_without_outer_space(_group(part))}</math>" for part in lines)


def _place_limits(root: Element) -> None:
    """Put the scripts of `max` and the like under and over them, where the converter does so for sums only."""
    for element in root.iter():
        if element.tag in _LIMITS and tree.content(element[0]).replace("\u2009", " ") in WITH_LIMITS:
            element.tag = _LIMITS[element.tag]


def _space_colons(root: Element) -> None:
    """Make colons operators, which have space around them, except in scripts: `f: X`, but `a_{1:n}`."""
    with_scripts = (element for element in root.iter() if element.tag in tree.WITH_SCRIPTS)
    in_scripts = {leaf for element in with_scripts for script in element[1:] for leaf in script.iter()}
    for element in root.iter():
        if element.tag == "mi" and element not in in_scripts and tree.content(element) == ":":
            element.tag = "mo"


def _width(element: Element) -> float:
    """About how wide an element is, in characters."""
    if len(element) == 0:
        return len(tree.content(element)) + (element.tag == "mo")
    parts = list(map(_width, element))
    if element.tag in ("mfrac", "munder", "mover", "munderover"):
        return max(parts)
    return parts[0] + SCRIPT_WIDTH * sum(parts[1:]) if element.tag in tree.WITH_SCRIPTS else sum(parts)


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
    if element.tag in _LINED and len(children) == 2 and not _is_letter_or_sign(children[0]):
        mark = tree.content(children[1]) if len(children[1]) == 0 else ""
        if mark in unicode.LINES:
            return f'<mrow class="{_LINED[element.tag]}">{_markup(children[0])}</mrow>'
        children[1].text = _WIDE_ACCENTS.get(mark, children[1].text)
    elif element.tag == "mover" and len(children) == 2 and (accent := _ACCENTS.get(tree.content(children[1]))):
        children[1].text = accent
    inner = "".join(map(_markup, children))
    if element.tag == "mrow" and len(children) == 1:
        return inner.replace("<mo>", f"<mo{_NO_SPACE}>", 1) if inner.startswith("<mo>") else inner  # `{=}`
    tag = element.tag if element.tag in ELEMENTS else "mrow"
    return f"<{tag}{_attributes(element)}>{inner}</{tag}>"


def _is_letter_or_sign(element: Element) -> bool:
    """Whether it is one letter or sign, perhaps in a group."""
    return len(tree.content(element)) < 2 if len(element) == 0 else len(element) == 1 and _is_letter_or_sign(element[0])


def _leaf(element: Element) -> str:
    if element.tag == "mspace":
        return '<mspace width="0.2em"></mspace>'
    content = tree.content(element)
    escaped = html.escape(content)
    if element.tag not in ELEMENTS:
        return f"<mtext>{escaped}</mtext>"
    if content in _OPERATORS:
        attributes = _attributes(element) if element.get("stretchy") == "true" else _OPERATORS[content]
        return f"<mo{attributes}>{escaped}</mo>".replace("~", "∼")
    if element.tag == "mtext" and "--" in content:
        escaped = escaped.replace("---", "—").replace("--", "–")
    is_name = element.tag == "mo" and len(content) > 1 and content.replace("\u2009", "").isalpha()
    tag = "mi" if content in _IDENTIFIERS or is_name else element.tag
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
    align = element.get("columnalign") if element.tag == "mtd" else None
    rows.append(("class", align))
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
        if children and _is_sign(children[-1], child):
            child.set("form", "prefix")
        if child.tag == "mo" and children and tree.content(child) == "=" and tree.content(children[-1]) == ":":
            children[-1] = _element("mo", ":=")
            continue
        if children and _needs_space(children[-1], child):
            children.append(_element("mspace", ""))
        children.append(child)
    return children


def _is_sign(left: Element, child: Element) -> bool:
    """Whether a plus or minus is the sign of what follows: after an operator, a relation, a comma or a bracket."""
    is_sign = child.tag == "mo" and left.tag == "mo" and tree.content(child) in _SIGNS
    return is_sign and tree.content(left) not in _CLOSING and not tree.is_function(left)


def _is_letter(element: Element) -> bool:
    return element.tag == "mi" and not element.attrib and bool(_LETTER.fullmatch(element.text or ""))


def _continues_number(before: Element, comma: Element, number: Element) -> bool:
    """Whether three digits continue a number: `12,000`."""
    return before.tag == "mn" and tree.content(comma) == "," and bool(re.fullmatch(r"\d{3}(\.\d+)?", number.text or ""))


def _needs_space(left: Element, right: Element) -> bool:
    """Whether a thin space separates them: next to a function's name, but not before its bracket."""
    if tree.is_function(right):
        return tree.is_function(left) or (left.tag != "mo" and tree.content(left) not in "([{|")
    return tree.is_function(left) and right.tag != "mo"


def _element(tag: str, content: str) -> Element:
    element = Element(tag)
    element.text = content
    return element

"""A formula as MathML: only listed elements and attributes are written, and every text is escaped."""

from __future__ import annotations

import html
import re
from functools import lru_cache
from xml.etree.ElementTree import Element

from gazette.tex import atoms, plain, spacing, tree, unicode

CACHED_FORMULAS = 1 << 13
ELEMENTS = frozenset(
    "mrow mi mn mo mtext mspace msup msub msubsup mfrac msqrt mroot mover munder munderover mtable mtr mtd mstyle "
    "mpadded mphantom".split()
)
ATTRIBUTES = {
    "display": re.compile("block"),
    "mathvariant": re.compile("normal"),
    "lspace": re.compile(r"0|0\.\d\dem"),
    "rspace": re.compile(r"0|0\.\d\dem"),
    "width": re.compile(r"[012](\.\d{1,3})?em"),
    "stretchy": re.compile("true|false"),
    "fence": re.compile("true|false"),
    "form": re.compile("prefix|infix|postfix"),
    "accent": re.compile("true|false"),
    "linethickness": re.compile("0"),
    "minsize": re.compile(r"[123](\.\d)?em"),
    "maxsize": re.compile(r"[123](\.\d)?em"),
    "class": re.compile("left|right|over|under|box|bold|italic|sans|mono"),
}
"""The attributes that may be written, with their values."""
_NAMES = tuple(name for name in ATTRIBUTES if name not in ("display", "width"))
_WIDTH = re.compile(r"\+?(\d{0,3}\.?\d{1,4})em")
MAX_SPACE = 2
ONE_LINE = 16
"""Formulas up to this number of characters are not broken."""
MAX_LINE = 36
"""A formula with a longer part that cannot be broken is not drawn: it would be wider than a phone's screen."""
BREAK_AFTER = frozenset("=<>≤≥≠≈∼≡∝∈→↦←↔⇒⇔⊂⊆⟶⟹+−×⋅·,")
SCRIPT_WIDTH = 0.7
"""The width of a script relative to letters of the line."""
_NOT_STRETCHED = frozenset("|‖⌈⌉⌊⌋⟨⟩↑↓⇑⇓↕")
"""Operators that browsers stretch, but TeX does not, except between `\\left` and `\\right`."""
WITH_LIMITS = frozenset(
    (
        *("max", "min", "sup", "inf", "lim", "lim\u2009sup", "lim\u2009inf", "arg\u2009max", "arg\u2009min"),
        *("argmax", "argmin", "Pr", "gcd", "det"),
        *(atoms.LARGE - frozenset("∫∬∭∮")),
    )
)
"""Functions whose subscript is a limit."""
_LIMITS = {"msub": "munder", "msup": "mover", "msubsup": "munderover"}
_LINED = {"mover": "over", "munder": "under"}
"""Where a line along several letters is, by the element that has it."""
_WIDE_ACCENTS = {"^": "\u0302", "ˆ": "\u0302", "˜": "~", "∼": "~"}
"""Accents in the forms that browsers stretch over several letters."""
_ACCENTS = {"~": "˜", "^": "ˆ", "―": "¯", "∼": "˜"}
"""Accents by the characters that the converter uses for them."""


@lru_cache(CACHED_FORMULAS)
def render(tex: str, display: bool = False) -> str:
    """The formula as <math>, or several with <wbr> between them; "" if it cannot be converted or is too wide."""
    root = tree.parse(tex, display)
    if root is None:
        return ""
    spacing.space(root, display)
    if display:
        _place_limits(root)
        inner = _markup(root)
        return inner and f'<math display="block">{inner}</math>'
    lines = _lines(list(root[0]) if len(root) == 1 and root[0].tag == "mrow" else list(root))
    if not any(lines) or any(sum(map(_width, part)) > MAX_LINE for part in lines):
        return ""
    return "<wbr>".join(f"<math>{_markup(_row(part))}</math>" for part in lines)


def _place_limits(root: Element) -> None:
    """Put the scripts of `max` and the like under and over them, where the converter does so for sums only."""
    for element in root.iter():
        if element.tag in _LIMITS and element[0].text in WITH_LIMITS:
            element.tag = _LIMITS[element.tag]


def _width(element: Element) -> float:
    """About how wide an element is, in characters."""
    if len(element) == 0:
        return len(element.text or "") + (element.tag == "mo")
    parts = list(map(_width, element))
    if element.tag in ("mfrac", "munder", "mover", "munderover"):
        return max(parts)
    return parts[0] + SCRIPT_WIDTH * sum(parts[1:]) if element.tag in atoms.WITH_SCRIPTS else sum(parts)


def _lines(row: list[Element]) -> list[list[Element]]:
    """The parts between which a long formula may be broken: it is cut after relations, operators and commas."""
    if sum(len(plain.element_text(each)) for each in row) <= ONE_LINE:
        return [row]
    parts: list[list[Element]] = [[]]
    for element in row:
        parts[-1].append(element)
        is_joint = element.tag == "mo" and element.text in BREAK_AFTER and element.get("rspace") != "0"  # but no sign
        if is_joint and len(parts[-1]) > 1:
            element.set("form", "infix")  # as the last of its row it would have no space before it
            parts.append([])
    return [part for part in parts if part]


def _row(row: list[Element]) -> Element:
    group = Element("mrow")
    group.extend(row)
    return group


def _markup(element: Element) -> str:
    """The element with its children; an element that is not in `ELEMENTS` becomes an <mrow>."""
    if element.tag == "math":
        return "".join(map(_markup, element))
    if len(element) == 0:
        return _leaf(element)
    children = list(element)
    if element.tag in _LINED and len(children) == 2:
        if children[1].text in unicode.LINES and not _is_letter_or_sign(children[0]):
            return f'<mrow class="{_LINED[element.tag]}">{_markup(children[0])}</mrow>'
        _set_accent(element.tag, *children)
    if element.tag in atoms.WITH_SCRIPTS and children[0].get("minsize"):  # only in a row, browsers mind the size
        children[0] = _row(children[:1])
    inner = "".join(map(_markup, children))
    attributes = _attributes(element)
    if element.tag == "mrow" and len(children) == 1 and not attributes and not children[0].get("minsize"):
        return inner
    tag = element.tag if element.tag in ELEMENTS else "mrow"
    return f"<{tag}{attributes}>{inner}</{tag}>"


def _set_accent(tag: str, base: Element, accent: Element) -> None:
    """Give an accent the form that browsers draw well: as wide as several letters, or not wider than one."""
    mark = accent.text or ""
    if not _is_letter_or_sign(base):
        accent.text = _WIDE_ACCENTS.get(mark, mark)
    elif tag == "mover" and mark == "→":
        accent.set("stretchy", "false")
    elif tag == "mover":
        accent.text = _ACCENTS.get(mark, mark)


def _is_letter_or_sign(element: Element) -> bool:
    """Whether it is one letter or sign, perhaps in a group."""
    return len(element.text or "") < 2 if len(element) == 0 else len(element) == 1 and _is_letter_or_sign(element[0])


def _leaf(element: Element) -> str:
    content = element.text or ""
    if element.tag == "mspace":
        width = _space_width(element.get("width", ""))
        return f'<mspace width="{width}"></mspace>' if width else "<mspace></mspace>"
    escaped = html.escape(content)
    if element.tag not in ELEMENTS:
        return f"<mtext>{escaped}</mtext>"
    if element.tag == "mtext" and "--" in content:
        escaped = escaped.replace("---", "—").replace("--", "–")
    if content in _NOT_STRETCHED and element.get("stretchy") != "true":
        element.set("stretchy", "false")
    return f"<{element.tag}{_attributes(element)}>{escaped}</{element.tag}>"


def _space_width(written: str) -> str:
    """A width from the converter, at most two em; "" for a negative one, which browsers do not have."""
    found = _WIDTH.match(written)
    return f"{min(float(found[1]), MAX_SPACE):.2g}em" if found else ""


def _attributes(element: Element) -> str:
    rows = [(name, element.get(name)) for name in _NAMES] if element.attrib else ()
    align = element.get("columnalign") if element.tag == "mtd" else None
    if align:
        rows = (*rows, ("class", align))
    return "".join(f' {name}="{value}"' for name, value in rows if value and ATTRIBUTES[name].fullmatch(value))

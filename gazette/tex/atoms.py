"""The kinds of a formula's parts, as TeX has them, and the space that stands between two of them."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from xml.etree.ElementTree import Element

WITH_SCRIPTS = frozenset(("msub", "msup", "msubsup", "munder", "mover", "munderover"))
"""Elements that have scripts or limits."""


class Kind(Enum):
    ORDINARY = "ordinary"
    OPERATOR = "operator"  # a sum, or the name of a function
    BINARY = "binary"
    RELATION = "relation"
    OPENING = "opening"
    CLOSING = "closing"
    PUNCTUATION = "punctuation"
    OPENING_BAR = "opening bar"
    CLOSING_BAR = "closing bar"


_ORDINARY, _OPERATOR, _BINARY, _RELATION = Kind.ORDINARY, Kind.OPERATOR, Kind.BINARY, Kind.RELATION
_OPENING, _CLOSING, _PUNCTUATION = Kind.OPENING, Kind.CLOSING, Kind.PUNCTUATION


def _signs(*blocks: str | range) -> frozenset[str]:
    return frozenset(sign for block in blocks for sign in (block if isinstance(block, str) else map(chr, block)))


RELATIONS = _signs(
    "=<>:∝∣∤∥∦⋈⋍⋐⋑⋔⟂≔:=",
    range(0x2190, 0x2200),  # arrows
    range(0x2208, 0x220E),
    range(0x2234, 0x2240),
    range(0x2241, 0x228C),
    "⊏⊐⊑⊒⊢⊣",
    range(0x22A6, 0x22B2),
    range(0x22D6, 0x22EE),
    range(0x27F0, 0x2800),
    range(0x2900, 0x2980),
    range(0x2A6D, 0x2ADB),
) | {":="}
COMPARISONS = _signs("<>≤≥∼≈≲≳≃⩽⩾")
"""Relations that are like a sign before a number on its own: `≥5`."""
BINARIES = _signs("+-−±∓×÷∗*⋆∘∙⋅·∩∪⊎⊓⊔∧∨⊕⊖⊗⊘⊙⊚⊛⊝⊞⊟⊠⊡⊻⊼⊽⋄⋇⋉⋊⋋⋌⋎⋏⋒⋓∖†‡⨿≀⊲⊳⊴⊵⊺∔") | {"mod"}
LARGE = _signs("∑∏∐∫∬∭∮⋃⋂⋁⋀⨁⨂⨀⨆⨄")
BARS = _signs("|‖")
POSTFIX = _signs("!?")
"""Signs that follow their operand as closing brackets do, but close nothing."""
KINDS = (
    dict.fromkeys(RELATIONS, _RELATION)
    | dict.fromkeys(BINARIES, _BINARY)
    | dict.fromkeys(LARGE, _OPERATOR)
    | dict.fromkeys("([{⟨⌈⌊⟦", _OPENING)
    | dict.fromkeys(")]}⟩⌉⌋⟧", _CLOSING)
    | dict.fromkeys(POSTFIX, _CLOSING)
    | dict.fromkeys(",;", _PUNCTUATION)
)
NO_OPERAND = frozenset((None, _BINARY, _OPERATOR, _RELATION, _OPENING, Kind.OPENING_BAR, _PUNCTUATION))
"""After one of these, or at the beginning, a plus or minus is a sign."""
_ENDS_OPERAND = frozenset((_RELATION, _CLOSING, _PUNCTUATION))
THIN, MEDIUM, THICK = 3, 4, 5
"""Spaces in eighteenths of an em."""


def is_name(text: str) -> bool:
    """Whether the text of a leaf is the name of a function: `log`, `lim sup`."""
    return len(text) > 1 and text[0].isalpha() and text.replace("\u2009", "").replace("_", "").isalnum()


def core(element: Element) -> Element:
    """The element without its scripts, accents and limits."""
    while len(element) and (element.tag in WITH_SCRIPTS or (element.tag == "mstyle" and len(element) == 1)):
        is_over = element.tag in ("mover", "munder", "munderover")
        element = element[0]
        if is_over and element.tag == "mrow" and len(element) == 1:  # `\\overset{a}{=}`
            element = element[0]
    return element


def is_space(element: Element) -> bool:
    return element.tag == "mspace" or (element.tag == "mtext" and not (element.text or "").strip())


def is_word(element: Element) -> bool:
    """Whether it is a word that `normalize` joined, not the name of a function."""
    return element.get("class") == "word"


def kind(element: Element) -> Kind:
    """The kind of one part, without its neighbours."""
    leaf = core(element)
    if len(leaf) or leaf.tag not in ("mi", "mo") or is_word(leaf):
        return _ORDINARY
    text = leaf.text or ""
    found = KINDS.get(text)
    return found or (_OPERATOR if is_name(text) else _ORDINARY)


def kinds(row: Sequence[Element]) -> list[Kind]:
    """The kinds of the parts of a row without spaces. A plus or minus that joins nothing is ordinary."""
    found: list[Kind] = []
    bars = [place for place, each in enumerate(row) if core(each).text in BARS]
    for place, element in enumerate(row):
        last, this = found[-1] if found else None, kind(element)
        if place in bars:
            this = _bar(last, found, len(bars) - bars.index(place))
        if this is _BINARY and last in NO_OPERAND:
            this = _ORDINARY
        if last is _BINARY and (this in _ENDS_OPERAND or this is Kind.CLOSING_BAR):
            found[-1] = _ORDINARY
        found.append(this)
    if found and found[-1] is _BINARY:
        found[-1] = _ORDINARY
    return found


def _bar(last: Kind | None, before: list[Kind], left: int) -> Kind:
    """Whether a bar opens or closes: `|x|`, but not `p(a|b)`. `left` bars of the row are left, with this one."""
    is_open = before.count(Kind.OPENING_BAR) > before.count(Kind.CLOSING_BAR)
    if is_open and last not in (Kind.OPENING_BAR, _BINARY, _RELATION):
        return Kind.CLOSING_BAR
    return Kind.OPENING_BAR if left % 2 == 0 or (last in NO_OPERAND and left > 1) else _ORDINARY


def gap(left: Kind, right: Kind, in_script: bool = False) -> int:
    """The space between two parts, in eighteenths of an em. In scripts, only functions have space around them."""
    opens = left in (_OPENING, Kind.OPENING_BAR)
    if opens or right in (_CLOSING, Kind.CLOSING_BAR):
        return THICK if not in_script and _RELATION in (left, right) and not opens else 0
    if _OPERATOR in (left, right) and not {left, right} & {_RELATION, _BINARY, _PUNCTUATION}:
        return 0 if right is _OPENING else THIN
    if in_script:
        return 0
    if left is _PUNCTUATION:
        return THIN
    if _RELATION in (left, right):
        return 0 if left is right else THICK
    return MEDIUM if _BINARY in (left, right) else 0

"""Convert TeX to a tree of MathML elements with latex2mathml, and read the tree's leaves.

TeX comes from strangers, and the converter checks nothing. Some TeX is refused, and nothing that the converter prints
reaches a page: `mathml` and `plain` write their output from the tree.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from gazette.core import text
from gazette.tex import commands, unicode

MAX_LENGTH = 1000
MAX_DEPTH = 24
_REFUSED = re.compile(
    r"\\(?:def|newcommand|renewcommand|let|input|include|href|url|html\w*|class|style|id|require|csname)\b"
)
_UNKNOWN_MACRO = re.compile(r"\\[A-Za-z]+")
WITH_SCRIPTS = frozenset(("msub", "msup", "msubsup", "munder", "mover", "munderover"))
"""Elements that have scripts or limits."""
_REFERENCE = re.compile("&#x([0-9A-Fa-f]{1,6});")


def parse(tex: str, display: bool = False) -> Element | None:
    """The root of the formula's tree; None if the formula cannot be converted or is refused.

    In `display`, limits stand under and over sums.
    """
    if len(tex) > MAX_LENGTH or _REFUSED.search(tex) or _depth(tex) > MAX_DEPTH:
        return None
    from latex2mathml.converter import convert_to_element  # a slow import, and most builds need no conversion

    try:
        root: Element = convert_to_element(commands.rewrite(tex), display="block" if display else "inline")
    except Exception:  # the converter raises many kinds of errors, IndexError and RecursionError among them
        return None
    unknown = any(_UNKNOWN_MACRO.match((element.text or "").strip()) for element in root.iter())
    return None if unknown or _is_too_deep(root) else root


def _depth(tex: str) -> int:
    """How deeply groups nest; the number of `\\left`, `\\sqrt` and the like counts as depth, too."""
    depth = deepest = 0
    for symbol in tex:
        depth += (symbol in "{[(") - (symbol in "}])")
        deepest = max(deepest, depth)
    return max(deepest, tex.count("\\left"), tex.count("\\begin"), tex.count("\\sqrt") // 2, tex.count("\\frac") // 4)


def _is_too_deep(root: Element) -> bool:
    level, depth = [root], 0
    while level:
        level, depth = [child for element in level for child in element], depth + 1
    return depth > 3 * MAX_DEPTH


def content(leaf: Element) -> str:
    """The text of a leaf, without control characters and with its `mathvariant` applied.

    The converter writes symbols as character references, so the characters behind them have not been checked before.
    """
    resolved = _REFERENCE.sub(lambda found: chr(min(int(found[1], 16), 0x10FFFF)), leaf.text or "")
    clean = text.clean(resolved)
    is_word = leaf.tag == "mtext" and len(clean) > 1  # screen readers and searches need words in ordinary letters
    return clean if is_word else unicode.styled(clean, leaf.get("mathvariant", ""))


def is_function(element: Element) -> bool:
    """Whether the element is a function's name, with or without scripts: `log`, `max` over something, a sum."""
    base = element[0] if len(element) and element.tag in WITH_SCRIPTS else element
    name = content(base).replace(" ", "").replace("\u2009", "") if base.tag in ("mi", "mo") else ""
    return (len(name) > 1 and name.isalpha()) or (name in ("∑", "∏", "∫") and base is not element)

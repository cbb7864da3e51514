"""Convert TeX to a tree of MathML elements with latex2mathml.

TeX comes from strangers, and the converter checks nothing. Some TeX is refused, and nothing that the converter prints
reaches a page: `mathml` and `plain` write their output from the tree.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from gazette.tex import commands, normalize

MAX_LENGTH = 1000
MAX_DEPTH = 24
_REFUSED = re.compile(
    r"\\(?:def|newcommand|renewcommand|let|input|include|href|url|html\w*|class|style|id|require|csname)\b"
)
_UNKNOWN_MACRO = re.compile(r"\\[A-Za-z]+")


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
    if _is_too_deep(root):
        return None
    normalize.normalize(root)
    return None if any(map(_is_unknown, root.iter())) else root


def _is_unknown(leaf: Element) -> bool:
    return "\\" in (leaf.text or "") and bool(_UNKNOWN_MACRO.match((leaf.text or "").strip()))


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

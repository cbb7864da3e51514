"""A formula as the tree that latex2mathml makes of its TeX; some TeX is refused, and nothing in the tree is trusted.

Nothing that the converter prints reaches a page: MathML and text are written anew from its tree.  Letters that MathML
would style become Unicode's own, for browsers style none.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from gazette.core import text
from gazette.tex import unicode as letters
from gazette.tex.restore import macros as names

LONGEST = 1000
DEEPEST = 24
_REFUSED = re.compile(
    r"\\(?:def|newcommand|renewcommand|let|input|include|href|url|html\w*|class|style|id|require|csname)\b"
)
_TEXTS = re.compile(r"\\(?:textsc|textsl|textnormal|emph)(?![A-Za-z])")
"""Macros of text that the converter does not know."""
_FUNCTIONS = re.compile(rf"(?<![A-Za-z\\{{])({'|'.join(sorted(names.PLAIN))})(?![A-Za-z])")
_UNKNOWN = re.compile(r"\\[A-Za-z]+")
_REFERENCE = re.compile("&#x([0-9A-Fa-f]{1,6});")


def of(tex: str) -> Element | None:
    """The root of the formula's tree; None for what cannot be converted, or should not."""
    if len(tex) > LONGEST or _REFUSED.search(tex) or _depth(tex) > DEEPEST:
        return None
    from latex2mathml.converter import convert_to_element  # dear, and most builds meet no formula

    try:
        root: Element = convert_to_element(_FUNCTIONS.sub(r"\\operatorname{\1}", _TEXTS.sub(r"\\text", tex)))
    except Exception:  # a stranger's TeX may be anything, and the converter raises what it likes
        return None
    unknown = any(_UNKNOWN.match((element.text or "").strip()) for element in root.iter())
    return None if unknown or _is_too_deep(root) else root


def _depth(tex: str) -> int:
    """How deep its groups nest, and how long its chains of scripts are."""
    depth = deepest = 0
    for sign in tex:
        depth += (sign in "{[(") - (sign in "}])")
        deepest = max(deepest, depth)
    return max(deepest, tex.count("\\left"), tex.count("\\begin"), tex.count("\\sqrt") // 2, tex.count("\\frac") // 4)


def _is_too_deep(root: Element) -> bool:
    level, depth = [root], 0
    while level:
        level, depth = [child for element in level for child in element], depth + 1
    return depth > 3 * DEEPEST


def content(leaf: Element) -> str:
    """A leaf's own text: the converter writes signs as references, and what those hide was not at the border."""
    whole = _REFERENCE.sub(lambda found: chr(min(int(found[1], 16), 0x10FFFF)), leaf.text or "")
    clean = text.clean(whole)
    worded = leaf.tag == "mtext" and len(clean) > 1  # a word in other letters could be neither read aloud nor found
    return clean if worded else letters.styled(clean, leaf.get("mathvariant", ""))


def is_name(element: Element) -> bool:
    """Whether it is a function, with its scripts: `log`, `max` of something."""
    base = element[0] if len(element) and element.tag in ("msub", "msup", "msubsup", "munder") else element
    name = content(base).replace(" ", "") if base.tag in ("mi", "mo") else ""
    return (len(name) > 1 and name.isalpha()) or (name in ("∑", "∏", "∫") and base is not element)

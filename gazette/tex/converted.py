"""A formula as MathML and as Unicode text, both from the one tree that latex2mathml makes of its TeX.

Nothing that the converter prints reaches a page: its tree is walked, elements and attributes that are not on the list go,
and every text is escaped anew.  Letters that MathML would style become Unicode's own, for browsers style none.
"""

from __future__ import annotations

import html
import re
from functools import lru_cache
from xml.etree.ElementTree import Element

from gazette import text
from gazette.tex import letters

LONGEST = 1000
DEEPEST = 24
KEPT = 1 << 13
ELEMENTS = frozenset(
    "mrow mi mn mo mtext mspace msup msub msubsup mfrac msqrt mroot mover munder munderover mtable mtr mtd mstyle mpadded "
    "menclose mphantom".split()
)
ATTRIBUTES = {
    "stretchy": re.compile("true|false"),
    "fence": re.compile("true|false"),
    "form": re.compile("prefix|infix|postfix"),
    "accent": re.compile("true|false"),
    "linethickness": re.compile("0"),
}
"""The attributes that stay, and what they may say."""
_REFERENCE = re.compile("&#x([0-9A-Fa-f]{1,6});")
_ACCENTS = {"~": "˜", "^": "ˆ", "―": "¯"}
"""What stands for a mark where that has a sign of its own."""
_KNOWN = re.compile(r"\\[A-Za-z]+")
_REFUSED = re.compile(r"\\(?:def|newcommand|renewcommand|let|input|include|href|url|html\w*|class|style|id|require|csname)\b")
_WORD = re.compile("[A-Za-z]")
_INDENT = 3
"""So many letters that follow each other in a script are a word that lost its \\\\text."""


@lru_cache(KEPT)
def mathml(tex: str, display: bool = False) -> str:
    """The formula as a <math> element; "" if it cannot be shown so."""
    root = _tree(tex)
    inner = _tightened(_markup(root)) if root is not None else ""
    if not inner:
        return ""
    block = ' display="block"' if display else ""
    return f"<math{block}>{inner}</math>"


@lru_cache(KEPT)
def plain(tex: str) -> str:
    """The formula in a line of Unicode; its TeX if it cannot be shown so."""
    root = _tree(tex)
    found = " ".join(_text(root).split()) if root is not None else ""
    return _LOOSE.sub("", found) or tex


def _tree(tex: str) -> Element | None:
    if len(tex) > LONGEST or _REFUSED.search(tex) or _depth(tex) > DEEPEST:
        return None
    from latex2mathml.converter import convert_to_element  # dear, and most builds meet no formula

    try:
        root: Element = convert_to_element(tex)
    except Exception:  # a stranger's TeX may be anything, and the converter raises what it likes
        return None
    unknown = any(_KNOWN.match((element.text or "").strip()) for element in root.iter())
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


# As MathML.


def _tightened(markup: str) -> str:
    """An operator at either end has nothing to be spaced from: `36×`."""
    return _LAST.sub(rf"<mo{_TIGHT}>\1", _FIRST.sub(rf"\1<mo{_TIGHT}>", markup))


_FIRST = re.compile("^((?:<mrow>)*)<mo>")
_LAST = re.compile("<mo>([^<]*</mo>(?:</mrow>)*)$")


def _markup(element: Element) -> str:
    """An element that is on the list, with what it holds; of any other what it holds alone."""
    if element.tag == "math":
        return "".join(map(_markup, element))
    if len(element) == 0:
        return _leaf(element)
    children = _row(element) if element.tag == "mrow" else list(element)
    if element.tag == "mover" and len(children) == 2 and (mark := _ACCENTS.get(_content(children[1]))):
        children[1].text = mark
    inner = "".join(map(_markup, children))
    if element.tag == "mrow" and len(children) == 1:
        return inner
    return f"<{element.tag}{_kept(element)}>{inner}</{element.tag}>" if element.tag in ELEMENTS else f"<mrow>{inner}</mrow>"


def _leaf(element: Element) -> str:
    if element.tag == "mspace":
        return '<mspace width="0.2em"></mspace>'
    shown = html.escape(_content(element))
    if element.tag not in ELEMENTS:
        return f"<mtext>{shown}</mtext>"
    if shown == "~":
        return "<mo>∼</mo>"
    if shown == "|":
        return f"<mo{_TIGHT}>|</mo>"
    normal = ' mathvariant="normal"' if element.tag == "mi" and element.get("mathvariant") == "normal" else ""
    return f"<{element.tag}{normal}{_kept(element)}>{shown}</{element.tag}>"


def _content(leaf: Element) -> str:
    """A leaf's own text: the converter writes signs as references, and what those hide was not at the border."""
    whole = _REFERENCE.sub(lambda found: chr(min(int(found[1], 16), 0x10FFFF)), leaf.text or "")
    clean = text.clean(whole)
    worded = leaf.tag == "mtext" and len(clean) > 1  # a word in other letters could be neither read aloud nor found
    return clean if worded else letters.styled(clean, leaf.get("mathvariant", ""))


def _kept(element: Element) -> str:
    rows = [(name, element.get(name)) for name in ATTRIBUTES]
    return "".join(f' {name}="{value}"' for name, value in rows if value and ATTRIBUTES[name].fullmatch(value))


def _row(row: Element) -> list[Element]:
    """The children of a group as they are set: words together, numbers whole, functions apart from what is beside them."""
    children = list(row)
    if len(children) >= WORD and all(child.tag == "mi" and _LETTER.fullmatch(child.text or "") for child in children):
        return [_made("mi", "".join(child.text or "" for child in children))] if not any(c.attrib for c in children) else children
    found: list[Element] = []
    for child in children:
        if len(found) > 1 and child.tag == "mn" and _is_grouped(found[-2], found[-1], child):
            found[-2:] = [_made("mn", f"{found[-2].text},{child.text}")]
            continue
        if found and _is_apart(found[-1], child):
            found.append(_made("mspace", ""))
        found.append(child)
    return found


def _is_grouped(before: Element, comma: Element, number: Element) -> bool:
    """Whether three digits go on with a number: `12,000`."""
    return before.tag == "mn" and _content(comma) == "," and bool(re.fullmatch(r"\d{3}(\.\d+)?", number.text or ""))


def _is_apart(left: Element, right: Element) -> bool:
    """Whether a thin space belongs between them: beside a function's name, but not before its bracket."""
    if _is_name(right):
        return left.tag != "mo" and _content(left) not in "([{|"
    return _is_name(left) and right.tag != "mo"


def _made(tag: str, content: str) -> Element:
    element = Element(tag)
    element.text = content
    return element


# As text.


def _text(element: Element) -> str:
    tag, children = element.tag, list(element)
    if not children:
        return _sign(element)
    if tag in ("mrow", "math", "mstyle"):
        return "".join(f" {_text(child)} " if _is_name(child) else _text(child) for child in children)
    parts = [_text(child).strip() for child in children]
    if tag in ("msup", "mover", "msub", "munder") and len(parts) == 2:
        raised = tag in ("msup", "mover")
        if tag == "munder" and parts[1] in letters.MARKS:
            return parts[0]
        return (letters.topped(*parts) if raised and tag == "mover" else "") or parts[0] + _script(parts[1], raised)
    if tag in ("msubsup", "munderover") and len(parts) == 3:
        return parts[0] + _script(parts[1], raised=False) + _script(parts[2], raised=True)
    if tag == "mfrac" and len(parts) == 2:
        return "/".join(_grouped(part) for part in parts)
    if tag == "msqrt":
        return "√" + _grouped("".join(parts))
    if tag == "mroot" and len(parts) == 2:
        return _script(parts[1], raised=True) + "√" + _grouped(parts[0])
    return (" " if tag in ("mtr", "mtd") else "").join(parts)


SPACED = frozenset("=<>≤≥≠≈≡∝∈∉⊂⊆→←↔⇒⇐⇔↦+⋅∪∩≪≫")
_LOOSE = re.compile(r"(?<=[(\[]) | (?=[)\],])|(?<=\w) (?=\()")


def _sign(element: Element) -> str:
    if element.tag == "mspace":
        return " "
    content = _content(element).replace("\u00a0", " ")
    if element.tag != "mo":
        return content
    return f" {content} " if content in SPACED else ", " if content == "," else content


def _is_name(element: Element) -> bool:
    """Whether it is a function, with its scripts: `log`, `max` of something."""
    base = element[0] if len(element) and element.tag in ("msub", "msup", "msubsup", "munder") else element
    content = _content(base) if base.tag in ("mi", "mo") else ""
    return (len(content) > 1 and content.isalpha()) or (content in ("∑", "∏", "∫") and base is not element)


def _script(text: str, raised: bool) -> str:
    tight = text.replace(" ", "")
    return letters.script(tight, letters.RAISED if raised else letters.LOWERED) or ("^" if raised else "_") + _grouped(tight)


def _grouped(text: str) -> str:
    """A single sign or number as it is, anything longer in brackets."""
    return text if len(text) < 2 or text.replace(".", "").isalnum() else f"({text})"

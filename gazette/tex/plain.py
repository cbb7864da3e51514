"""A formula in a line of Unicode, for where no markup can be."""

from __future__ import annotations

import re
from functools import lru_cache
from xml.etree.ElementTree import Element

from gazette.tex import tree
from gazette.tex import unicode as letters

KEPT = 1 << 13
BRACES = "⏟⏞"
SPACED = frozenset("=<>≤≥≠≈≡∝∈∉⊂⊆→←↔⇒⇐⇔↦+⋅∪∩≪≫")
_GROUPED = re.compile(r"(?<=\d), (?=\d{3}(?!\d))")
_LOOSE = re.compile(r"(?<=^\+) |(?<=[(\[]) | (?=[)\],])|(?<=\w) (?=\()")


@lru_cache(KEPT)
def of(tex: str) -> str:
    """The formula in a line of Unicode; its TeX if it cannot be shown so."""
    root = tree.of(tex)
    found = " ".join(text(root).split()) if root is not None else ""
    return _GROUPED.sub(",", _LOOSE.sub("", found)) or tex


def text(element: Element) -> str:
    """An element of the tree so."""
    tag, children = element.tag, list(element)
    if not children:
        return _sign(element)
    if tag in ("mrow", "math", "mstyle"):
        return "".join(f" {text(child)} " if tree.is_name(child) else text(child) for child in children)
    parts = [text(child).strip() for child in children]
    if tag in ("msup", "mover", "msub", "munder") and len(parts) == 2:
        raised = tag in ("msup", "mover")
        if tag == "munder" and (parts[1] in letters.MARKS or parts[1] in BRACES):
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
    return {"mtable": "; ", "mtr": " "}.get(tag, "").join(parts)


def _sign(element: Element) -> str:
    if element.tag == "mspace":
        return " "
    content = tree.content(element).replace("\u00a0", " ")
    if element.tag != "mo":
        return content
    return f" {content} " if content in SPACED else ", " if content == "," else content


def _script(script: str, raised: bool) -> str:
    tight = script.replace(" ", "")
    whole = letters.script(tight, letters.RAISED if raised else letters.LOWERED)
    return whole or ("^" if raised else "_") + _grouped(tight)


def _grouped(part: str) -> str:
    """A single sign or number as it is, anything longer in brackets."""
    return part if len(part) < 2 or part.replace(".", "").isalnum() else f"({part})"

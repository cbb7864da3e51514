"""Set the space around the operators of a tree as TeX does, where browsers would do otherwise.

A browser has a dictionary with the space around each operator. It does not know signs from operators, nor scripts.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from xml.etree.ElementTree import Element

from gazette.tex import atoms
from gazette.tex.atoms import MEDIUM, THICK, THIN, Kind

WIDTHS = {0: "0", THIN: "0.17em", MEDIUM: "0.22em", THICK: "0.28em"}
_OWN_SPACE = frozenset((Kind.RELATION, Kind.BINARY))
"""Kinds that have the space between them and another part around themselves."""
_UNKNOWN = frozenset(":⌢⌣∴∵∶†‡⊲⊳⊴⊵⋄") | {":=", "mod"}
"""Relations and binary operators around which browsers have other spaces."""
_FENCES = frozenset("()[]{}⟨⟩⌈⌉⌊⌋")
_DEFAULTS = (
    dict.fromkeys(atoms.RELATIONS - _UNKNOWN, (THICK, THICK))
    | dict.fromkeys(atoms.BINARIES - _UNKNOWN, (MEDIUM, MEDIUM))
    | dict.fromkeys(atoms.LARGE, (THIN, THIN))
    | dict.fromkeys(_FENCES, (0, 0))
    | dict.fromkeys(",;", (0, THIN))
)
"""The space before and after an operator between two operands, in browsers."""
_ROWS = frozenset(("math", "mrow", "mstyle", "mpadded", "mphantom", "msqrt", "mtd"))
_SPACE = Element("mspace", width=WIDTHS[THIN])


def space(root: Element, display: bool) -> None:
    """Set the space in all rows of a tree."""
    _space(root, in_script=False, display=display)
    first = list(root[0]) if len(root) == 1 and root[0].tag == "mrow" else list(root)
    if len(first) > 1 and first[0].text in atoms.COMPARISONS and first[1].tag == "mn":  # `\\geq 5` is like a sign
        first[0].set("rspace", "0")


def _space(element: Element, in_script: bool, display: bool) -> None:
    in_fraction = element.tag == "mfrac" and not display
    for place, child in enumerate(element):
        if len(child):
            _space(child, in_script or in_fraction or (place > 0 and element.tag in atoms.WITH_SCRIPTS), display)
    if element.tag in _ROWS:
        element[:] = _row(list(element), in_script)


def _row(row: list[Element], in_script: bool) -> list[Element]:
    """The row with its operators' spaces set, and with spaces where no operator could have them."""
    parts = [each for each in row if not atoms.is_space(each)]
    kinds = atoms.kinds(parts)
    gaps = [0, *(atoms.gap(left, right, in_script) for left, right in pairwise(kinds)), 0]
    spaces = [[0, 0] for _ in parts]
    after: list[Element] = []
    for place, width in enumerate(gaps[1:-1]):
        if width:
            owner = _owner(parts, kinds, place)
            if owner is None:
                after.append(parts[place])
            else:
                spaces[owner][owner == place] = width
    _end_space_like(parts)
    for place, (element, (before, behind)) in enumerate(zip(parts, spaces, strict=True)):
        if atoms.core(element).tag == "mo":
            _set(atoms.core(element), before, behind, is_outer=place in (0, len(parts) - 1))
    return _with_spaces(row, after) if after else row


def _end_space_like(parts: Sequence[Element]) -> None:
    """Where a row has words and one operator only, let the words be numbers.

    Browsers take words for space: they would set the operator's space around the row.
    """
    others = [each for each in parts if each.tag != "mtext"]
    if len(others) == 1 and len(parts) > 1 and atoms.core(others[0]).tag == "mo":
        for each in parts:
            each.tag = "mn" if each.tag == "mtext" else each.tag


def _owner(parts: Sequence[Element], kinds: Sequence[Kind], place: int) -> int | None:
    """Which of the parts at `place` and after it has the space between them; None if neither is an operator."""
    operators = [each for each in (place, place + 1) if atoms.core(parts[each]).tag == "mo"]
    own = [each for each in operators if kinds[each] in _OWN_SPACE]
    return next(iter(own or operators), None)


def _set(operator: Element, before: int, behind: int, is_outer: bool) -> None:
    default = _DEFAULTS.get(operator.text or "")
    if default == (before, behind) and (not is_outer or operator.text in _FENCES):
        return
    if is_outer or default is None or default[0] != before:
        operator.set("lspace", WIDTHS[before])
    if is_outer or default is None or default[1] != behind:
        operator.set("rspace", WIDTHS[behind])


def _with_spaces(row: list[Element], before_space: list[Element]) -> list[Element]:
    """The row with a thin space after some of its parts, unless there is one."""
    spaced = []
    for place, element in enumerate(row):
        spaced.append(element)
        follows = row[place + 1] if place + 1 < len(row) else None
        if follows is not None and not atoms.is_space(follows) and any(element is each for each in before_space):
            spaced.append(_SPACE)
    return spaced

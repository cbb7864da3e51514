"""Correct the converter's tree: its symbols, the kinds of its leaves, and parts that belong together."""

from __future__ import annotations

import re
from unicodedata import normalize as normalize_letters
from xml.etree.ElementTree import Element

from gazette.core import text
from gazette.tex import atoms, prose, unicode

_REFERENCE = re.compile("&#x([0-9A-Fa-f]{1,6});")
_SPACE_IN_NAME = re.compile(r"\s")
_SYMBOLS = {
    "⧵": "∖",  # few fonts have the first
    "◯": "○",
    "\\|": "‖",
    "\\Vert": "‖",
    "\\lVert": "‖",
    "\\rVert": "‖",
    "\\vert": "|",
    "\\lvert": "|",
    "\\rvert": "|",
    "\\langle": "⟨",
    "\\rangle": "⟩",
    "\\{": "{",
    "\\}": "}",
    "\\lbrace": "{",
    "\\rbrace": "}",
    "\\lfloor": "⌊",
    "\\rfloor": "⌋",
    "\\lceil": "⌈",
    "\\rceil": "⌉",
    "-": "−",
    "~": "∼",
}
"""Symbols of operators for others, or for the names of brackets that the converter leaves as they are."""
_ANGLES = {"<": "⟨", ">": "⟩"}
_SIZES = {"1.2em": "1.2em", "1.623em": "1.8em", "2.047em": "2.4em", "2.470em": "3em"}
"""The heights of `\\big`, `\\Big`, `\\bigg` and `\\Bigg`, by those of the converter."""
_IDENTIFIERS = frozenset("∞…⋯∂∇∅∀∃∄⊤⊥ℏ□◊★")
_ORDINARY = frozenset(".%#&@$?_")
"""Signs that the converter takes for operators, which have space around them."""
_UPRIGHT = frozenset("∇")
_PRIMES = frozenset("′″‴")
_CLASSES = {
    "bold": "bold",
    "bold-italic": "bold",
    "italic": "italic",
    "sans-serif": "sans",
    "monospace": "mono",
}
"""Classes of words and numbers by their `mathvariant`: for search, their letters and digits stay ordinary ones."""
MIN_WORD = 3
"""A group of this number of letters or more, and nothing else, is a word that lost its `\\text`."""
MIN_STYLED_WORD = 4
"""A group of this number of letters or more in bold or another font is a word: fewer may be a product of vectors."""
_LETTER = re.compile("[A-Za-z]")
_THOUSAND = re.compile(r"\d{3}(\.\d+)?")


_CHILDREN = {"msub": 2, "msup": 2, "munder": 2, "mover": 2, "mfrac": 2, "mroot": 2, "msubsup": 3, "munderover": 3}
"""The number of children of elements that need one."""


def normalize(root: Element) -> None:
    """Correct a tree in place. After this, the text of each leaf is what a page shows."""
    for element in list(root.iter()):
        _complete(element)
    for element in list(root.iter()):
        if len(element) == 0:
            _leaf(element)
        elif element.tag == "menclose":
            element.tag = "mrow"
            element.set("class", "box" if element.get("notation") == "box" else "")
        else:
            _free_brackets(element)
    for element in list(root.iter()):
        if element.tag in ("msup", "msubsup"):
            _lower_prime(element)
        if element.tag in ("mrow", "math", "mtd") and len(element) > 1:
            element[:] = _joined(list(element))


def _complete(element: Element) -> None:
    """Give the element as many children as it needs, or make it a row."""
    needed = _CHILDREN.get(element.tag, len(element))
    if len(element) < needed:
        element.insert(0, Element("mrow"))  # `\\rm_{x}` lacks a base
    elif len(element) > needed and element.tag in atoms.WITH_SCRIPTS:
        scripts = 1 - needed
        element[:scripts] = [_group(*element[:scripts])]  # the converter does not group `\\binom{n}{k}` in a base
    if len(element) != needed:
        element.tag = "mrow"


def _lower_prime(element: Element) -> None:
    """Let a prime follow its base: it is high by itself, and as a superscript, browsers draw it small and too high."""
    base, script = element[0], element[-1]
    parts = list(script) if script.tag == "mrow" else [script]
    is_primed = bool(parts) and parts[0].text in _PRIMES
    if not is_primed or len(base) or atoms.kind(base) is not atoms.Kind.ORDINARY:
        return
    primed, rest = _group(base, parts[0]), parts[1:]
    if rest:  # `x'^2`
        element[0], element[-1] = primed, _group(*rest)
    elif element.tag == "msup":
        element.tag, element[:] = "mrow", list(primed)
    else:
        element.tag, element[:] = "msub", [primed, element[1]]


def _group(*parts: Element) -> Element:
    group = Element("mrow")
    group.extend(parts)
    return group


def _free_brackets(row: Element) -> None:
    """Let the brackets of binomial coefficients be as tall as these."""
    for place, element in enumerate(row):
        if element.get("linethickness") == "0":
            for bracket in (*row[max(0, place - 1) : place], *row[place + 1 : place + 2]):
                bracket.attrib.pop("minsize", None)
                bracket.attrib.pop("maxsize", None)


def content(leaf: Element) -> str:
    """The text of a leaf, without control characters and with its `mathvariant` applied.

    The converter writes symbols as character references, so the characters behind them have not been checked before.
    """
    written = leaf.text or ""
    if "&" in written:
        written = _REFERENCE.sub(lambda found: chr(min(int(found[1], 16), 0x10FFFF)), written)
    clean = text.clean(written)
    if leaf.tag == "mtext" and "\\" in clean:
        clean = prose.to_text(clean)
    is_word = (leaf.tag == "mtext" and len(clean) > 1) or (leaf.tag == "mn" and clean not in "01")
    return clean if is_word else unicode.styled(clean, leaf.get("mathvariant", ""))


def _leaf(leaf: Element) -> None:
    written, style = leaf.text or "", leaf.get("mathvariant")
    shown = content(leaf)
    if leaf.tag in ("mi", "mo"):
        shown = _SYMBOLS.get(shown, shown)
        if leaf.get("fence") == "true" or leaf.get("minsize"):
            shown = _ANGLES.get(shown, shown)
        shown = _SPACE_IN_NAME.sub("\u2009", shown)
        _retag(leaf, shown)
    is_roman = style == "normal" or written.startswith("&#x000")
    is_upright = leaf.tag == "mi" and len(shown) == 1 and ((is_roman and shown.isalpha()) or "Α" <= shown <= "Ω")
    leaf.attrib.pop("mathvariant", None)
    if is_upright or (leaf.tag == "mi" and shown in _UPRIGHT):
        leaf.set("mathvariant", "normal")
    elif leaf.tag in ("mtext", "mn") and style in _CLASSES and shown.isascii() and len(shown) > (leaf.tag == "mtext"):
        leaf.set("class", _CLASSES[style])
    leaf.text = shown


def _retag(leaf: Element, shown: str) -> None:
    """Make it an operator or an identifier, by its symbol; and let brackets have the sizes of TeX."""
    is_symbol = len(shown) == 1 and not shown.isalnum()
    if leaf.tag == "mo" and atoms.is_name(shown) and shown not in atoms.BINARIES:
        leaf.tag = "mi"
    if shown == "○":  # a full circle in one of the fonts for formulas
        leaf.tag = "mtext"
    elif is_symbol and (shown in _IDENTIFIERS or shown in _ORDINARY) and not (shown == "⊥" and leaf.tag == "mi"):
        leaf.tag = "mi"
    elif is_symbol and leaf.tag == "mi" and (shown in atoms.KINDS or shown in atoms.BARS):
        leaf.tag = "mo"
    if size := leaf.get("minsize"):
        size = _SIZES.get(size, "1.2em")
        leaf.attrib.update(stretchy="true", minsize=size, maxsize=size)


def _joined(row: list[Element]) -> list[Element]:
    """A row with words, long numbers and `:=` in one element each."""
    if (word := _word(row)) is not None:
        return [word]
    children: list[Element] = []
    for child in row:
        if len(children) > 1 and _continues_number(children[-2], children[-1], child):
            number = atoms.core(child)
            number.text = f"{children[-2].text},{number.text}"
            children[-2:] = [child]
            continue
        if child.tag == "mo" and child.text == "=" and children and children[-1].text == ":":
            children[-1] = _element("mo", ":=")
            continue
        children.append(child)
    return children


def _word(row: list[Element]) -> Element | None:
    """The letters of a row as a word: those in roman, three or more in italics, or a word in another font."""
    if any(child.tag != "mi" or len(child.text or "") != 1 for child in row):
        return None
    written = "".join(child.text or "" for child in row)
    letters = normalize_letters("NFKC", written)
    if not (letters.isascii() and letters.isalpha()):
        return None
    is_roman = all(child.get("mathvariant") == "normal" for child in row)
    if is_roman or (len(row) >= MIN_WORD and all(map(_is_letter, row))):
        word = _element("mi", written)
        word.set("class", "word")
        return word
    style = next((each for each in _CLASSES if unicode.styled(letters, each) == written), "")
    if len(row) < MIN_STYLED_WORD or not style:
        return None
    word = _element("mtext", letters)
    word.set("class", _CLASSES[style])
    return word


def _is_letter(element: Element) -> bool:
    return element.tag == "mi" and not element.attrib and bool(_LETTER.fullmatch(element.text or ""))


def _continues_number(before: Element, comma: Element, child: Element) -> bool:
    """Whether three digits, perhaps with scripts, continue a number: `12,000`."""
    number = atoms.core(child)
    is_number = before.tag == number.tag == "mn" and comma.text == ","
    return is_number and bool(_THOUSAND.fullmatch(number.text or ""))


def _element(tag: str, content: str) -> Element:
    element = Element(tag)
    element.text = content
    return element

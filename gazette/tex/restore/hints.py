"""Where a text may show a scar: a quick look, for most texts have none."""

from __future__ import annotations

import re

from gazette.tex.restore import macros as names

_FONT = r"math(?:cal|bb|bf|rm|sf|tt|it|frak|scr)"
_WORD = re.compile(
    rf"[\^{{_]|arrow|{_FONT}|\dsim|sim\d|\bsim\b|simeq|lesssim|gtrsim|approx(?![a-z])|[lgn]eq(?![a-z])|seteq|propto"
    r"|(?<![a-z]{2})times|circtimes|var(?:epsilon|theta|phi|rho|sigma|pi|nothing)|dot|nfty|nabla|sqrt|oldsymbol|oplus"
    r"|wide(?:tilde|hat)|otimes|forall|emptyset|[lr](?:ceil|floor)|langle|(?:exp|max|min|sin|lin|cos)\("
    r"|^(?:equiv|hat|bar|vec)$|tilde$|\bneg$|^(?:gg|ll|circ|cup|cap|pm)$|[a-z]to\d|\b[acijnquvxyz]in$|(?<![a-z]{2})log(?:[(_]|$)"
    rf"|(?<![A-Za-z]{{2}})(?:{'|'.join(sorted(names.GREEK))})(?![a-z])"
)
"""What a text without any word like it needs no more looking at: all that is asked for below, by single words."""
_PLAIN: set[str] = set()
"""Words that were looked at and are in no formula: a short cut, on which no answer depends."""
MOST = 1 << 17
BEFORE, AFTER = 60, 100
"""So many characters on either side of a scar belong to what is read; a formula in a sentence is no longer."""
NEAR = 24
"""So near to a word that may be of a formula is whatever tells whether it is."""
_RANGES = (" in [", " in (")
_SIGNS = ("^", "{", "_")
_GREEK = tuple(sorted(names.GREEK))
_PIECES = {
    "arrow": None,
    "math": re.compile(_FONT),
    "times": re.compile(
        r"\dtimes|circtimes|times\d|\b[A-Za-z]{1,2}times\b|(?:\b[A-Za-z]|[\d)}]) times (?:[\d({]|[A-Za-z]\b)"
    ),
    "sim": re.compile(r"\dsim|sim ?\d|simeq|lesssim|gtrsim|\b[a-zA-Z] sim [a-zA-Z]\b"),
    "approx": re.compile(r"approx(?![a-z])"),
    "eq": re.compile(r"[lgn]eq(?![a-z])|seteq"),
    "var": re.compile(r"var(?:epsilon|theta|phi|rho|sigma|pi|nothing)"),
    "dot": re.compile(r"cdot|ldots|vdots|ddots?|odot"),
    "nfty": None,
    "propto": None,
    "equiv ": None,
    "nabla": None,
    "sqrt": None,
    "oldsymbol": None,
    "wide": re.compile("wide(?:tilde|hat)"),
    "oplus": None,
    "otimes": None,
    "forall": None,
    "emptyset": None,
    "ceil ": re.compile("[lr]ceil"),
    "floor ": re.compile("[lr]floor"),
    "langle": None,
    "tilde ": None,
    " hat ": None,
    " bar ": None,
    " vec ": None,
    "log": re.compile(r"\b[A-Za-z]?log(?:\(| [A-Za-z]\b)|log_"),
    "exp(": None,
    "max(": None,
    "min(": None,
    "in(": re.compile(r"\b(?:s|m|l|arcs)in\("),
    "cos(": None,
    " in [": re.compile(r"[a-zA-Z] in \[(?:[-\d]|[a-zA-Z]\])"),
    " in (": re.compile(r"[a-zA-Z] in \([-\d]"),
    "in Theta": None,
    " gg ": None,
    " ll ": None,
    "circ ": re.compile(r"\b[a-zA-Z] circ [a-zA-Z]\b"),
    " cup ": re.compile(r"\b[a-zA-Z] cup [a-zA-Z]\b"),
    " cap ": re.compile(r"\b[a-zA-Z] cap [a-zA-Z]\b"),
    "in ": re.compile(r"\b[acijnquvxyz]in [A-Z]\b"),
    "dto": re.compile(r"\b[a-z]to(?:\d|infty)|\dto0"),
    "pm ": re.compile(r"\d pm \d+\.|\b(?:[a-zA-Z]|mu) pm (?:[a-zA-Z]|sigma)\b"),
    "neg ": re.compile(r"\bneg [A-Z]"),
}
"""A part that a name has and few words; and how to tell it from those words."""
_LONG = {
    name: re.compile(rf"(?:\b[A-Za-z]|\d[-+]?){name}(?![a-z])")
    for name in ("alpha", "beta", "gamma", "delta", "epsilon", "theta", "lambda", "sigma", "omega")
}
_BESIDE = re.compile(r"[=<>≤≥|(\[]")
_NAME_LAST = re.compile(rf"(?<![A-Za-z]{{2}})(?:{'|'.join(_GREEK)})$")
_NAME_FIRST = re.compile(rf"(?:{'|'.join(_GREEK)})(?![A-Za-z])")


def windows(text: str) -> list[tuple[int, int]]:
    """The stretches, from and up to, that are worth reading; they do not overlap."""
    spots = _marked(text)
    near = _stretches(text, spots, NEAR, NEAR) if spots else []
    places = [start + place for start, end in near for place in _places(text[start:end])]
    return _stretches(text, [(place, place) for place in places], BEFORE, AFTER) if places else []


def _stretches(text: str, spots: list[tuple[int, int]], before: int, after: int) -> list[tuple[int, int]]:
    """The spots, each with so many characters on either side and whole words; what meets is one."""
    found: list[tuple[int, int]] = []
    for first, past in sorted(spots):
        start = text.rfind(" ", 0, max(0, first - before)) + 1
        end = text.find(" ", past + after) if past + after < len(text) else -1
        end = len(text) if end < 0 else end
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _marked(text: str) -> list[tuple[int, int]]:
    """Where words are that may be of a formula; prose has the same words again and again: each is looked at once."""
    words = text.split()
    marked = {piece for piece in _RANGES if piece in text}
    if not _PLAIN.issuperset(words):
        fresh = {word for word in words if word not in _PLAIN}
        odd = {word for word in fresh if _WORD.search(word)}
        marked |= odd
        if len(_PLAIN) < MOST:
            _PLAIN.update(fresh - odd)
    return [(place, place + len(word)) for word in marked for place in _all(word, text)]


def _places(text: str) -> list[int]:
    found = [place for sign in _SIGNS if sign in text for place in _all(sign, text)]
    for piece, pattern in _PIECES.items():
        if piece in text:
            found += [match.start() for match in pattern.finditer(text)] if pattern else _all(piece, text)
    return found + _greek(text)


def _all(piece: str, text: str) -> list[int]:
    found = [text.find(piece)]
    while found[-1] >= 0:
        found.append(text.find(piece, found[-1] + 1))
    return found[:-1]


def _greek(text: str) -> list[int]:
    """Greek letters written out, beside a relation or before a bracket, or glued to a letter or a number."""
    found = [match.start() for name in _LONG if name in text for match in _LONG[name].finditer(text)]
    for match in _BESIDE.finditer(text):
        place = match.start()
        before = text[max(0, place - 9) : place].rstrip()
        after = text[place + 1 : place + 10].lstrip() if match[0] not in "([" or before[-2:].isalpha() else ""
        if match[0] == "(" and text.startswith("epsilon,", place + 1):
            found.append(place)
        if (before.endswith(_GREEK) and _NAME_LAST.search(before)) or _NAME_FIRST.match(after):
            found.append(place)
    return found

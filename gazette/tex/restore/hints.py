"""Find the places where a text may contain a hint of mathematics. This is quick, and most texts contain none."""

from __future__ import annotations

import re

from gazette.tex.restore import macros

_LETTER = "[b-df-hj-np-tv-zB-NP-TV-Z]"
"""A letter before a macro of two letters; the two together are no word."""
_ALL_GREEK = "|".join(sorted(macros.GREEK, key=len, reverse=True))
_LONG_GREEK = "|".join(sorted((name for name in macros.GREEK if len(name) > 3), key=len, reverse=True))
_ROW = (
    rf"(?:(?:{_ALL_GREEK}|cos|sin|log|exp|partial|hat|bar|tilde|vec|le|ge|approx|sim)(?:{_ALL_GREEK})"
    rf"|(?:{_LONG_GREEK})(?:in|to|le|ge|mid|sim)|(?:{_ALL_GREEK})(?:log|exp))(?![a-z])"
)
"""The names of two macros, one of which is a Greek letter."""
_FONT = r"math(?:cal|bb|bf|rm|sf|tt|it|frak|scr)"
_SUSPICIOUS = re.compile(
    rf"[\^{{_]|arrow|setminus|exists(?:$|[a-zA-Z]$)|[lr]times$|{_FONT}|sim(?:\d|eq)|lesssim|gtrsim|approx(?![a-z])|[lgn]eq(?![a-z])|seteq|propto"
    r"|circtimes|var(?:epsilon|theta|phi|rho|sigma|pi|nothing)|dot|nfty|nabla|sqrt|oldsymbol|oplus"
    r"|wide(?:tilde|hat)|otimes|forall|emptyset|[lr](?:ceil|floor|angle)|(?:exp|max|min|sin|lin|cos)\("
    r"|^(?:(?:equiv|hat|bar|vec)$|\W?(?:gg|ll|circ|cup|cap|pm)$|\d*mu[msgLAWVJKFM]\b|\W*[a-z]to$)"
    r"|tilde$|\d(?:sim|pm\d|pm$|to-?\d|to$)|[a-z]to-?\d|[)}|](?:to|in)$|mapsto|hbar|asymp|textperth|cdot"
    rf"|\b(?:sim\b|neg$|to-?\d|pm\d|[acdijkmnpqstuvwxyz]in(?:$|\[)|[A-Z]{{1,2}}log$|{_LETTER}?(?:le|ge|ne)(?:\d|$)"
    rf"|{_LETTER}(?:ll|gg)$|[A-Za-z](?:circ|cup|cap|vee|wedge|sim)$|[b-zB-Z]mid$)"
    r"|[=<>+~-]!|![=<>+-]|(?:sim|approx|to|times)!|(?:left|[bB]igg?l?)[(\[|{]"
    rf"|(?<![a-z]{{2}})(?:times|log(?:[(_]|$))|(?<![A-Za-z]{{2}})(?:{_ROW}|(?:{_ALL_GREEK})(?![a-z]))"
)
"""Words that can be part of a hint. It must match at least one word of everything that `_hints` finds."""
_KNOWN_WORDS: set[str] = set()
"""Words that are not suspicious. This is only a cache: results do not depend on it."""
MAX_KNOWN_WORDS = 1 << 17
BEFORE, AFTER = 40, 64
"""Characters on either side of a hint that are read with it; formulas within a sentence are not longer."""
NEAR = 24
"""Characters on either side of a suspicious word in which hints are looked for."""
_RANGES = (" in [", " in (")
_SYMBOLS = ("^", "{", "_")
_GREEK = tuple(sorted(macros.GREEK))
_FRAGMENTS = {
    "arrow": None,
    "math": re.compile(_FONT),
    "times": re.compile(
        r"\dtimes|circtimes|times\d|\b[A-Za-z]{1,2}times\b|(?:\b[A-Za-z]|[\d)}]) times (?:[\d({]|[A-Za-z]\b)"
    ),
    "sim": re.compile(r"\dsim|sim ?\d|simeq|lesssim|gtrsim|\b[a-zA-Z] ?sim [a-zA-Z]\b"),
    "approx": re.compile(r"approx(?![a-z])"),
    "eq": re.compile(r"[lgn]eq(?![a-z])|seteq"),
    "var": re.compile(r"var(?:epsilon|theta|phi|rho|sigma|pi|nothing)"),
    "dot": re.compile(r"cdot|ldots|vdots|ddots?|odot"),
    "nfty": None,
    "propto": None,
    "mapsto": None,
    "hbar": None,
    "asymp": None,
    "equiv ": None,
    "nabla": None,
    "sqrt": None,
    "oldsymbol": None,
    "wide": re.compile("wide(?:tilde|hat)"),
    "oplus": None,
    "otimes": None,
    "forall": None,
    "setminus": None,
    "exists": re.compile(r"\bexists[a-zA-Z]\b|[(\[,:] ?exists [a-zA-Z]\b"),
    "emptyset": None,
    "ceil ": re.compile("[lr]ceil"),
    "floor ": re.compile("[lr]floor"),
    "langle": None,
    "rangle": re.compile(r"(?<![wtd])rangle"),
    "tilde ": None,
    " hat ": None,
    " bar ": None,
    " vec ": None,
    "log": re.compile(r"\b[A-Za-z]{0,2}log(?: ?\(| [A-Za-z]\b)|log_"),
    "exp(": None,
    "max(": None,
    "min(": None,
    "in(": re.compile(r"\b(?:s|m|l|arcs)in\("),
    "cos(": None,
    " in [": re.compile(r"[a-zA-Z] in \[(?:[-\d]|[a-zA-Z]\])"),
    " in (": re.compile(r"[a-zA-Z] in \([-\d]"),
    "in Theta": None,
    "mid ": re.compile(r"\b[b-zB-Z]mid [a-zA-Z]\b"),
    "in[": re.compile(r"[a-zA-Z]in\["),
    "gg ": re.compile(rf"\b{_LETTER}?gg "),
    "ll ": re.compile(rf"\b{_LETTER}?ll "),
    "le": re.compile(rf"\b{_LETTER}?le(?: ?\d| [A-Za-z]\b)"),
    "ge": re.compile(rf"\b{_LETTER}?ge(?: ?\d| [A-Za-z]\b)"),
    "ne": re.compile(rf"\b{_LETTER}?ne(?: ?\d| [A-Za-z]\b)|\)ne "),
    "circ ": re.compile(r"\b[a-zA-Z] ?circ [a-zA-Z]\b"),
    "cup ": re.compile(r"\b[a-zA-Z] ?cup [a-zA-Z]\b"),
    "cap ": re.compile(r"\b[a-zA-Z] ?cap [a-zA-Z]\b"),
    "in ": re.compile(r"\b[acdijkmnpqstuvwxyz]in (?:[A-Z]\b|[\[{])|[)|]in [A-Z]\b"),
    "to": re.compile(r"(?:\b|\b[a-z])to(?:\d|infty)|[\d)}]to ?-?\d|\b[a-z]to [a-zA-Z\d]\b"),
    "pm": re.compile(r"\dpm ?\d|\bpm(?:\d| \d*(?:[a-z{^]|\.\d))"),
    "!": re.compile(r"[=<>+~-]!|![=<>+-]|(?:sim|approx|to|times)!"),
    "left": re.compile(r"left[(\[|{]"),
    "ig": re.compile(r"[bB]igg?l?[(\[|{]"),
    "neg ": re.compile(r"\bneg [A-Z]"),
}
"""Rare parts of macros, and where words have the part, too, the pattern of a macro."""
_GREEK_GLUED = {
    name: re.compile(rf"(?:\b[A-Za-z]|\d[-+]?){name}(?![a-z])")
    for name in ("alpha", "beta", "gamma", "delta", "epsilon", "theta", "lambda", "sigma", "omega")
}
_GREEK_ROW = re.compile(rf"(?<![A-Za-z]{{2}}){_ROW}|\d ?mu[msgLAWVJKFM]\b")
_IN_GREEK_ROWS = (*(name for name in _GREEK if len(name) > 3 or name[0].isupper()), "log", "exp", "rho", "tau", " mu")
_NEXT_TO_GREEK = re.compile(r"[=<>≤≥≈∼∈|(\[+]")
_GREEK_LIST = re.compile(rf"(?:{_ALL_GREEK}),")
_LETTER_LAST = re.compile(r"(?<![A-Za-z])[A-Za-z]$")
_GREEK_LAST = re.compile(rf"(?<![A-Za-z]{{2}})(?:{'|'.join(_GREEK)})$")
_GREEK_FIRST = re.compile(rf"(?:{'|'.join(_GREEK)})(?![A-Za-z])")


def windows(text: str) -> list[tuple[int, int]]:
    """Start and end of each stretch of the text that is worth reading; they do not overlap."""
    suspicious = _suspicious(text)
    near = _stretches(text, suspicious, NEAR, NEAR) if suspicious else []
    hints = [start + place for start, end in near for place in _hints(text[start:end])]
    return _stretches(text, [(place, place) for place in hints], BEFORE, AFTER) if hints else []


def _suspicious(text: str) -> list[tuple[int, int]]:
    """Start and end of each suspicious word. Prose repeats its words, so each word is tested once per process."""
    words = text.split()
    suspicious = {phrase for phrase in _RANGES if phrase in text}
    if not _KNOWN_WORDS.issuperset(words):
        new = {word for word in words if word not in _KNOWN_WORDS}
        suspicious_words = {word for word in new if _SUSPICIOUS.search(word)}
        suspicious |= suspicious_words
        if len(_KNOWN_WORDS) < MAX_KNOWN_WORDS:
            _KNOWN_WORDS.update(new - suspicious_words)
    return [(place, place + len(word)) for word in suspicious for place in _find_all(word, text)]


def _stretches(text: str, spans: list[tuple[int, int]], before: int, after: int) -> list[tuple[int, int]]:
    """The spans, each widened by that many characters and to whole words; those that meet become one."""
    stretches: list[tuple[int, int]] = []
    for first, past in sorted(spans):
        start = text.rfind(" ", 0, max(0, first - before)) + 1
        end = text.find(" ", past + after) if past + after < len(text) else -1
        end = len(text) if end < 0 else end
        if stretches and start <= stretches[-1][1]:
            stretches[-1] = (stretches[-1][0], max(end, stretches[-1][1]))
        else:
            stretches.append((start, end))
    return stretches


def _hints(text: str) -> list[int]:
    places = [place for symbol in _SYMBOLS if symbol in text for place in _find_all(symbol, text)]
    for fragment, pattern in _FRAGMENTS.items():
        if fragment in text:
            places += [match.start() for match in pattern.finditer(text)] if pattern else _find_all(fragment, text)
    return places + _greek(text)


def _greek(text: str) -> list[int]:
    """Names of Greek letters next to a relation, before a bracket, or glued to a letter or a number."""
    places = []
    if any(name in text for name in _IN_GREEK_ROWS):
        places += [match.start() for match in _GREEK_ROW.finditer(text)]
    places += [match.start() for name in _GREEK_GLUED if name in text for match in _GREEK_GLUED[name].finditer(text)]
    for match in _NEXT_TO_GREEK.finditer(text):
        place = match.start()
        before = text[max(0, place - 9) : place].rstrip()
        is_applied = before[-2:].isalpha() or (match[0] == "(" and _LETTER_LAST.search(before))
        after = text[place + 1 : place + 10].lstrip() if match[0] not in "([" or is_applied else ""
        if match[0] == "(" and _GREEK_LIST.match(text, place + 1):
            places.append(place)
        if (before.endswith(_GREEK) and _GREEK_LAST.search(before)) or _GREEK_FIRST.match(after):
            places.append(place)
    return places


def _find_all(part: str, text: str) -> list[int]:
    places = [text.find(part)]
    while places[-1] >= 0:
        places.append(text.find(part, places[-1] + 1))
    return places[:-1]

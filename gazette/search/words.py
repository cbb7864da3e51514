"""The words of a text, as the index has them: folded, Greek letters by name, Chinese and Japanese text in pairs."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any
from unicodedata import category, normalize

MAX_LENGTH = 40
_WORD = re.compile(rf"[^\W_]{{1,{MAX_LENGTH}}}")
_SIGNS = re.compile(r"(?<![A-Za-z0-9])([A-Za-z])(\+\+|#)(?![A-Za-z0-9+#])")
"""The languages C++, C# and the like, which are words of their own."""
_ASCII = bytes(code if chr(code).isalnum() and code < 128 else 32 for code in range(256)).lower()
"""Letters and digits in lower case; everything else becomes a space."""
_CJK = re.compile("[\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff]+")
_OTHERS = re.compile("[^\\0-\x7f\u2010-\u2015\u2018-\u201e]")
"""What may be, or become, another letter: anything but ASCII, dashes and quotation marks."""
_LETTERS = {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i", "ħ": "h", "ß": "ss"}
_TO_LETTERS = str.maketrans(_LETTERS)
_GREEK = dict(
    zip(
        "αβγδεζηθικλμνξοπρστυφχψως",
        "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau upsilon phi "
        "chi psi omega sigma".split(),
        strict=True,
    )
)
_NAMES = _GREEK | {f"var{name}": name for name in _GREEK.values()}


def fold(text: str) -> str:
    """`text` in lower case, without marks, with letters that Unicode does not take apart as plain ones."""
    if text.isascii():
        return text.lower()
    return _plain(text) if _OTHERS.search(text) else text.lower()


def _plain(text: str) -> str:
    apart = normalize("NFKD", text).lower()
    plain = "".join([letter for letter in apart if letter.isascii() or category(letter)[0] != "M"])
    return normalize("NFC", plain).translate(_TO_LETTERS)


def split(text: str) -> list[str]:
    """The words of a text in order."""
    if "++" in text or "#" in text:
        text = _SIGNS.sub(_named_sign, text)
    if text.isascii() or not _OTHERS.search(text):
        found = text.encode("ascii", "replace").translate(_ASCII).decode("ascii").split(" ")
        words = [word for word in found if word]
        if len(max(words, key=len, default="")) > MAX_LENGTH:
            words = _WORD.findall(" ".join(words))
        return [_NAMES.get(word, word) for word in words] if "var" in text else words
    found = _WORD.findall(_plain(text))
    return [_NAMES.get(part, part) for word in found for part in ([word] if word.isascii() else _parts(word))]


def _named_sign(found: re.Match[str]) -> str:
    return found[1] + ("plusplus" if found[2] == "++" else "sharp")


def _parts(word: str) -> list[str]:
    """The word, or its pairs of characters where it is Chinese, Japanese or Korean."""
    parts, last = [], 0
    for found in _CJK.finditer(word):
        start, end = found.span()
        parts += [word[last:start]] if start > last else []
        parts += [word[at : at + 2] for at in range(start, max(start + 1, end - 1))]
        last = end
    return [*parts, word[last:]] if last < len(word) else parts


_ENDED = re.compile(
    r"(i[sz]ations?|ations?|ingly|ments?|ings?|i[sz](ed|es|ing)"
    r"|ness|ions?|edly|ers?|ie[ds]|ed|es|ly|al|[sye])$"
)
_DOUBLE = re.compile(r"([bdfgmnprt])\1$")


@lru_cache(maxsize=1 << 14)
def stem(word: str) -> str:
    """What forms of a word have in common, as "train" in "trained" and "training"; only for words of Latin letters."""
    if len(word) < 4 or not re.fullmatch("[a-z]+", word):
        return word
    for _ in range(2):
        if (found := _ENDED.search(word)) and found.start() >= 3:
            word = word[: found.start()]
    return _DOUBLE.sub(r"\1", word)


def distance(one: str, other: str) -> int:
    """How many letters the longer word has between what both begin with and what both end with."""
    start, most = 0, min(len(one), len(other))
    while start < most and one[start] == other[start]:
        start += 1
    end = most - start
    while end and one[-end:] != other[-end:]:
        end -= 1
    return max(len(one), len(other)) - start - end


STOP = frozenset(
    "a an and are as at by can for from in is it of on or our such that the their these this to via we "
    "which with be".split()
)
"""Words that a query skips if it has others."""
_DOI = re.compile(r"10\.[0-9]{4,9}/[^\s\"<>]+")
_IDS = re.compile(
    r"openreview\.net/[^ ]{0,99}?[?&]id=([a-z0-9_-]+)"
    r"|(?<![0-9])([0-9]{4}\.[0-9]{4,5}|[a-z-]{2,12}(?:\.[a-z]{2})?/[0-9]{7})(?![0-9])"  # arXiv
    r"|([0-9]{4}\.[a-z0-9]{1,40}-[a-z0-9]{1,40}\.[0-9]+|[a-z][0-9]{2}-[0-9]{4})"  # ACL
)


def id_in(text: str) -> str:
    """The id in a word of a query, such as the address of a paper; "" if it has no id."""
    text = text.lower()
    if (doi := _DOI.search(text)) and "arxiv" not in doi[0]:
        return doi[0].rstrip(".,;)")
    found = _IDS.search(text)
    return next(filter(None, found.groups())) if found else ""


def rules() -> dict[str, Any]:
    """The tables and patterns of this module, for the script of the search page, which reads them from the index."""
    return {
        "letters": _LETTERS,
        "names": _NAMES,
        "stop": sorted(STOP),
        "cjk": _CJK.pattern,
        "ended": _ENDED.pattern,
        "doi": _DOI.pattern,
        "ids": _IDS.pattern,
    }

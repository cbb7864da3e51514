"""Which characters are allowed in text.

All input passes `clean` once. After that, text is in Unicode's form NFC and has no control characters except the line
feed, no invisible or bidirectional format characters except the two joiners that scripts and emoji need, no
surrogates, and nothing else that XML or HTML forbids. At most MAX_MARKS combining marks follow each other.

Every function here takes time in proportion to the length of its text.
"""

from __future__ import annotations

import re
from unicodedata import combining, normalize

_LINE_ENDS = re.compile("\r\n?")
_SPACES = re.compile("[\t\u2028\u2029]")
# Category Cc except the line feed; Cf except the joiners U+200C and U+200D and the signs
# that Arabic and Kaithi write before a number; noncharacters.
_FORBIDDEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff\U00013430-\U0001343f\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f"
    + "".join(f"{chr(plane * 0x10000 + 0xFFFE)}-{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(1, 17))
    + "]"
)
_SURROGATES = re.compile("[\ud800-\udfff]")
MAX_MARKS = 30
"""The most combining marks in a row that Unicode's Stream-Safe Text Format allows; no language needs more."""
_JOINER = "\u034f"
"""The combining grapheme joiner, which that format puts between two longer rows of marks. It is invisible."""


def clean(text: str) -> str:
    """`text` with line feeds as line ends, and without the characters that are not allowed."""
    text = _LINE_ENDS.sub("\n", text)
    if not text.replace("\n", " ").isprintable():
        text = "\n".join(map(_printable, text.split("\n")))
    if text.isascii():
        return text
    return _limit_marks(normalize("NFC", _limit_marks(text)))  # again: one mark may become two


def _limit_marks(text: str) -> str:
    """Part long rows of combining marks: the time to normalize a row grows with the square of its length."""
    if not any(map(combining, text[MAX_MARKS :: MAX_MARKS + 1])):  # every longer row has one of these characters
        return text
    parts, start, row = [], 0, 0
    for at, letter in enumerate(text):
        row = row + 1 if combining(letter) else 0
        if row > MAX_MARKS:
            parts.append(text[start:at])
            start, row = at, 1
    return _JOINER.join([*parts, text[start:]])


def _printable(line: str) -> str:
    if line.isprintable():  # then none of the patterns can match, and most lines are
        return line
    return _SURROGATES.sub("\ufffd", _FORBIDDEN.sub("", _SPACES.sub(" ", line)))


_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i", "ȷ": "j", "ħ": "h", "ŧ": "t"}
    | {"ŋ": "n", "ĸ": "k", "ə": "e", "ɛ": "e", "ɔ": "o", "ɓ": "b", "ɗ": "d", "ƙ": "k", "ƴ": "y", "ß": "ss"}
)
"""Letters that Unicode does not take apart, as their plain forms."""


def fold(text: str) -> str:
    """`text` without case, and with each accented letter as the plain letter and combining characters."""
    if text.isascii():
        return text.lower()
    return normalize("NFKD", normalize("NFKC", text).casefold()).translate(_LETTERS)


def line(text: str) -> str:
    """`text` as one line, with single spaces between the words."""
    return " ".join(text.split())


def paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs of `text`, which blank lines separate, each as one line."""
    blocks = re.split(r"\n\s*\n", text)
    return tuple(paragraph for block in blocks if (paragraph := line(block)))


def lines(text: str) -> str:
    """`text` without blank lines at its start and end; all else, such as the indentation of Markdown, stays."""
    rows = text.split("\n")
    start = next((at for at, row in enumerate(rows) if row.strip()), len(rows))
    while len(rows) > start and not rows[-1].strip():
        rows.pop()
    return "\n".join(rows[start:])

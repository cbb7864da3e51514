"""Which characters are allowed in text.

All input passes `clean` once. After that, text is in Unicode's form NFC and has no control characters except the line
feed, no invisible or bidirectional format characters except the two joiners that scripts and emoji need, no
surrogates, and nothing else that XML or HTML forbids.
"""

from __future__ import annotations

import re
from unicodedata import normalize

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


def clean(text: str) -> str:
    """`text` with line feeds as line ends, and without the characters that are not allowed."""
    text = _LINE_ENDS.sub("\n", text)
    if not text.replace("\n", " ").isprintable():
        text = "\n".join(map(_printable, text.split("\n")))
    return normalize("NFC", text)


def _printable(line: str) -> str:
    if line.isprintable():  # then none of the patterns can match, and most lines are
        return line
    return _SURROGATES.sub("\ufffd", _FORBIDDEN.sub("", _SPACES.sub(" ", line)))


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
    while rows and not rows[0].strip():
        rows.pop(0)
    while rows and not rows[-1].strip():
        rows.pop()
    return "\n".join(rows)

"""Which characters are allowed in text, and how lists are written on one line.

All input passes `clean` once. After that, text is in Unicode's form NFC and has no control characters except the line
feed, no invisible or bidirectional format characters except the two joiners that scripts and emoji need, no
surrogates, and nothing else that XML or HTML forbids.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
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
    while rows and not rows[0].strip():
        rows.pop(0)
    while rows and not rows[-1].strip():
        rows.pop()
    return "\n".join(rows)


# Lists. `;` separates items. Backslashes count only before a `;`: each two of them are one
# backslash, and an odd one makes the `;` a part of the item.

_SEMICOLON = re.compile(r"(\\*);")


def split_names(text: str) -> tuple[str, ...]:
    """The items of `A. Author; B. Writer`; `\\;` is a semicolon inside an item."""
    return _stripped(_unescaped(text) if "\\;" in text else text.split(";"))


def _unescaped(text: str) -> list[str]:
    items, start, item = [], 0, ""
    for found in _SEMICOLON.finditer(text):
        slashes = len(found[1])
        item += text[start : found.start()] + "\\" * (slashes // 2)
        start = found.end()
        if slashes % 2:
            item += ";"
        else:
            items.append(item)
            item = ""
    return [*items, item + text[start:]]


def _stripped(items: Iterable[str]) -> tuple[str, ...]:
    """The items without surrounding white space, and without empty ones."""
    return tuple([item for each in items if (item := each.strip())])


def join_names(items: Iterable[str]) -> str:
    """The inverse of `split_names`, for items without surrounding white space."""
    escaped = [_SEMICOLON.sub(lambda found: found[1] * 2 + "\\;", item) for item in items]
    return "; ".join([*map(_closable, escaped[:-1]), *escaped[-1:]])


def split_tags(text: str) -> tuple[str, ...]:
    """Items separated by `;` if the text has one outside of items, or else by `,`."""
    if ";" not in text:
        return _stripped(text.split(","))
    if any(len(found[1]) % 2 == 0 for found in _SEMICOLON.finditer(text)):
        return split_names(text)
    return tuple(item for part in text.split(",") for item in split_names(part))


def join_tags(items: Iterable[str]) -> str:
    """The inverse of `split_tags`: separated by commas if no item contains one, or else by semicolons."""
    items = tuple(items)
    if not any("," in item for item in items):
        return ", ".join(join_names((item,)) for item in items)
    return join_names(items) if len(items) > 1 else _closable(join_names(items)) + ";"


def _closable(item: str) -> str:
    """The item with backslashes at its end doubled, so that a `;` may follow."""
    body = item.rstrip("\\")
    return body + "\\" * 2 * (len(item) - len(body))

"""The characters that Gazette lets in, and the small grammar of lists within a line.

Every text passes `clean` once, at the border.  Behind it there are no control
characters but the line feed, no invisible or bidirectional format characters
but the two joiners that scripts and emoji need, no half of a surrogate pair,
nothing that XML or HTML forbids; and everything is in Unicode's form NFC.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from unicodedata import normalize

_LINE_ENDS = re.compile("\r\n?")
# Nothing that these three match is printable.
_SPACES = re.compile("[\t\u2028\u2029]")
# Category Cc but the line feed; Cf but the joiners U+200C and U+200D and the signs
# that are written before a number in Arabic and Kaithi; noncharacters.
_FORBIDDEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff\U00013430-\U0001343f\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f"
    + "".join(f"{chr(plane * 0x10000 + 0xFFFE)}-{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(1, 17))
    + "]"
)
_SURROGATES = re.compile("[\ud800-\udfff]")


def clean(text: str) -> str:
    """`text` with line feeds for line ends and without what no page could show safely."""
    text = _LINE_ENDS.sub("\n", text)
    if not text.replace("\n", " ").isprintable():
        text = "\n".join(map(_printable, text.split("\n")))
    return normalize("NFC", text)


def _printable(line: str) -> str:
    """`line` without what is forbidden; few need to be searched for it."""
    if line.isprintable():
        return line
    return _SURROGATES.sub("\ufffd", _FORBIDDEN.sub("", _SPACES.sub(" ", line)))


def line(text: str) -> str:
    """`text` as one line: white space at its ends gone, each run of it one space."""
    return " ".join(text.split())


def paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs of `text`, each one line; blank lines part them."""
    blocks = re.split(r"\n\s*\n", text)
    return tuple(found for block in blocks if (found := line(block)))


def lines(text: str) -> str:
    """Markdown kept as it is, but for blank lines at its ends."""
    kept = text.split("\n")
    while kept and not kept[0].strip():
        kept.pop(0)
    while kept and not kept[-1].strip():
        kept.pop()
    return "\n".join(kept)


# Lists.  `;` parts items.  Backslashes matter only before a `;`: an odd number of
# them makes it a letter of the item, and two there stand for one.

_PARTED = re.compile(r"(\\*);")


def split_names(text: str) -> tuple[str, ...]:
    """`A. Author; B. Writer` → its items; `\\;` is a semicolon within one."""
    return _filled(_unguarded(text) if "\\;" in text else text.split(";"))


def _unguarded(text: str) -> list[str]:
    items, start, item = [], 0, ""
    for found in _PARTED.finditer(text):
        slashes = len(found[1])
        item += text[start : found.start()] + "\\" * (slashes // 2)
        start = found.end()
        if slashes % 2:
            item += ";"
        else:
            items.append(item)
            item = ""
    return [*items, item + text[start:]]


def _filled(items: Iterable[str]) -> tuple[str, ...]:
    """The items that hold anything, without white space at their ends."""
    return tuple([kept for each in items if (kept := each.strip())])


def join_names(items: Iterable[str]) -> str:
    """The inverse of `split_names` for items without white space at their ends."""
    escaped = [_PARTED.sub(lambda found: found[1] * 2 + "\\;", item) for item in items]
    return "; ".join([*map(_closed, escaped[:-1]), *escaped[-1:]])


def split_tags(text: str) -> tuple[str, ...]:
    """Items parted by `;` if there is one, else by `,`."""
    if ";" not in text:
        return _filled(text.split(","))
    if any(len(found[1]) % 2 == 0 for found in _PARTED.finditer(text)):
        return split_names(text)
    return tuple(item for part in text.split(",") for item in split_names(part))


def join_tags(items: Iterable[str]) -> str:
    """The inverse of `split_tags`: commas where no item holds one, else semicolons."""
    items = tuple(items)
    if not any("," in item for item in items):
        return ", ".join(join_names((item,)) for item in items)
    return join_names(items) if len(items) > 1 else _closed(join_names(items)) + ";"


def _closed(item: str) -> str:
    """An item that a `;` will follow: backslashes at its end are doubled."""
    bare = item.rstrip("\\")
    return bare + "\\" * 2 * (len(item) - len(bare))

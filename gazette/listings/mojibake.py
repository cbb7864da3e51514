"""Text that was decoded wrongly, such as "SchrÃ¶dinger", and addresses that were pasted twice; and how they should be.

Bytes of UTF-8 that are read as Windows-1252 give two or three characters for one. The first of them is one of a few,
and which characters may follow depends on it.
"""

from __future__ import annotations

import re

_REST = "\xa0-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
"""How Windows-1252 shows the bytes with which a character of UTF-8 goes on."""
_INNER = "\xa0-\xbf€‚ƒ„†‡ˆ‰Š‹ŒŽ•˜™š›œžŸ"
"""The same without dashes and quotation marks, which may follow any letter."""
_DAMAGED = re.compile(
    rf"Ã[{_INNER}]|Â[\xa1-\xbf]|(?:(?<=[a-z])|(?=..[a-z]))[ÅÄ][{_INNER}]|â[€‚„†ˆ‰Œ™š›ž”•][{_REST}]|â€(?=\s|$)|ðŸ[{_REST}]{{2}}"
    rf"|ï¿½|ï»¿"
)
_TWO_SCHEMES = re.compile(r"https?:/{0,2}(?=https?://)", re.IGNORECASE)


def find(text: str) -> str:
    """The first word of a text that was decoded wrongly; "" if none was."""
    found = _DAMAGED.search(text)
    if not found:
        return ""
    start = max(text.rfind(" ", 0, found.start()) + 1, found.start() - 30)
    end = text.find(" ", found.end())
    return text[start : min(found.end() + 30, len(text) if end < 0 else end)]


def repair(text: str) -> str:
    """The text with every part decoded rightly that can be; the result is never decoded a second time."""
    return _DAMAGED.sub(_decoded, text)


def _decoded(found: re.Match[str]) -> str:
    try:
        right = found[0].encode("cp1252").decode("utf-8")
    except UnicodeError:
        return found[0]
    return right if right.isprintable() and right != "\ufffd" else found[0]


def single_address(value: str) -> str:
    """An address without a second scheme, its repetition, or a space at its end; "" if it has none of them."""
    plain = re.sub(r"(?:%20)+$", "", value)
    plain = _TWO_SCHEMES.sub("", plain)
    half = plain[: len(plain) // 2]
    if plain == 2 * half and "://" in half:
        plain = half
    return plain if plain != value else ""

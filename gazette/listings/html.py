"""The text of HTML, without its markup: the descriptions of feeds are HTML, text, or text with entities."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

from gazette.core import text

_BLOCKS = frozenset(
    "address article aside blockquote center dd details div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6 "
    "header hr li main nav ol p pre section summary table td th tr ul".split()
)
_INLINE = frozenset(
    "a abbr b big br cite code del dfn em font i img ins kbd label mark q s samp small span strike strong sub sup time "
    "tt u var wbr".split()
)
_HIDDEN = frozenset(["script", "style", "template"])
_TAGS = _BLOCKS | _INLINE | _HIDDEN
_NAMES = "|".join(sorted(_TAGS, key=len, reverse=True))
_IS_HTML = re.compile(rf"</(?:{_NAMES})\s*>|<(?:br|hr|p|img|li|div)\b[^<>]*>|<!--", re.IGNORECASE)
_NO_TAG = re.compile(rf"<(?!/?(?:{_NAMES})(?:[\s/][^<>]*)?>|!--)", re.IGNORECASE)
"""A `<` that starts no tag, as in `$a<b$`."""
_ENTITY = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]{1,30}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});")


def paragraphs(source: str) -> tuple[str, ...]:
    """The paragraphs of HTML, or of text that is no HTML."""
    return text.paragraphs(_read(source)[0])


def line(source: str) -> str:
    """HTML, or text that is no HTML, as text on one line."""
    return text.line(_read(source)[0])


def addresses(source: str) -> tuple[str, ...]:
    """The addresses that HTML links to, each once."""
    return tuple(dict.fromkeys(_read(source)[1]))


def _read(source: str) -> tuple[str, list[str]]:
    """The text, with a blank line between paragraphs, and the addresses."""
    if "<" in source and _IS_HTML.search(source):
        reader = _Reader()
        reader.feed(_NO_TAG.sub("&lt;", source))
        reader.close()
        return text.clean("".join(reader.parts)), reader.addresses
    plain = _ENTITY.sub(lambda entity: unescape(entity[0]), source) if "&" in source else source
    return text.clean(plain), []


class _Reader(HTMLParser):
    """Collects the text and the addresses of links."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.addresses: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _HIDDEN:
            self.hidden += 1
        elif tag in _BLOCKS:
            self._break("\n\n")
        elif tag == "br":
            self._break("\n")
        elif tag == "a" and (address := dict(attrs).get("href")):
            self.addresses.append(text.line(text.clean(address)))

    def handle_endtag(self, tag: str) -> None:
        if tag in _HIDDEN:
            self.hidden = max(0, self.hidden - 1)
        elif tag in _BLOCKS:
            self._break("\n\n")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag in _HIDDEN:
            self.hidden -= 1

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.parts.append(re.sub(r"[ \t\r]*\n[ \t\r\n]*", " ", data))

    def _break(self, lines: str) -> None:
        if not self.hidden:
            self.parts.append(lines)

"""Find the web addresses in an abstract, and the field of a paper that each belongs to.

An address ends at white space, at a quote, at a closing bracket that it did not open, and before the
punctuation of the sentence. Two addresses without a space between them are two; `https://https://` is one scheme.
The field follows from the host, or from the words before the address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from gazette.core import urls

_ADDRESS = re.compile(r"https?://(?:(?!https?:)[^\s<>\"'`{}|\\^~，。；）」])+", re.IGNORECASE)
_REPEATED_SCHEME = re.compile(r"(?:https?:/{0,2}){1,3}(?=https?://)", re.IGNORECASE)
_PUNCTUATION = ".,;:!?*_"
_BRACKETS = {")": "(", "]": "["}

CODE_HOSTS = ("github.com", "gitlab.com", "bitbucket.org", "codeberg.org", "anonymous.4open.science", "gist.github.com")
MEDIA_HOSTS = ("youtu.be", "youtube.com", "vimeo.com", "bilibili.com")
PROJECT_HOSTS = (".github.io", ".gitlab.io", ".pages.dev", ".netlify.app", "sites.google.com")
_WORDS = (
    ("project", re.compile(r"\b(?:project|home ?page|web ?site|web ?page|demo)\b", re.IGNORECASE)),
    ("code", re.compile(r"\b(?:codes?|implementations?|source|library|package|repository|toolkit)\b", re.IGNORECASE)),
    ("media", re.compile(r"\bvideos?\b", re.IGNORECASE)),
)


def find(text: str) -> dict[str, tuple[str, ...]]:
    """Addresses by the attribute of Entry that they belong to: `code`, `project`, `media` or `see`."""
    found: dict[str, dict[str, None]] = {}
    for address, before in _addresses(text):
        found.setdefault(_field(address, before), {})[address] = None
    return {field: tuple(addresses) for field, addresses in found.items()}


def _addresses(text: str) -> Iterator[tuple[str, str]]:
    """Each safe address, and the words before it in its sentence."""
    text = _REPEATED_SCHEME.sub("", text)
    start = 0
    for match in _ADDRESS.finditer(text):
        address = _trimmed(match[0])
        if urls.safe(address):
            yield address, re.split(r"(?<=[.!?])\s+(?=[A-Z])", text[start : match.start()])[-1]
        start = match.end()


def _trimmed(address: str) -> str:
    """The address without the punctuation of its sentence; a closing bracket stays if the address opened it."""
    end = len(address)
    extra = {closing: address.count(closing) - address.count(opening) for closing, opening in _BRACKETS.items()}
    while end and (address[end - 1] in _PUNCTUATION or extra.get(address[end - 1], 0) > 0):
        if address[end - 1] in extra:
            extra[address[end - 1]] -= 1
        end -= 1
    return address[:end]


def _field(address: str, before: str) -> str:
    host = (urlsplit(address).hostname or "").removeprefix("www.")
    if host in CODE_HOSTS:
        return "code"
    if host in MEDIA_HOSTS:
        return "media"
    if host.endswith(PROJECT_HOSTS):
        return "project"
    if host == "huggingface.co":
        return "see"  # models, datasets and demos
    return next((field for field, words in _WORDS if words.search(before)), "see")

"""The addresses that an abstract holds, and which field of a paper each belongs to.

An address ends before white space, quotes and brackets that it did not open, and before
the punctuation of the sentence around it.  Two glued together are two, and a scheme typed
twice is one.  What an address is follows from its host, else from the words before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from gazette.core import urls

_ADDRESS = re.compile(r"https?://(?:(?!https?:)[^\s<>\"'`{}|\\^~，。；）」])+", re.IGNORECASE)
_DOUBLED = re.compile(r"(?:https?:/{0,2}){1,3}(?=https?://)", re.IGNORECASE)
_TRAILING = ".,;:!?*_"
_BRACKETS = {")": "(", "]": "["}

CODE = ("github.com", "gitlab.com", "bitbucket.org", "codeberg.org", "anonymous.4open.science", "gist.github.com")
MEDIA = ("youtu.be", "youtube.com", "vimeo.com", "bilibili.com")
PROJECT = (".github.io", ".gitlab.io", ".pages.dev", ".netlify.app", "sites.google.com")
_SAID = (
    ("project", re.compile(r"\b(?:project|home ?page|web ?site|web ?page|demo)\b", re.IGNORECASE)),
    ("code", re.compile(r"\b(?:codes?|implementations?|source|library|package|repository|toolkit)\b", re.IGNORECASE)),
    ("media", re.compile(r"\bvideos?\b", re.IGNORECASE)),
)


def find(text: str) -> dict[str, tuple[str, ...]]:
    """Addresses by the name of the field in an Entry: `code`, `project`, `media`, else `see`."""
    found: dict[str, list[str]] = {}
    for address, before in _addresses(text):
        field = _field(address, before)
        if address not in found.setdefault(field, []):
            found[field].append(address)
    return {field: tuple(held) for field, held in found.items()}


def _addresses(text: str) -> Iterator[tuple[str, str]]:
    """Each address with the words before it in its sentence."""
    text = _DOUBLED.sub("", text)
    start = 0
    for match in _ADDRESS.finditer(text):
        address = _trimmed(match[0])
        if urls.safe(address):
            yield address, re.split(r"(?<=[.!?])\s+(?=[A-Z])", text[start : match.start()])[-1]
        start = match.end()


def _trimmed(address: str) -> str:
    """Without the punctuation of the sentence around it; a closing bracket stays with its opening one."""
    while address:
        last = address[-1]
        opened = _BRACKETS.get(last)
        if last in _TRAILING or (opened and address.count(last) > address.count(opened)):
            address = address[:-1]
        else:
            break
    return address


def _field(address: str, before: str) -> str:
    host = (urlsplit(address).hostname or "").removeprefix("www.")
    if host in CODE:
        return "code"
    if host in MEDIA:
        return "media"
    if host.endswith(PROJECT):
        return "project"
    if host == "huggingface.co":
        return "see"  # models and data
    return next((field for field, words in _SAID if words.search(before)), "see")

"""Addresses on the web that people wrote: which may be links, and what is wrong with the others."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import quote, urlsplit

# A host of letters, digits, dots and dashes needs no further check.
_HOST = r"(?P<plain>[A-Za-z0-9.-]+)|[^\s/?#@\\<>\"'`^{|}]+"
_ADDRESS = re.compile(rf"(?ai:https?)://(?:{_HOST})(?:[/?#][^\s\\<>\"`^{{|}}]*)?")


@lru_cache(maxsize=1 << 14)
def safe(text: str) -> str:
    """`text` if it is an ordinary web address that may be a link, else "".

    Browsers drop white space and read "\\" as "/". So addresses with these, with quotes or angle brackets, or with
    a user name before the host, are rejected.
    """
    found = _ADDRESS.fullmatch(text)
    if not found:
        return ""
    if found["plain"]:
        return text
    try:
        parts = urlsplit(text)
        host = parts.hostname
        parts.port  # noqa: B018  raises ValueError if invalid
    except ValueError:
        return ""
    return text if host else ""


def fault(text: str) -> tuple[str, str]:
    """What is wrong with an address that is not `safe`, and what to do."""
    found = _START.match(text)
    if not found:
        return "is not a web address", "start it with https://"
    host = found["host"]
    if "@" in host:
        return "has a user name or a password before the host", "remove everything up to the @"
    if not host or host.startswith(":"):
        return "has no host", "write it after https://"
    if bad := _NOT_IN_ADDRESSES.search(text):
        way_out = "remove it" if bad[0] in host else f"write it as {quote(bad[0], safe='')}"
        return f"has {_NAMES.get(bad[0], repr(bad[0]))} in it", way_out
    return "has a host or a port that does not exist", "correct it"


_START = re.compile(r"(?ai:https?)://(?P<host>[^/?#\\]*)")
_NOT_IN_ADDRESSES = re.compile(r"[\s\\<>\"`^{|}]")
_NAMES = {" ": "a space", "\\": "a backslash"}

"""Mail addresses: which are valid, and when two are the same."""

from __future__ import annotations

import re
from urllib.parse import quote

from gazette.core.errors import BadValue, shown

MAX_ADDRESS, MAX_LOCAL = 254, 64
"""The longest address, and the longest part before the @, in bytes (RFC 5321)."""
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~\u00a1-\uffff\U00010000-\U0010ffff-]+"
_LOCAL = re.compile(rf"{_ATOM}(?:\.{_ATOM})*")
_LABEL = re.compile("[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?")
_MAILBOX = re.compile(r"([^<>]*)<([^<>]*)>")


def address(written: str) -> str:
    """An address as it is used: its domain in lower case and ASCII. BadValue if it is not one."""
    wrong = BadValue(f"{shown(written)} is not a mail address", "write it as name@example.org")
    local, at, domain = written.strip().rpartition("@")
    if len(written) > 2 * MAX_ADDRESS:  # before the domain is encoded, which is slow
        raise wrong
    try:
        host = domain.encode("idna").decode().lower()
    except UnicodeError:
        raise wrong from None
    found = f"{local}@{host}"
    labels = host.split(".")
    valid = at and _LOCAL.fullmatch(local) and local.isprintable() and all(map(_LABEL.fullmatch, labels))
    known = len(labels) > 1 or host == "localhost"
    if not valid or not known or len(local.encode()) > MAX_LOCAL or len(found.encode()) > MAX_ADDRESS:
        raise wrong
    return found


def is_valid(written: str) -> bool:
    try:
        return bool(address(written))
    except BadValue:
        return False


def mailbox(written: str) -> tuple[str, str]:
    """The name and the address of `Name <address>`, or of an address alone."""
    if found := _MAILBOX.fullmatch(written.strip()):
        return found[1].strip().strip('"').strip(), address(found[2])
    return "", address(written)


def key(of: str) -> str:
    """What is equal for two spellings of one address: hardly any server tells upper and lower case apart."""
    return of.casefold()


def is_ascii(of: str) -> bool:
    """Whether servers without SMTPUTF8 take it."""
    return of.isascii()


def fill(template: str, recipient: str) -> str:
    """An address on the web with `{address}` replaced."""
    return template.replace("{address}", quote(recipient, safe=""))

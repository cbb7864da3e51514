"""The settings of mail: `mail.*` and the form of `subscribe.html`."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Mapping
from typing import Any

from gazette.config import values
from gazette.core import addresses, text, urls
from gazette.core.errors import BadValue, Report
from gazette.sources.documents import Node

PASSWORD = "GAZETTE_SMTP_PASSWORD"
PORTS = {"starttls": 587, "tls": 465, "none": 25}
LOOPBACK = ("localhost", "127.0.0.1", "::1")
MAX_UNSUBSCRIBE = 500
"""The length of an address that fits into one line of a mail, with a subscriber's address in it."""


def host(node: Node) -> str:
    written = values.line(node).strip("[]")
    if not re.fullmatch(r"[A-Za-z0-9:.-]{1,253}", written):
        raise BadValue(f"{written!r} is not the name of a host", "write it as smtp.example.org")
    return written.lower()


def port(node: Node) -> int:
    number = values.number(0)(node)
    if number > 65535:
        raise BadValue(f"'{number}' is not a port", "write a number from 1 to 65535, or 0 for the usual one")
    return number


def security(node: Node) -> str:
    if values.line(node) not in PORTS:
        raise BadValue(f"{values.line(node)!r} is not allowed", "write starttls, tls or none")
    return values.line(node)


def address(node: Node) -> str:
    return addresses.address(values.line(node))


def sender(node: Node) -> str:
    """`Name <address>`, or an address."""
    name, found = addresses.mailbox(values.line(node))
    if not addresses.is_ascii(found):
        raise BadValue(f"{found!r} has letters that not all servers take", "send from an address in ASCII")
    return f"{name} <{found}>" if name else found


def unsubscribe(node: Node) -> str:
    """An https or mailto address, perhaps with `{address}` in it."""
    written = values.line(node)
    if len(written) > MAX_UNSUBSCRIBE:
        raise BadValue("it is too long for a mail", f"use an address of at most {MAX_UNSUBSCRIBE} characters")
    filled = written.replace("{address}", "a")
    if unknown := re.search(r"\{[^{}]*\}", filled):
        raise BadValue(f"unknown `{unknown[0]}`", "write `{address}`")
    if not re.fullmatch("[!#-;=?-~]+", filled) or not (_is_secure(filled) or _is_mail(filled)):
        raise BadValue(f"{written!r} is not an address for unsubscribing", "begin it with https:// or mailto:")
    return written


def _is_secure(written: str) -> bool:
    return written.startswith("https://") and bool(urls.safe(written))


def _is_mail(written: str) -> bool:
    return written.startswith("mailto:") and addresses.is_valid(written[7:].partition("?")[0])


def list_id(node: Node) -> str:
    """The name of a list, as a domain name."""
    written = values.line(node).strip("<>")
    if not re.fullmatch(r"[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)+", written) or len(written) > 200:
        raise BadValue(f"{written!r} is not the id of a list", "write it as a domain, such as papers.example.org")
    return written


def field(node: Node) -> str:
    if not values.line(node):
        raise BadValue("it has no name", "write the name of the field that the provider expects, such as email")
    return values.line(node)


def hidden(node: Node) -> tuple[tuple[str, str], ...]:
    """The names and values of hidden fields, in the order of the mapping."""
    if not isinstance(node.value, dict):
        raise BadValue(f"expected a mapping, found {node.kind}", "write `name: value` lines under it")
    found = ((name, "" if each.value is None else values.line(each)) for name, each in node.items.items())
    return tuple((text.line(name), value) for name, value in found)


SETTINGS: dict[str, Callable[[Node], Any]] = {
    "subscribe.field": field,
    "subscribe.hidden": hidden,
    "mail.host": host,
    "mail.port": port,
    "mail.security": security,
    "mail.user": values.line,
    "mail.from": sender,
    "mail.reply_to": sender,
    "mail.list": address,
    "mail.subscribers": values.line,
    "mail.ledger": values.line,
    "mail.unsubscribe": unsubscribe,
    "mail.rate": values.number(0),
    "mail.list_id": list_id,
}
FIELDS = ("mail_host", "mail_from", "mail_list", "mail_subscribers")
"""The fields of the settings that `missing` looks at."""
SECRET = "mail.password"
NO_UNSUBSCRIBE = "mail.subscribers: no mail says how to unsubscribe", "set mail.unsubscribe"


def check(found: Mapping[str, Any], lines: Mapping[str, int], report: Report) -> None:
    """Report settings that do not fit together. `found` has the fields, `lines` the lines of the settings."""
    line = min((at for key, at in lines.items() if key.startswith("mail.")), default=0)
    if line and (needed := missing(found, lines)):
        report.warn(line, f"no mail is sent without {needed}", f"{add(needed)}, or remove the settings of mail")
    if "mail.list" in lines and "mail.subscribers" in lines:
        what = "mail.subscribers: there is a mail.list too"
        report.error(lines["mail.subscribers"], what, "remove one of them")
    elif "mail.subscribers" in lines and not found.get("mail_unsubscribe"):
        what, way_out = NO_UNSUBSCRIBE
        report.warn(lines["mail.subscribers"], what, way_out)
    where = found.get("mail_host", "localhost")
    if found.get("mail_security") == "none" and where not in LOOPBACK:
        what = f"mail.security: mails to {where} would not be encrypted"
        report.error(lines["mail.security"], what, "write starttls or tls")


def add(needed: str) -> str:
    """What to do about missing settings."""
    return "add them" if " and " in needed else "add it"


def missing(found: Mapping[str, Any], written: Container[str] = ()) -> str:
    """The settings without which no mail can be sent, and which are not `written` either: these have other mistakes."""
    needed = [
        " or ".join(names)
        for names in (("mail.host",), ("mail.from",), ("mail.list", "mail.subscribers"))
        if not any(found.get(name.replace(".", "_")) or name in written for name in names)
    ]
    if len(needed) == 1:
        return needed[0]
    return (", and " if needed[2:] else " and ").join(filter(None, (", ".join(needed[:-1]), *needed[-1:])))

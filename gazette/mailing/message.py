"""A digest as the bytes of a mail (RFC 5322), for one recipient.

The body is encoded once for all recipients. Only the lines with the address for unsubscribing and a few header fields
differ. These fields are written here and not by `email`, which would break a long address over two lines.
"""

from __future__ import annotations

import html
import re
from datetime import datetime
from email.charset import QP, Charset
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr
from hashlib import blake2b
from typing import NamedTuple
from urllib.parse import urlsplit

from gazette.config import Site
from gazette.core import addresses
from gazette.rendering.mails import UNSUBSCRIBE, Mail

MAX_SUBJECT = 500
"""The longest subject, in characters; what is longer is cut."""
MAX_NAME = 60
"""The longest name of a sender that is not folded."""
CRLF = "\r\n"
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_QUOTED = Charset("utf-8")
_QUOTED.body_encoding = QP
TEXT_FOOTER = f"\n-- \nUnsubscribe: {UNSUBSCRIBE}"
HTML_FOOTER = f'<p style="font-size: 14px"><a href="{UNSUBSCRIBE}">Unsubscribe</a></p>'


class Letter(NamedTuple):
    """A digest without what differs between recipients."""

    site: Site
    name: str
    head: bytes
    body: bytes
    footers: tuple[tuple[bytes, str], ...]
    """Lines that stand in `body` for those with the address for unsubscribing, and these lines with UNSUBSCRIBE."""

    def to(self, recipient: str, date: datetime) -> bytes:
        """The mail to a recipient, with CRLF as line ends."""
        link = unsubscribe_link(self.site, recipient)
        fields = [
            f"To: {recipient}",
            f"Date: {format_datetime(date)}",
            f"Message-ID: {message_id(self.site, self.name, recipient)}",
        ]
        if link:
            fields.append(f"List-Unsubscribe: <{link}>")
            if link.startswith("https:") and "{address}" in self.site.mail_unsubscribe:  # it says who leaves
                fields.append("List-Unsubscribe-Post: List-Unsubscribe=One-Click")
        body = self.body
        for mark, written in self.footers:
            body = body.replace(mark + b"\r\n", _quoted(written, link), 1)
        return "".join(f"{each}\r\n" for each in fields).encode() + self.head + body


def letter(mail: Mail, site: Site) -> Letter:
    """What all recipients of a digest get."""
    digest = _digest(mail.name, mail.text, mail.html)
    text, markup = mail.text, mail.html
    if unsubscribe_link(site, ""):
        text = _with_footer(text, TEXT_FOOTER, end="")
        markup = _with_footer(markup, HTML_FOOTER, end="</body")
    text, text_footers = _without_footers(text, f"text.{digest}")
    markup, html_footers = _without_footers(markup, f"html.{digest}")
    message = EmailMessage(policy=SMTP)
    message.set_content(text, cte="quoted-printable")
    message.add_alternative(markup, subtype="html", cte="quoted-printable")
    message.set_boundary(f"=_{digest}")
    for part in message.iter_parts():
        del part["MIME-Version"]
    fields = "".join(f"{name}: {value}\r\n" for name, value in _fields(mail, site).items()).encode()
    head, _, body = bytes(message).partition(b"\r\n\r\n")
    return Letter(site, mail.name, fields + head + b"\r\n\r\n", body, (*text_footers, *html_footers))


def _fields(mail: Mail, site: Site) -> dict[str, str]:
    fields = {"From": _mailbox(site.mail_from)}
    if site.mail_reply_to:
        fields["Reply-To"] = _mailbox(site.mail_reply_to)
    return fields | {
        "Subject": _encoded(line(mail.subject)[:MAX_SUBJECT]),
        "List-Id": f"<{site.mail_list_id or _host(site)}>",
        "Auto-Submitted": "auto-generated",
        "Precedence": "list" if site.mail_list else "bulk",
    }


def _host(site: Site) -> str:
    """The host of the site in ASCII."""
    host = str(urlsplit(site.url).hostname)
    try:
        return host.encode("idna").decode()
    except UnicodeError:  # no such host can exist
        return addresses.mailbox(site.mail_from)[1].partition("@")[2]


def _encoded(subject: str) -> str:
    """A text as the value of a header. What looks like encoded text is encoded, so that it is shown as it is."""
    charset = "us-ascii" if subject.isascii() and "=?" not in subject else "utf-8"
    return Header(subject, charset, header_name="Subject").encode(linesep="\r\n")


def _with_footer(part: str, footer: str, end: str) -> str:
    """The part of a mail with a line for unsubscribing: above its end if a template of the site leaves it out."""
    if UNSUBSCRIBE in part:
        return part
    at = part.lower().rfind(end) if end else len(part)
    at = at if at >= 0 else len(part)
    return f"{part[:at].rstrip()}\n{footer}\n{part[at:]}"


def _without_footers(part: str, mark: str) -> tuple[str, list[tuple[bytes, str]]]:
    """The part with a mark in place of each line for unsubscribing, and these lines with their marks.

    A mark is made from a digest of the mail, so no line of the mail is equal to it.
    """
    lines: list[str] = []
    found: list[tuple[bytes, str]] = []
    for line in part.rstrip("\n").split("\n"):
        if UNSUBSCRIBE in line:
            found.append((f"{mark}.{len(found)}".encode(), line))
            line = found[-1][0].decode()
        lines.append(line)
    return "\n".join(lines) + "\n", found


def _quoted(written: str, link: str) -> bytes:
    """A line for unsubscribing as quoted-printable text; nothing if there is no address."""
    if not link:
        return b""
    address = html.escape(link) if "<" in written else link
    return _QUOTED.body_encode(written.replace(UNSUBSCRIBE, address) + "\n").replace("\n", "\r\n").encode()


def _digest(*parts: str) -> str:
    return blake2b("\0".join(parts).encode("utf-8", "replace"), digest_size=16).hexdigest()


def line(text: str) -> str:
    """A text as part of a header: on one line, without control characters."""
    return " ".join(_CONTROL.sub(" ", text).split())


def _mailbox(written: str) -> str:
    name, found = addresses.mailbox(line(written))
    if "=?" in name or not name.isascii() or len(name) > MAX_NAME:  # "=?" would be taken for encoded text
        return f"{Header(name, 'utf-8', header_name='Reply-To').encode(linesep=CRLF)}{CRLF} <{found}>"
    return formataddr((name, found))


def message_id(site: Site, name: str, recipient: str) -> str:
    """The id of a mail, which is the same each time it is made."""
    digest = _digest(site.authority, name, addresses.key(recipient))
    return f"<{digest}@{_host(site)}>"


def unsubscribe_link(site: Site, recipient: str) -> str:
    """Where a recipient unsubscribes; "" if the address is for single subscribers and the recipient is a list."""
    if site.mail_list and "{address}" in site.mail_unsubscribe:
        return ""
    return addresses.fill(site.mail_unsubscribe, recipient)

"""A digest as the bytes of a mail (RFC 5322), for one recipient.

The body is encoded once for all recipients. Only the footer with the address for unsubscribing and a few header fields
differ. These are written here and not by `email`, which would break a long address over two lines.
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
from typing import NamedTuple, Protocol
from urllib.parse import urlsplit

from gazette.config import Site
from gazette.core import addresses

MAX_SUBJECT = 500
"""The longest subject, in characters; what is longer is cut."""
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_BODY_ENDS = re.compile(r"</body\s*>", re.IGNORECASE)
_QUOTED = Charset("utf-8")
_QUOTED.body_encoding = QP
STYLE = "font-family: sans-serif; font-size: 13px; color: #777777"


class Mail(Protocol):
    """A digest with both its parts; `gazette/rendering/mails.py` makes them."""

    @property
    def name(self) -> str: ...
    @property
    def subject(self) -> str: ...
    @property
    def html(self) -> str: ...
    @property
    def text(self) -> str: ...


class Letter(NamedTuple):
    """A digest without what differs between recipients. The parts of the body lie between the footers."""

    site: Site
    name: str
    head: bytes
    body: bytes
    marks: tuple[bytes, bytes]
    """The lines in `body` that stand for the footer of the text and of the HTML."""

    def to(self, recipient: str, date: datetime) -> bytes:
        """The mail to a recipient, with CRLF as line ends."""
        site = self.site
        link = unsubscribe_link(site, recipient)
        fields = [
            f"To: {recipient}",
            f"Date: {format_datetime(date)}",
            f"Message-ID: {message_id(site, self.name, recipient)}",
        ]
        if link:
            fields.append(f"List-Unsubscribe: <{link}>")
            if link.startswith("https:"):
                fields.append("List-Unsubscribe-Post: List-Unsubscribe=One-Click")
        head = "".join(f"{each}\r\n" for each in fields).encode() + self.head
        return head + _with_footers(self.body, self.marks, link)


def letter(mail: Mail, site: Site) -> Letter:
    """What all recipients of a digest get."""
    text_mark, html_mark = (_mark(kind, mail) for kind in ("text", "html"))
    message = EmailMessage(policy=SMTP)
    text = f"{mail.text.rstrip()}\n\n{text_mark}\n"
    message.set_content(text, cte="quoted-printable")
    ends = [found.start() for found in _BODY_ENDS.finditer(mail.html)]
    end = ends[-1] if ends else len(mail.html)
    markup = f"{mail.html[:end].rstrip()}\n{html_mark}\n{mail.html[end:]}"
    message.add_alternative(markup, subtype="html", cte="quoted-printable")
    message.set_boundary(f"=_{_digest(mail.name, mail.text, mail.html)}")
    for part in message.iter_parts():
        del part["MIME-Version"]
    fields = "".join(f"{name}: {value}\r\n" for name, value in _fields(mail, site).items()).encode()
    head, _, body = bytes(message).partition(b"\r\n\r\n")
    return Letter(site, mail.name, fields + head + b"\r\n\r\n", body, (text_mark.encode(), html_mark.encode()))


def _fields(mail: Mail, site: Site) -> dict[str, str]:
    fields = {"From": _mailbox(site.mail_from)}
    if site.mail_reply_to:
        fields["Reply-To"] = _mailbox(site.mail_reply_to)
    return fields | {
        "Subject": _encoded(line(mail.subject)[:MAX_SUBJECT]),
        "List-Id": f"<{site.mail_list_id or urlsplit(site.url).hostname}>",
        "Auto-Submitted": "auto-generated",
        "Precedence": "list" if site.mail_list else "bulk",
    }


def _encoded(subject: str) -> str:
    """A text as the value of a header. What looks like encoded text is encoded, so that it is shown as it is."""
    charset = "us-ascii" if subject.isascii() and "=?" not in subject else "utf-8"
    return Header(subject, charset, header_name="Subject").encode(linesep="\r\n")


def _mark(kind: str, mail: Mail) -> str:
    """A line that no digest has, because it is made from the digest."""
    return f"{kind}.footer.{_digest(kind, mail.text, mail.html)}"


def _digest(*parts: str) -> str:
    return blake2b("\0".join(parts).encode("utf-8", "replace"), digest_size=16).hexdigest()


def line(text: str) -> str:
    """A text as part of a header: on one line, without control characters."""
    return " ".join(_CONTROL.sub(" ", text).split())


def _mailbox(written: str) -> str:
    name, found = addresses.mailbox(line(written))
    if "=?" in name:  # it would be taken for encoded text
        return f"{_encoded(name)} <{found}>"
    return formataddr((name, found))


def message_id(site: Site, name: str, recipient: str) -> str:
    """The id of a mail, which is the same each time it is made."""
    digest = _digest(site.authority, name, addresses.key(recipient))
    return f"<{digest}@{urlsplit(site.url).hostname}>"


def unsubscribe_link(site: Site, recipient: str) -> str:
    """Where a recipient unsubscribes; "" if the address is for single subscribers and the recipient is a list."""
    if site.mail_list and "{address}" in site.mail_unsubscribe:
        return ""
    return addresses.fill(site.mail_unsubscribe, recipient)


def _with_footers(body: bytes, marks: tuple[bytes, bytes], link: str) -> bytes:
    texts = (f"-- \nUnsubscribe: {link}\n", f'<p style="{STYLE}"><a href="{html.escape(link)}">Unsubscribe</a></p>\n')
    for mark, text in zip(marks, texts, strict=True):
        footer = _QUOTED.body_encode(text).replace("\n", "\r\n").encode() if link else b""
        body = body.replace(mark + b"\r\n", footer, 1)
    return body

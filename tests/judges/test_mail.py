"""What subscribers get who read the feeds by mail: rss2email with a local mail server."""

import email.policy
import os
import re
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from pathlib import Path

import feedparser
import pytest
from aiosmtpd.controller import Controller

from .browser import host
from .reading import Reader
from .sites import Built
from .tools import need

LONGEST = 998  # the longest line that mail servers accept (RFC 5322)
BROKEN = r"</?(a|article|br|div|em|li|ol|p|span|strong|ul)\b[^>]*>|&(amp|lt|gt|quot|nbsp|#[0-9x]+);|<author>|=0A"
SETTINGS = """\
[DEFAULT]
from = feeds@example.org
to = reader@example.org
email-protocol = smtp
smtp-server = 127.0.0.1
smtp-port = {port}
html-mail = {html}
verbose = warning
"""


class MailServer:
    """A local mail server that collects the mails."""

    def __init__(self) -> None:
        self.mails: list[bytes] = []
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]

    async def handle_DATA(self, server, session, envelope) -> str:
        self.mails.append(envelope.original_content)
        return "250 OK"

    @contextmanager
    def open(self) -> Iterator["MailServer"]:
        server = Controller(self, hostname="127.0.0.1", port=self.port)
        server.start()
        try:
            yield self
        finally:
            server.stop()


def r2e(folder: Path, *words: str) -> None:
    program = [need("r2e"), "-c", folder / "config", "-d", folder / "seen.json", *words]
    environment = {"HOME": str(folder), "PATH": os.environ["PATH"]}
    done = subprocess.run(program, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def shown(mail: EmailMessage) -> str:
    """The sender, subject and text as a mail program shows them."""
    body = mail.get_content()
    if mail.get_content_type() == "text/html":
        body = "\n".join(Reader(body, "body").all("body"))
    return f"{mail['from'].addresses[0].display_name}\n{mail['subject']}\n{body}"


@pytest.mark.parametrize("html", [False, True], ids=["text", "html"])
@pytest.mark.parametrize("name", ["sample", "real", pytest.param("whole", marks=pytest.mark.slow)])
def test_subscribers_get_each_item_once_as_readable_mail(name: str, html: bool, made, tmp_path):
    need("r2e")
    site: Built = made(name)
    paths = ("feed.xml", "daily.xml", "week.xml")
    feeds = {path: feedparser.parse((site.folder / path).read_bytes()) for path in paths}
    with MailServer().open() as box, host(site) as address:
        (tmp_path / "config").write_text(SETTINGS.format(port=box.port, html=html))
        for number, path in enumerate(feeds):
            r2e(tmp_path, "add", f"feed-{number}", address + path)
        r2e(tmp_path, "run")
        once = list(box.mails)
        r2e(tmp_path, "run")
    assert len(box.mails) == len(once)
    mails = [email.message_from_bytes(each, policy=email.policy.default) for each in once]
    items = [entry for feed in feeds.values() for entry in feed.entries]
    assert sorted(each["x-rss-id"] for each in mails) == sorted(entry.id for entry in items)
    assert sorted(map(_subject, mails)) == sorted(" ".join(entry.title.split()) for entry in items)
    assert max(len(line) for each in once for line in each.splitlines()) <= LONGEST
    assert {each["subject"]: found[0] for each in mails if (found := re.search(BROKEN, shown(each)))} == {}


def _subject(mail: EmailMessage) -> str:
    return " ".join(mail["subject"].split())

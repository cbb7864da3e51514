"""A site with subscribers whose digest tests send. Run as a program, it sends in a process of its own.

python -m tests.mailing.outbox FOLDER NAME [--first-send]
"""

import sys
from datetime import UTC, datetime
from pathlib import Path

from gazette import config
from gazette.cli import digest
from gazette.core.errors import Refusal, Report
from gazette.core.options import Options
from gazette.mailing import send
from gazette.mailing.summary import Flags
from gazette.rendering.mails import Mail
from tests import site

DAY, WEEK = "2025-03-12", "2025-W11"
UNSUBSCRIBE = "https://lists.example.org/leave?who={address}"


class Outbox:
    """A source folder with a site.yaml, subscribers and a ledger next to it."""

    def __init__(self, folder, port=0, people=(), **mail):
        self.folder = folder
        site.write(folder / "source", {"site.yaml": settings(folder, port, **mail)})
        if not mail.get("list"):
            rows = [each if isinstance(each, str) else ",".join(each) for each in people]
            (folder / "people.csv").write_text("\n".join(["address,subjects,frequency", *rows, ""]), "utf-8")
        self.said = []

    @property
    def options(self):
        source = self.folder / "source"
        return Options(source, source / "content", source / "public")

    @property
    def site(self):
        return config.load(self.options.source)

    @property
    def ledger(self):
        return self.folder / "mail.sqlite"

    def add(self, row):
        """Add a line to the file of subscribers."""
        with (self.folder / "people.csv").open("a") as file:
            file.write(f"{row}\n")

    def send(self, name=DAY, mail_of=None, today=13, **how):
        """Send on a day of March, with a new ledger if it does not exist."""
        how = {"first_send": not self.ledger.exists() and not how.get("to") and not how.get("dry_run"), **how}
        self.report = Report()
        flags = Flags(lambda: datetime(2025, 3, today, 6, tzinfo=UTC), say=self.said.append, **how)
        return send.send(
            self.site, self.options, name, mail_of or (lambda subjects: mail(name, subjects)), flags, self.report
        )


def settings(folder, port, **mail):
    given = {
        "host": "127.0.0.1",
        "port": port or 25,
        "security": "none",
        "from": "Papers <papers@example.org>",
        "ledger": folder / "mail.sqlite",
        "unsubscribe": UNSUBSCRIBE,
        "rate": 0,
        **({} if "list" in mail else {"subscribers": folder / "people.csv"}),
        **mail,
    }
    rows = "".join(f"  {name}: '{value}'\n" for name, value in given.items() if value is not None)
    return f"title: Papers\nurl: https://papers.example.org/\nmail:\n{rows}"


def mail(name=DAY, subjects=frozenset(), size=1):
    """A digest with what mails can get wrong: long lines, other scripts, dots, and text that looks like code."""
    words = ", ".join(sorted(subjects)) or "everything"
    long = f"<p>Ünïcödé =20 &lt;b&gt; 𝔼[x] {words}</p>" + "<p>" + "word " * 400 + "</p>\n.\n..dots\n"
    text = f"Papers about {words}: Ünïcödé =20 <b> 𝔼[x]\n.\n..dots\n" + "word " * 400
    return Mail(name, f"Papers of {name}: ∂ and more", f"<html><body>{long * size}</body></html>", text * size)


def main(folder, name, *words):
    """Send from a folder that has everything."""
    box = Outbox.__new__(Outbox)
    box.folder = Path(folder)
    how = Flags(lambda: datetime.now(UTC), first_send="--first-send" in words, say=digest.say)
    try:
        print(send.send(box.site, box.options, name, lambda subjects: mail(name, subjects, 10), how, Report()))
    except Refusal as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main(*sys.argv[1:])

"""An archive in a Git repository that fetches from a local server, at a time that the test decides."""

import subprocess
from datetime import UTC, date, datetime

from gazette.cli import clock
from tests import site

GIT = {
    "user.name": "Ada Example",
    "user.email": "ada@example.org",
    "commit.gpgsign": "false",
    "init.defaultBranch": "main",
    "protocol.file.allow": "always",
}
MONDAY, TUESDAY, FRIDAY = date(2025, 3, 10), date(2025, 3, 11), date(2025, 3, 14)


def git(folder, *words):
    """What git prints."""
    options = [word for name, value in GIT.items() for word in ("-c", f"{name}={value}")]
    done = subprocess.run(["git", *options, *words], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout


def at(monkeypatch, day, hour=8):
    """Let it be this day."""
    monkeypatch.setattr(clock, "now", lambda: datetime(day.year, day.month, day.day, hour, 15, tzinfo=UTC))


def settings(upstream, more=""):
    return (
        "title: My papers\nurl: https://papers.example.org/\n"
        f"fetch:\n  sources: [huggingface]\n  enrich: false\n  huggingface: {{url: {upstream.url}}}\n{more}"
    )


def repository(folder, upstream, more=""):
    """A new archive in a Git repository, with one commit."""
    site.write(folder, {"site.yaml": settings(upstream, more), ".gitignore": "/public/\n/.gazette/\n"})
    git(folder, "init", "--quiet")
    for name, value in GIT.items():
        git(folder, "config", name, value)
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "--message", "Start")
    return folder


def commits(folder):
    """The subjects of the commits, the newest first."""
    return git(folder, "log", "--format=%s").splitlines()

"""The command `new`: start an archive in a folder of its own."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import gazette
from gazette.cli import program
from gazette.config import values
from gazette.core import names, text
from gazette.core.errors import BadValue, Refusal
from gazette.sources.documents import Node

STARTER = Path(__file__).with_name("starter")
FILES = {
    "site.yaml": names.SITE_YAML,
    "gitignore": ".gitignore",
    "readme.md": "README.md",
    "requirements.txt": "requirements.txt",
    "sample.md": "content/{day.year}/{day}-sample.md",
    "publish.yml": ".github/workflows/publish.yml",
}
"""The files of the folder `starter`, and their paths in a new archive."""
FORMATTED = ("site.yaml", "readme.md", "requirements.txt", "sample.md")
KEPT = frozenset([".git", ".venv"])
"""What a folder may already have."""


def new(args: argparse.Namespace) -> None:
    """Write the files of a new archive. Raises Refusal if the folder has files."""
    folder: Path = args.folder
    if folder.exists() and (not folder.is_dir() or {path.name for path in folder.iterdir()} - KEPT):
        raise Refusal(f"{folder} is not empty; name a folder that does not exist")
    title = text.line(text.clean(args.title or _ask("Title of the archive", folder.resolve().name, "--title")))
    url = _url(args.url or _ask("Its address on the web", "https://papers.example.org/", "--url"))
    today = date.today()
    facts = {
        "title": title,
        "yaml_title": title if title.replace(" ", "").isalpha() else json.dumps(title, ensure_ascii=False),
        "url": url,
        "day": today,
        "authority": f"{urlsplit(url).hostname},{today.year}",
        "gazette": args.gazette or f"gazette=={gazette.__version__}",
    }
    for name, path in FILES.items():
        starter = (STARTER / name).read_text("utf-8")
        target = folder / path.format(**facts)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(starter.format(**facts) if name in FORMATTED else starter, "utf-8")
    if not args.quiet:
        print(f"created {folder}; next, run `{program.name()} fetch --source {folder}`")


def _ask(question: str, default: str, option: str) -> str:
    """The answer of the user; Refusal if nobody can answer."""
    if not sys.stdin or not sys.stdin.isatty():
        raise Refusal(f"there is no terminal to ask for the {question.lower()}; pass {option}")
    return input(f"{question} [{default}]: ").strip() or default


def _url(written: str) -> str:
    try:
        return values.site_url(Node(written, 1))
    except BadValue as bad:
        raise Refusal(f"--url: {bad}") from bad

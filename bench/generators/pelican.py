"""Pelican, a package for Python."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from html import escape
from importlib.util import find_spec
from pathlib import Path

from bench.generators import path
from bench.generators.paper import Paper


def find() -> list[str] | None:
    """What is on PATH, else this Python's own if that can read Markdown."""
    own = [sys.executable, "-m", "pelican"] if find_spec("pelican") and find_spec("markdown") else None
    return path.program("pelican") or own


def page(paper: Paper) -> tuple[str, str]:
    """Its title is HTML, for Pelican takes it so; a fact that is not there has no line."""
    entry = paper.entry
    facts = {
        "Title": escape(entry.title, quote=False),
        "Date": f"{paper.when:%Y-%m-%d %H:%M:%S}",
        "Authors": _each(entry.authors),
        "Tags": _each(entry.tags),
        "Votes": f"{entry.votes or ''}",
        "Link": paper.link,
    }
    head = "".join(f"{key}: {held}\n" for key, held in facts.items() if held)
    return f"content/{paper.name}.md", f"{head}\n{paper.body}\n"


def _each(names: Iterable[str]) -> str:
    """A semicolon after each, for without any Pelican parts at commas."""
    return " ".join(f"{name.replace(';', ',')};" for name in names)


def build(output: Path) -> list[str]:
    """Ends with an error where a paper could not be read, which Pelican would else pass over."""
    return ["--quiet", "--fatal", "errors", "--output", f"{output}"]

"""Pelican, a package for Python."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from html import escape
from importlib.util import find_spec
from pathlib import Path

from bench.generators.paper import Paper
from bench.generators.programs import find_program


def find() -> list[str] | None:
    """Return Pelican on PATH, or in the running Python if that has the package for Markdown, too."""
    module = [sys.executable, "-m", "pelican"] if find_spec("pelican") and find_spec("markdown") else None
    return find_program("pelican") or module


def page(paper: Paper) -> tuple[str, str]:
    """Return the source file with its metadata; empty values are left out. Pelican reads titles as HTML."""
    entry = paper.entry
    metadata = {
        "Title": escape(entry.title, quote=False),
        "Date": f"{paper.when:%Y-%m-%d %H:%M:%S}",
        "Authors": _names(entry.authors),
        "Tags": _names(entry.tags),
        "Votes": f"{entry.votes or ''}",
        "Link": paper.link,
    }
    header = "".join(f"{key}: {value}\n" for key, value in metadata.items() if value)
    return f"content/{paper.name}.md", f"{header}\n{paper.body}\n"


def _names(names: Iterable[str]) -> str:
    """End each name with a semicolon: without any, Pelican splits at commas."""
    return " ".join(f"{name.replace(';', ',')};" for name in names)


def build(output: Path) -> list[str]:
    """Return the arguments; by default Pelican skips a paper that it cannot read, and exits 0."""
    return ["--quiet", "--fatal", "errors", "--output", f"{output}"]

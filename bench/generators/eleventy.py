"""Eleventy, a package for Node."""

from __future__ import annotations

from pathlib import Path

from bench.generators import path
from bench.generators.paper import Paper, headed

HERE = Path("node_modules", ".bin")


def find() -> list[str] | None:
    """Where `npm install` puts it, globally or into the current folder."""
    return path.program("eleventy") or path.program("eleventy", HERE)


def page(paper: Paper) -> tuple[str, str]:
    """Its tags are `subjects`: by `tags` a subject called "all" would be the collection of all pages."""
    entry = paper.entry
    facts = {
        "title": entry.title,
        "date": paper.when.isoformat(),
        "day": paper.day,
        "authors": entry.authors,
        "subjects": entry.tags,
        "votes": entry.votes or 0,
        "link": paper.link,
    }
    return f"papers/{paper.name}.md", headed(facts, paper.body)


def build(output: Path) -> list[str]:
    return ["--quiet", f"--output={output}"]

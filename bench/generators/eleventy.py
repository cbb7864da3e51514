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
    shelves = {"day": paper.day, "subjects": paper.entry.tags}
    return f"papers/{paper.name}.md", headed(paper, shelves)


def build(output: Path) -> list[str]:
    return ["--quiet", f"--output={output}"]

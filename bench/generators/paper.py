"""A paper as a source file of other generators: what their formats have in common."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from itertools import groupby

from bench.corpora.papers import DatedEntry
from gazette.core import urls
from gazette.core.model import Entry

MARKUP = re.compile(r"[&<>\\`*_{}\[\]|~$#^=]|^[-+:\d]", re.MULTILINE)
"""Characters that have a meaning in some dialect of Markdown: anywhere, or at the start of a line."""


@dataclass(frozen=True, slots=True)
class Paper:
    """An entry with the name of its file and a time of its day; the first paper of a day has the latest time."""

    name: str
    when: datetime
    entry: Entry

    @property
    def day(self) -> str:
        return f"{self.when:%Y-%m-%d}"

    @property
    def link(self) -> str:
        """The address of the paper at arXiv or the ACL Anthology."""
        entry = self.entry
        return urls.arxiv(entry) if entry.arxiv else urls.acl(entry)

    @property
    def body(self) -> str:
        """The abstract as Markdown that is rendered as the same plain text."""
        return MARKUP.sub(lambda sign: f"&#{ord(sign[0])};", "\n\n".join(self.entry.abstract))


def papers(rows: Iterable[DatedEntry]) -> Iterator[Paper]:
    """Yield papers one second apart, in descending order of time, because generators list the latest first."""
    for day, group in groupby(rows, key=lambda row: row[0]):
        midnight = datetime.combine(day, time(), UTC)
        for rank, (_, entry) in enumerate(group, 1):
            name = re.sub(r"[^a-z0-9-]+", "-", (entry.arxiv or entry.acl).lower())
            yield Paper(name, midnight + timedelta(days=1, seconds=-rank), entry)


def markdown(paper: Paper, extra: Mapping[str, object]) -> str:
    """Return Markdown with front matter in YAML; `extra` are the keys that only one generator needs."""
    entry = paper.entry
    common = {"title": entry.title, "date": paper.when.isoformat(), "authors": entry.authors, "votes": entry.votes or 0}
    metadata = {**common, "link": paper.link, **extra}
    # JSON is valid YAML
    front_matter = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in metadata.items())
    return f"---\n{front_matter}---\n\n{paper.body}\n"

"""An answer of arXiv's API, saved as it came."""

from __future__ import annotations

import re

from gazette.core.errors import Report
from gazette.core.model import Listing
from gazette.listings import arxiv_atom, foreign
from gazette.sources.files import SourceFile

NAME = "arXiv's API"
SUFFIXES = (".xml", ".atom")
_ID = re.compile(r">\s*https?://(?:export\.)?arxiv\.org/(?:api/|\s*<)")


def recognise(source: SourceFile) -> bool:
    """A feed with an id of arXiv's API."""
    start = source.text[:3000]
    return source.path.lower().endswith(SUFFIXES) and bool("<feed" in start and _ID.search(start))


def parse(source: SourceFile, report: Report) -> Listing | None:
    answer = arxiv_atom.read(source.text, report)
    if answer is None:
        return None
    rows = [(None, entry) for entry in answer.entries]
    return foreign.single(foreign.listings(rows, source.path, report, answer.day, source="arXiv"), report)

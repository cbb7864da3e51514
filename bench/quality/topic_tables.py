"""Measure the precision and the recall of topics by tables that a person filled in.

A table of judged pairs has the columns id, topic and judgement, and may have others; a table of labelled papers has the
columns id, primary (the topic that a paper is about first) and others (further topics, with spaces between them). Tabs
separate the columns. The id is the number at arXiv, the id at the ACL Anthology, or the title of a paper without them.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from math import sqrt
from pathlib import Path

from bench.checks import require_file
from bench.quality import listings
from gazette.config import topics
from gazette.config.topics import Vocabulary
from gazette.core.errors import Refusal, counted
from gazette.core.model import Entry

RIGHT, ARGUABLE, WRONG = "right", "arguable", "wrong"
Row = dict[str, str]
Z = 1.96


def precision(table: Path) -> Iterator[str]:
    """Yield the share of right pairs, then that of right and arguable ones, with Wilson's 95 % intervals."""
    way_out = "pass a table that --sample printed, with its judgements"
    judgements = [row.get("judgement") or "" for row in _rows(table, way_out)]
    for number, judgement in enumerate(judgements, 2):
        if judgement not in (RIGHT, ARGUABLE, WRONG):
            raise Refusal(f"{table}: the judgement of row {number} is {judgement!r}; write right, arguable or wrong")
    right, arguable = judgements.count(RIGHT), judgements.count(ARGUABLE)
    yield f"strict precision {_share(right, len(judgements))}"
    yield f"lenient precision {_share(right + arguable, len(judgements))}, with {arguable} arguable"


def recall(table: Path, folders: Iterable[Path], vocabulary: Vocabulary) -> Iterator[str]:
    """Yield the share of primary topics that are found, then that of all labels.

    A topic is found if the paper is on its page, which shows the papers of the topics below it too.
    """
    rows = _rows(table, "pass a table with the columns id, primary and others")
    papers = _by_id(folders)
    known = [row for row in rows if row.get("id") in papers]
    if not known:
        raise Refusal(f"{table}: none of its papers is in these folders; pass the folders with its papers")
    results = [_labels(row, papers[row["id"]], vocabulary) for row in known]
    labels = [each for result in results for each in result]
    if len(known) < len(rows):
        yield f"left out, in none of the folders: {counted(len(rows) - len(known), 'paper')}"
    yield f"primary topics found {_share(sum(result[0] for result in results), len(results))}"
    yield f"all labels found {_share(sum(labels), len(labels))}"


def _labels(row: Row, entry: Entry, vocabulary: Vocabulary) -> list[bool]:
    """Whether each label of a paper is found, the primary one first."""
    found = {*topics.find(entry, vocabulary)}
    for slug in tuple(found):
        found.update(topics.ancestors(vocabulary.topics[slug], vocabulary.topics))
    return [slug in found for slug in (row["primary"], *(row["others"] or "").split())]


def _by_id(folders: Iterable[Path]) -> dict[str, Entry]:
    entries = [entry for folder in folders for entry in listings.entries(folder)]
    return {name: entry for entry in entries for name in (entry.title, entry.acl, entry.arxiv) if name}


def _rows(table: Path, way_out: str) -> Sequence[Row]:
    require_file(table, way_out)
    try:
        rows = list(csv.DictReader(table.read_text("utf-8").splitlines(), delimiter="\t"))
    except UnicodeDecodeError as error:
        raise Refusal(f"{table} is not UTF-8 text; save it as UTF-8") from error
    if not rows:
        raise Refusal(f"{table} has no rows; {way_out}")
    return rows


def _share(part: int, count: int) -> str:
    share, scale = part / count, 1 + Z * Z / count
    middle = (share + Z * Z / (2 * count)) / scale
    half = Z / scale * sqrt(share * (1 - share) / count + Z * Z / (4 * count * count))
    return f"{share:.3f} ({part} of {count}), 95 % interval {middle - half:.3f} to {middle + half:.3f}"

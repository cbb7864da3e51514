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
    rows = _rows(table, way_out)
    if "judgement" not in rows[0]:
        raise Refusal(f"{table} has no column `judgement`; {way_out}")
    judgements = [row["judgement"] or "" for row in rows]
    for number, judgement in enumerate(judgements, 2):
        if judgement not in (RIGHT, ARGUABLE, WRONG):
            raise Refusal(f"{table}: the judgement of row {number} is {judgement!r}; write right, arguable or wrong")
    right, arguable = judgements.count(RIGHT), judgements.count(ARGUABLE)
    yield f"strict precision {_share(right, len(judgements))}"
    yield f"lenient precision {_share(right + arguable, len(judgements))}, with {arguable} arguable"


def recall(table: Path, folders: Iterable[Path], vocabulary: Vocabulary) -> Iterator[str]:
    """Yield the share of primary topics that are found, of all labels, and of the topics found that are labels.

    A topic is found if the paper is on its page, which shows the papers of the topics below it too.
    """
    papers = labelled(table, folders)
    missing = size(table) - len(papers)
    if missing:
        yield f"left out, in none of the folders: {counted(missing, 'paper')}"
    found = [(topics.find(entry, vocabulary), labels) for entry, labels in papers]
    shown = [(_with_wider(slugs, vocabulary), labels) for slugs, labels in found]
    yield f"primary topics found {_share(sum(labels[0] in slugs for slugs, labels in shown), len(shown))}"
    each = [slug in slugs for slugs, labels in shown for slug in labels]
    yield f"all labels found {_share(sum(each), len(each))}"
    right = [slug in _with_wider(labels, vocabulary) for slugs, labels in found for slug in slugs]
    yield f"topics found that are labels, or wider topics of labels {_share(sum(right), len(right))}"


def size(table: Path) -> int:
    """The number of rows of a table."""
    return len(_rows(table))


def labelled(table: Path, folders: Iterable[Path]) -> list[tuple[Entry, list[str]]]:
    """The papers of a table that are in the folders, with their labels, the primary one first; Refusal if none is."""
    entries = [entry for folder in folders for entry in listings.entries(folder)]
    papers = {name: entry for entry in entries for name in (entry.title, entry.acl, entry.arxiv) if name}
    way_out = "pass a table with the columns id, primary and others"
    rows = _rows(table, way_out)
    if not {"id", "primary", "others"} <= rows[0].keys():
        raise Refusal(f"{table} lacks a column; {way_out}")
    found = [
        (papers[row["id"]], [row["primary"] or "", *(row["others"] or "").split()])
        for row in rows
        if row["id"] in papers
    ]
    if not found:
        raise Refusal(f"{table}: none of its papers is in these folders; pass the folders with its papers")
    return found


def _with_wider(slugs: Iterable[str], vocabulary: Vocabulary) -> set[str]:
    """The slugs and those of the topics above them."""
    return {*slugs}.union(*(vocabulary.above.get(slug, ()) for slug in slugs))


def _rows(table: Path, way_out: str = "") -> Sequence[Row]:
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
    low, high = max(0, middle - half), min(1, middle + half)
    return f"{share:.3f} ({part} of {count}), 95 % interval {low:.3f} to {high:.3f}"

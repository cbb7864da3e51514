"""Read corpora: files with one paper per line, as JSON.

A line has one of two forms. A synthetic paper has `id` (arXiv's), `date`, `title`, `authors`, `tags`, `upvotes` and
`abstract`. A paper of the ACL Anthology has no date; such papers are assigned to weekdays in the order of the file,
PAPERS_PER_DAY each, starting at FIRST_WEEKDAY. Files whose name ends in .gz are compressed with gzip.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

from bench.checks import require_file
from gazette.core import text
from gazette.core.errors import Refusal
from gazette.core.model import Entry
from gazette.listings import ids

PAPERS_PER_DAY = 25
FIRST_WEEKDAY = date(2010, 1, 4)
FORMAT = "a corpus has one JSON object per line, as `bench make` or the ACL Anthology writes it"

DatedEntry = tuple[date, Entry]


def read(path: Path, start: int = 0, stop: int | None = None) -> Iterator[DatedEntry]:
    """Yield the papers from number `start`, counted from 0, up to but not including `stop`."""
    seen_dois: set[str] = set()
    for number, paper in enumerate(records(path, stop)):  # papers before `start` claim their DOIs, too
        try:
            row = _dated_entry(paper, number, seen_dois)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise Refusal(f"{path}:{number + 1}: not a paper ({error!r}); {FORMAT}") from error
        if number >= start:
            yield row


def count(path: Path) -> int:
    """Return the number of lines in a corpus."""
    return sum(1 for _ in _lines(path))


def records(path: Path, stop: int | None = None) -> Iterator[dict[str, Any]]:
    """Yield the JSON object of each line; raise Refusal if the file or one of its lines cannot be read."""
    for number, line in enumerate(islice(_lines(path), stop), 1):
        try:
            record = json.loads(line)
        except ValueError as error:
            raise Refusal(f"{path}:{number}: not JSON ({error}); {FORMAT}") from error
        if not isinstance(record, dict):
            raise Refusal(f"{path}:{number}: not a JSON object; {FORMAT}")
        yield record


def _lines(path: Path) -> Iterator[str]:
    require_file(path, "pass a file of JSON lines (.jsonl or .jsonl.gz)")
    try:
        with _open(path) as lines:
            yield from lines
    except (EOFError, UnicodeDecodeError, gzip.BadGzipFile, zlib.error) as error:
        raise Refusal(f"{path} cannot be read ({error}); pass a UTF-8 file, or one compressed with gzip") from error


def _open(path: Path) -> TextIO:
    return gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8")


def _dated_entry(paper: dict[str, Any], number: int, seen_dois: set[str]) -> DatedEntry:
    if "date" in paper:
        details = {"arxiv": paper["id"], "tags": tuple(paper["tags"]), "votes": paper["upvotes"]}
        return date.fromisoformat(paper["date"]), _entry(paper, details)
    weeks, weekday = divmod(number // PAPERS_PER_DAY, 5)
    details = {"acl": paper["id"], "venue": paper["venue"] or "", "doi": _unique_doi(paper["doi"] or "", seen_dois)}
    return FIRST_WEEKDAY + timedelta(weeks=weeks, days=weekday), _entry(paper, details)


def _unique_doi(written: str, seen_dois: set[str]) -> str:
    """Return the DOI, or "" if it is invalid or an earlier paper has it.

    Gazette merges papers with the same DOI, so the number of papers would differ between generators.
    """
    try:
        doi = ids.doi(written)
    except ValueError:  # some are handles of other registries
        return ""
    is_new = doi not in seen_dois
    seen_dois.add(doi)
    return doi if is_new else ""


def _entry(paper: dict[str, Any], details: dict[str, Any]) -> Entry:
    return Entry(
        title=text.line(text.clean(paper["title"] or "")) or "Untitled",
        authors=tuple(name for each in paper["authors"] if (name := text.line(text.clean(each)))),
        abstract=text.paragraphs(text.clean(paper["abstract"] or "")),
        **details,
    )

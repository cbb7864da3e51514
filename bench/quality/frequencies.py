"""Count in how many papers each word of their titles and abstracts is, to compare synthetic papers with real ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from bench.checks import require_path
from bench.corpora import papers
from bench.quality import listings
from gazette.core.errors import Refusal
from gazette.core.model import Entry
from gazette.search import words

RANKS = (1, 10, 100, 1_000, 10_000, 100_000)
HEAD = ["", "papers", "words of a title", "of an abstract", "different words", "in one paper only"]


def table(paths: Iterable[Path], stop: int | None = None) -> Iterator[str]:
    """Yield the lines of a table in Markdown, with a row for each corpus or folder of listings.

    Only the first `stop` papers with an abstract are counted.
    """
    rows = [_row([path.name, *_cells(path, stop)]) for path in paths]
    yield _row([*HEAD, *(f"papers with word {rank:,}" for rank in RANKS)])
    yield _row(["---"] * (len(HEAD) + len(RANKS)))
    yield from rows


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cells(path: Path, stop: int | None) -> Iterator[str]:
    frequencies: Counter[str] = Counter()
    count = in_titles = in_abstracts = 0
    for entry in islice(filter(_has_abstract, _entries(path)), stop):
        title, abstract = words.split(entry.title), words.split("\n".join(entry.abstract))
        count, in_titles, in_abstracts = count + 1, in_titles + len(title), in_abstracts + len(abstract)
        frequencies.update({*title, *abstract})
    if not count:
        raise Refusal(f"{path} has no paper with an abstract; pass other papers")
    ordered = sorted(frequencies.values(), reverse=True)
    yield from (f"{count:,}", f"{in_titles / count:.1f}", f"{in_abstracts / count:.0f}", f"{len(ordered):,}")
    yield f"{ordered.count(1) / len(ordered):.0%}"
    yield from (f"{ordered[rank - 1] / count:.2g}" if rank <= len(ordered) else "–" for rank in RANKS)


def _entries(path: Path) -> Iterable[Entry]:
    require_path(path, "pass a corpus, or a folder of listings")
    return listings.entries(path) if path.is_dir() else (entry for _, entry in papers.read(path))


def _has_abstract(entry: Entry) -> bool:
    return bool(entry.abstract)

"""Measure how well formulas that lost their markup are restored, and how long that takes."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from bench.quality import listings, lost_markup
from bench.quality.restoration_score import Score
from gazette import tex
from gazette.tex import mathml

RUNS = 5
CONTEXT = 30  # characters


def compare(corpus: Path, differences: int, framed: bool = False) -> Iterator[str]:
    """Remove the markup from a corpus, restore it, and yield lines: some of the differences, then a table.

    With `framed`, the formulas of the corpus stand in made-up sentences.
    """
    originals = lost_markup.abstracts_with_formulas(corpus)
    texts = lost_markup.framed_formulas(originals) if framed else originals
    pairs = [lost_markup.remove_markup(abstract) for abstract in texts]
    score = Score()
    lines = [line for text, formulas in pairs for line in score.add(text, formulas)]
    yield from random.Random(7).sample(lines, min(differences, len(lines)))
    for name, value in _rows(score):
        yield f"| {name} | {value} |"
    yield f"| restoring, µs per abstract | {restoring_time([text for text, _ in pairs]):.0f} |"
    yield f"| converting, µs per formula | {_converting_time([each.tex for _, row in pairs for each in row]):.0f} |"


def _rows(score: Score) -> list[tuple[str, str]]:
    return [
        ("abstracts with formulas", f"{score.abstracts:,}"),
        ("formulas; required formulas", f"{score.formulas:,}; {score.required:,}"),
        ("precision, restored formulas", _share(score.correct, score.restored)),
        ("restored where the original has no formula", f"{score.outside:,}"),
        ("precision, their commands and scripts", _share(score.tokens_correct, score.tokens)),
        ("recall, required formulas", _share(score.required_found, score.required)),
        ("recall, required formulas, with every letter and sign", _share(score.required_complete, score.required)),
        ("recall, all formulas", _share(score.found, score.formulas)),
        ("characters altered outside formulas", f"{score.altered_characters}"),
    ]


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.4f} ({part:,} of {whole:,})" if whole else "–"


def restored_in(folder: Path, limit: int | None = None) -> Iterator[str]:
    """Yield a line for each formula that is restored in the first `limit` abstracts of a folder, then a summary."""
    texts = list(abstracts(folder))[:limit]
    formulas = [(text, each) for text in texts for each in tex.lost_formulas(text)]
    for text, each in formulas:
        yield f"{each.tex}   in   …{text[max(0, each.start - CONTEXT) : each.end + CONTEXT]}…"
    changed = len({text for text, _ in formulas})
    counts = f"{len(texts):,} abstracts, {len(formulas):,} restored formulas in {changed:,} of them"
    yield f"{counts}, {restoring_time(texts):.0f} µs per abstract"


def abstracts(folder: Path) -> dict[str, None]:
    """Return the different abstracts of a folder of listings, in order."""
    return dict.fromkeys("\n\n".join(entry.abstract) for entry in listings.entries(folder))


def restoring_time(texts: Sequence[str]) -> float:
    """Return the median of the CPU time per abstract over several runs, in microseconds."""
    return _time_per_item(texts, tex.lost_formulas.__wrapped__)


def _converting_time(formulas: Sequence[str]) -> float:
    """Return the median of the CPU time per different formula over several runs, in microseconds."""
    return _time_per_item(list(dict.fromkeys(formulas)), mathml.render.__wrapped__)


def _time_per_item(items: Sequence[str], function: Callable[[str], object]) -> float:
    runs = []
    for _ in range(RUNS):
        start = time.process_time()
        for item in items:
            function(item)
        runs.append((time.process_time() - start) / len(items) * 1e6)
    return statistics.median(runs)

"""Format figures as tables in Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from bench.speed import rebuilds
from bench.speed.builds import COPY, GAZETTE, GAZETTE_FULL, VARIANTS, WRITE, Row, Rows

MIB = 1024 * 1024
NONE = "–"
FIGURES_HEADER = (
    "measure", "program", "wall s", "CPU s", "largest process MiB", "all processes MiB", "files", "files written", "MB"
)  # fmt: skip
RATIOS_HEADER = ("ratio", "wall", "CPU")
MIN_CPU = 1e-3
"""Seconds; a divisor is at least this."""


@dataclass(frozen=True, slots=True)
class Result:
    """What was measured on one corpus."""

    name: str
    papers: int
    rows: Rows
    grows: bool = False
    """Whether larger results have the same papers and more, so that they can be compared."""
    failed: Sequence[str] = ()
    """The generators that failed."""


def section(result: Result) -> str:
    """Return the figures of one corpus, and their ratios."""
    figures = table(FIGURES_HEADER, (_figures(measure, name, row) for (measure, name), row in result.rows.items()))
    ratios = list(_ratios(result.rows))
    failed = "\n".join(f"- {name} failed; standard error has its messages" for name in result.failed)
    parts = [f"### {result.name}: {result.papers:,} papers", failed, figures]
    parts += [table(RATIOS_HEADER, ratios)] if ratios else []
    return "\n\n".join(filter(None, parts)) + "\n"


def growth(results: Iterable[Result]) -> str:
    """Compare a new day in the largest corpus with one in the next smaller; "" if there are not two."""
    with_days = (each for each in results if each.grows and ("day", GAZETTE) in each.rows)
    by_size = sorted(with_days, key=lambda each: each.papers)
    if len(by_size) < 2:
        return ""
    smaller, largest = by_size[-2:]
    sizes = f"{largest.papers:,} / {smaller.papers:,} papers"
    rows = (
        [f"{name}, {sizes}", *_median_ratios(largest.rows[key], smaller.rows[key])]
        for name in (GAZETTE, GAZETTE_FULL)
        if (key := ("day", name)) in largest.rows
    )
    return f"### How the time of a new day grows\n\n{table(('medians', *RATIOS_HEADER[1:]), rows)}\n"


def _figures(measure: str, name: str, row: Row) -> list[str]:
    """Return a line of the first table. Sampling memory takes time, so the times of those runs are not shown."""
    runs, sampled = row.runs, measure == "memory"
    all_processes = median(run.all_processes for run in runs)
    return [
        measure,
        name,
        NONE if sampled else f"{median(run.wall for run in runs):.2f}",
        NONE if sampled else f"{median(run.cpu for run in runs):.2f}",
        NONE if measure == "io" else f"{median(run.largest_process for run in runs) / MIB:.0f}",
        f"{all_processes / MIB:.0f}" if all_processes else NONE,
        f"{row.files:,}" if row.files else NONE,
        f"{median(run.files_written for run in runs):,.0f}" if measure in rebuilds.MEASURES else NONE,
        f"{row.size / 1e6:,.1f}" if row.files else NONE,
    ]


def _ratios(rows: Rows) -> Iterator[list[str]]:
    """Compare Gazette with the other generators, and with writing the files alone."""
    generators = {name: row for (measure, name), row in rows.items() if measure == "clean" and name not in VARIANTS}
    writers = {name: row for name in (COPY, WRITE) if (row := rows.get(("io", name)))}
    if gazette := rows.get(("clean", GAZETTE)):
        for name, row in {**generators, **writers}.items():
            yield [f"clean: {GAZETTE} / {name}", *_paired_ratios(gazette, row)]
        if full := rows.get(("full", GAZETTE_FULL)):
            share = gazette.files / max(full.files, 1)
            yield [f"per file: {GAZETTE_FULL} / {GAZETTE}", *_paired_ratios(full, gazette, share)]
    for name, generator in generators.items():
        for variant in (GAZETTE, GAZETTE_FULL):
            if day := rows.get(("day", variant)):
                yield [f"day, {variant} / clean, {name} (medians)", *_median_ratios(day, generator)]


def _paired_ratios(one: Row, other: Row, scale: float = 1) -> list[str]:
    """Return the ratios of wall and CPU time, each taken within a round."""
    pairs = list(zip(one.runs, other.runs, strict=True))
    walls = [scale * a.wall / b.wall for a, b in pairs]
    cpus = [scale * a.cpu / max(b.cpu, MIN_CPU) for a, b in pairs]
    return [with_range(median(ratios), ratios) for ratios in (walls, cpus)]


def _median_ratios(one: Row, other: Row) -> list[str]:
    """Return the ratios of the medians of wall and CPU time, for programs that did not run in the same rounds."""
    wall = median(run.wall for run in one.runs) / median(run.wall for run in other.runs)
    cpu = median(run.cpu for run in one.runs) / max(median(run.cpu for run in other.runs), MIN_CPU)
    return [_number(wall), _number(cpu)]


def with_range(ratio: float, ratios: Sequence[float]) -> str:
    """Format a ratio, followed by the least and the greatest of several."""
    return f"{_number(ratio)} ({_number(min(ratios))} to {_number(max(ratios))})" if len(ratios) > 1 else _number(ratio)


def _number(ratio: float) -> str:
    return f"{ratio:.2f}" if ratio >= 0.1 else f"{ratio:.4f}"


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)

"""What was measured, as tables in Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from bench.measures import ALL, COPY, OURS, REBUILDS, WRITE, Row, Rows

MIB = 1024 * 1024
NONE = "–"
HEAD = ("measure", "of", "wall s", "CPU s", "largest MiB", "together MiB", "files", "changed", "MB")
RATIOS = ("ratio", "wall", "CPU")


@dataclass(frozen=True, slots=True)
class Result:
    """What was measured of one corpus."""

    name: str
    papers: int
    rows: Rows
    grows: bool = False
    """Whether its papers begin those of the larger results, so that the two may be compared."""
    fallen: Sequence[str] = ()
    """The peers that failed."""


def section(result: Result) -> str:
    """The figures of one corpus, and their ratios."""
    figures = _table(HEAD, (_figures(measure, name, row) for (measure, name), row in result.rows.items()))
    ratios = list(_ratios(result.rows))
    fallen = "\n".join(f"- {name} failed; its last words are on standard error" for name in result.fallen)
    parts = [f"### {result.name}: {result.papers:,} papers", fallen, figures, _table(RATIOS, ratios) if ratios else ""]
    return "\n\n".join(filter(None, parts)) + "\n"


def growth(results: Iterable[Result]) -> str:
    """How much longer a new day takes in the largest corpus than in the next smaller; "" without two."""
    dated = (each for each in results if each.grows and ("day", OURS) in each.rows)
    sized = sorted(dated, key=lambda each: each.papers)
    if len(sized) < 2:
        return ""
    smaller, largest = sized[-2:]
    rows = (
        [f"{who}, {largest.papers:,} / {smaller.papers:,} papers", *_of_medians(largest.rows[key], smaller.rows[key])]
        for who in (OURS, ALL)
        if (key := ("day", who)) in largest.rows
    )
    return f"### How a new day grows\n\n{_table(('medians', *RATIOS[1:]), rows)}\n"


def _figures(measure: str, name: str, row: Row) -> list[str]:
    """A line of the first table.  To watch memory takes time, so a watched run tells none."""
    runs, watched = row.runs, measure == "memory"
    together = max(run.together for run in runs)
    return [
        measure,
        name,
        NONE if watched else f"{median(run.wall for run in runs):.2f}",
        NONE if watched else f"{median(run.cpu for run in runs):.2f}",
        NONE if measure == "floor" else f"{median(run.peak for run in runs) / MIB:.0f}",
        f"{together / MIB:.0f}" if together else NONE,
        f"{row.files:,}" if row.files else NONE,
        f"{median(run.changed for run in runs):,.0f}" if measure in REBUILDS else NONE,
        f"{row.size / 1e6:,.1f}" if row.files else NONE,
    ]


# Ratios.


def _ratios(rows: Rows) -> Iterator[list[str]]:
    """Of runs in the same round, pair by pair; of medians where the two were not run in turn."""
    ours = rows.get(("clean", OURS))
    peers = {name: row for (measure, name), row in rows.items() if measure == "clean" and name != OURS}
    floors = {name: row for name in (COPY, WRITE) if (row := rows.get(("floor", name)))}
    if ours:
        for name, row in {**peers, **floors}.items():
            yield [f"clean: {OURS} / {name}", *_paired(ours, row)]
        if everything := rows.get(("full", ALL)):
            share = ours.files / (everything.files or 1)
            yield [f"a file: {ALL} / {OURS}", *_paired(everything, ours, share)]
    for name, peer in peers.items():
        for who in (OURS, ALL):
            if day := rows.get(("day", who)):
                yield [f"a new day, {who} / all anew, {name} (medians)", *_of_medians(day, peer)]


def _paired(one: Row, other: Row, scale: float = 1) -> list[str]:
    pairs = list(zip(one.runs, other.runs, strict=True))
    walls = [scale * a.wall / b.wall for a, b in pairs]
    cpus = [scale * a.cpu / max(b.cpu, 1e-3) for a, b in pairs]
    return [_spread(walls), _spread(cpus)]


def _spread(ratios: Sequence[float]) -> str:
    middle = _number(median(ratios))
    return f"{middle} ({_number(min(ratios))} to {_number(max(ratios))})" if len(ratios) > 1 else middle


def _number(ratio: float) -> str:
    return f"{ratio:.2f}" if ratio >= 0.1 else f"{ratio:.4f}"


def _of_medians(one: Row, other: Row) -> list[str]:
    wall = median(run.wall for run in one.runs) / median(run.wall for run in other.runs)
    cpu = median(run.cpu for run in one.runs) / max(median(run.cpu for run in other.runs), 1e-3)
    return [_number(wall), _number(cpu)]


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)

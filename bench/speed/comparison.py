"""Compare this checkout of Gazette with another one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from statistics import median

from bench.speed.builds import GAZETTE, GAZETTE_FULL, OTHER, OTHER_FULL, Row, Rows
from bench.speed.process import Run
from bench.speed.tables import MIN_CPU, NONE, table, with_range

PAIRS = {GAZETTE: OTHER, GAZETTE_FULL: OTHER_FULL}
HEADER = ("measure", "program", "wall", "CPU", "memory")


def section(rows: Rows) -> str:
    """Return the ratios of the medians, this checkout / the other one; in brackets the range of the rounds' ratios."""
    return f"#### This checkout / the other checkout\n\n{table(HEADER, _lines(rows))}\n"


def _lines(rows: Rows) -> Iterator[list[str]]:
    for (measure, name), row in rows.items():
        other = rows.get((measure, PAIRS.get(name, "")))
        if other and measure == "memory":  # sampling takes time, so the times of these runs mean nothing
            yield [measure, name, NONE, NONE, _ratio(row, other, _memory)]
        elif other:
            yield [measure, name, _ratio(row, other, _wall), _ratio(row, other, _cpu), _ratio(row, other, _memory)]


def _ratio(row: Row, other: Row, value: Callable[[Run], float]) -> str:
    ratios = [value(one) / value(two) for one, two in zip(row.runs, other.runs, strict=True)]
    return with_range(median(map(value, row.runs)) / median(map(value, other.runs)), ratios)


def _wall(run: Run) -> float:
    return run.wall


def _cpu(run: Run) -> float:
    return max(run.cpu, MIN_CPU)


def _memory(run: Run) -> float:
    """Return the memory of all processes where it was sampled, else that of the largest."""
    return run.all_processes or run.largest_process

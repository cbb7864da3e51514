"""Measure rebuilds of Gazette's sites: without a change, with a new day, with every listing touched."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path

from bench.corpora import papers, source_folder
from bench.corpora.papers import PAPERS_PER_DAY, DatedEntry
from bench.speed.builds import Row, Rows, Trial, files, tree_size
from bench.speed.process import Run, alternate, run_program

MEASURES = ("same", "day", "touched")
PAUSE = 3.0
"""Seconds from the last change of a source until the next build. A file system may store times in steps of 2 s, so
Gazette reads a file again that was younger than that when it last looked. This is not meant to be measured."""
CLOCK_TOLERANCE = 20_000_000
"""Nanoseconds by which the modification time of a new file may be earlier than the clock."""

Change = Callable[[Path], object]


def measure(trial: Trial, measures: Iterable[str]) -> Rows:
    """Measure rebuilds of every variant of Gazette."""
    rows: Rows = {}
    later = papers.read(trial.corpus, trial.size, trial.size + trial.rounds * PAPERS_PER_DAY)
    days = [list(islice(later, PAPERS_PER_DAY)) for _ in range(trial.rounds)] if "day" in measures else []
    for name in measures:
        trial.progress(f"rebuilds, {name}")
        rebuilds = {
            variant: partial(_rebuild, trial.source(variant), trial.variants[variant].build, _change(name, days))
            for variant in trial.variants
        }
        runs = alternate(rebuilds, trial.rounds)
        rows |= {(name, each): Row(runs[each], *tree_size(trial.source(each) / "public")) for each in rebuilds}
    return rows


def _change(name: str, days: Iterable[list[DatedEntry]]) -> Change:
    """Return what to do to a source folder before each rebuild."""
    remaining = iter(days)
    changes: dict[str, Change] = {"day": lambda source: source_folder.write(next(remaining), source), "touched": _touch}
    return changes.get(name, lambda _: None)


def _touch(source: Path) -> None:
    for path, _ in files(source / "content"):
        os.utime(source / "content" / path)


def _rebuild(source: Path, build: Callable[[Path], list[str]], change: Change) -> Run:
    time.sleep(PAUSE)
    change(source)
    since = time.time_ns() - CLOCK_TOLERANCE
    run = run_program(build(source))
    return replace(run, files_written=sum(status.st_mtime_ns >= since for _, status in files(source / "public")))

"""Run the measures on every corpus and report the figures."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from bench.checks import require_file, require_folder
from bench.corpora import papers, synthetic
from bench.corpora.papers import PAPERS_PER_DAY
from bench.generators.registry import GENERATORS
from bench.speed import comparison, environment, rebuilds, tables
from bench.speed.builds import COPY, GAZETTE, GAZETTE_FULL, OTHER, OTHER_FULL, WRITE, Rows, Trial
from bench.speed.tables import Result
from gazette.core.errors import Refusal

MEASURES = ("clean", "full", "io", "memory", *rebuilds.MEASURES)
SYNTHETIC = "synthetic"
BYTES_PER_PAPER = 190_000
"""On disk, for a paper's pages in all sites of a round; the sources and their first sites need as much once more."""

Programs = Mapping[str, Sequence[str]]
"""The words that start each of the other generators, by its name."""


@dataclass(frozen=True, slots=True)
class Options:
    """What to measure."""

    sizes: tuple[int, ...] = ()
    """How many synthetic papers; a trial for each."""
    corpora: tuple[tuple[str, Path], ...] = ()
    """Names and files of other corpora."""
    rounds: int = 3
    measures: tuple[str, ...] = MEASURES
    generators: tuple[str, ...] = ()
    programs: Mapping[str, Path | None] = field(default_factory=dict)
    """The paths of generators that are not to be looked for."""
    against: Path | None = None
    """Another checkout of Gazette to compare with."""


def report(options: Options, scratch: Path | None = None) -> Iterator[str]:
    """Yield the parts of the report, each when it is measured; remove everything that was written at the end."""
    if not hasattr(os, "wait4"):
        raise Refusal("bench needs the system call wait4, which this system does not have; run it on Linux or macOS")
    _check_checkout(options.against)
    programs = {name: path for name in options.generators if (path := _program(name, options.programs.get(name)))}
    trials = list(_trials(options))
    if scratch:
        scratch.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="gazette-bench-", dir=scratch, ignore_cleanup_errors=True) as name:
        folder = Path(name).absolute()
        _check_free_space(shutil.disk_usage(folder).free, sum(size for _, _, size in trials), options)
        if options.sizes:
            _progress("generating papers")
            count = max(options.sizes) + options.rounds * PAPERS_PER_DAY
            synthetic.write(folder / f"{SYNTHETIC}.jsonl", count)
        facts = environment.facts(options.rounds, options.generators, programs, options.against)
        yield "".join(f"- {fact}\n" for fact in facts)
        yield from _sections(options, programs, folder, trials)
        _progress("removing the scratch folder")


def _check_checkout(checkout: Path | None) -> None:
    if checkout:
        require_folder(checkout, "pass a checkout of Gazette to --against")
        require_file(checkout / "build.py", "pass a checkout of Gazette to --against")


def _program(name: str, path: Path | None) -> list[str] | None:
    """Return the words that start a generator; None if it is not installed."""
    if not path:
        return GENERATORS[name].find()
    if not (path.is_file() and os.access(path, os.X_OK)):
        raise Refusal(f"{path} is not a program; pass the path of {name}, or leave out --{name}")
    return [f"{path.absolute()}"]  # it is started in another folder


def _trials(options: Options) -> Iterator[tuple[str, Path | None, int]]:
    """Yield name, corpus and size of each trial; the corpus is None if its papers are synthetic.

    Each corpus has a day more for each round, which the measure `day` adds.
    """
    later = options.rounds * PAPERS_PER_DAY
    for size in options.sizes:
        yield SYNTHETIC, None, size
    for name, path in options.corpora:
        size = papers.count(path) // PAPERS_PER_DAY * PAPERS_PER_DAY - later
        if size <= 0:
            raise Refusal(f"{path} has too few papers; {options.rounds} rounds need more than {later}")
        yield name, path, size


def _check_free_space(free: int, count: int, options: Options) -> None:
    """Raise Refusal now, so that the disk is not full after hours."""
    rounds = options.rounds if {"clean", "full", "io"} & set(options.measures) else 0
    needed = count * (rounds + 1) * BYTES_PER_PAPER * (2 if options.against else 1)
    if free < needed:
        raise Refusal(
            f"this needs {needed / 1e9:,.0f} GB of disk space, and {free / 1e9:,.0f} GB are free; pass smaller --sizes "
            "or fewer --runs, or a folder on a larger disk to --scratch"
        )


def _sections(
    options: Options, programs: Programs, folder: Path, trials: Iterable[tuple[str, Path | None, int]]
) -> Iterator[str]:
    results = []
    for each in trials:
        results.append(_measure(options, programs, folder, *each))
        yield tables.section(results[-1])
        if options.against:
            yield comparison.section(results[-1].rows)
    yield tables.growth(results)


def _measure(options: Options, programs: Programs, scratch: Path, name: str, corpus: Path | None, size: int) -> Result:
    folder = scratch / f"{name}-{size}"
    folder.mkdir()
    progress = partial(_progress, f"{name}, {size:,} papers")
    corpus_path = corpus or scratch / f"{SYNTHETIC}.jsonl"
    trial = Trial(corpus_path, size, folder, options.rounds, programs, options.against, progress)
    trial.prepare()
    rows: Rows = {}
    if clean := _clean_builds(options, programs):
        rows |= trial.clean(clean)
    if "memory" in options.measures:
        rows |= trial.memory()
    rows |= rebuilds.measure(trial, [each for each in rebuilds.MEASURES if each in options.measures])
    return Result(name, size, rows, corpus is None, tuple(trial.failed))


def _clean_builds(options: Options, programs: Iterable[str]) -> dict[str, str]:
    """Return which programs make a clean build in each round, with the measure that each belongs to.

    Gazette is always among them, because all others are compared with it.
    """
    compared = bool(options.against)
    by_measure = {
        "clean": [GAZETTE, *([OTHER] if compared else []), *programs],
        "full": [GAZETTE_FULL, *([OTHER_FULL] if compared else [])],
        "io": [COPY, WRITE],
    }
    chosen = {name: measure for measure, names in by_measure.items() if measure in options.measures for name in names}
    return {GAZETTE: "clean", **chosen} if chosen else {}


def _progress(*parts: str) -> None:
    print("bench", *parts, sep=": ", file=sys.stderr, flush=True)

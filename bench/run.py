"""A whole bench: the corpora, the peers that are there, every measure, the tables."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from bench import corpus, made, rebuilds, table
from bench.measures import ALL, COPY, NAMES, OURS, REBUILDS, WRITE, Rows, Trial
from bench.peer import PEERS
from bench.table import Result
from gazette.core.errors import Refusal

MADE = "made"
A_PAPER = 190_000
"""The bytes on disk of a paper's part in all sites of a round; once more for the sources and their first sites."""


@dataclass(frozen=True, slots=True)
class Ask:
    """What is to be measured."""

    sizes: tuple[int, ...] = ()
    corpora: tuple[tuple[str, Path], ...] = ()
    runs: int = 3
    only: tuple[str, ...] = NAMES
    peers: tuple[str, ...] = ()
    programs: Mapping[str, Path | None] = field(default_factory=dict)
    """Where a peer's program is said to lie."""


def report(ask: Ask, scratch: Path | None = None) -> Iterator[str]:
    """The parts of the report, each as soon as it is measured; at the end all that was written for it is gone."""
    if not hasattr(os, "wait4"):
        raise Refusal("bench weighs processes by wait4, which this system lacks; run it on Linux or macOS")
    programs = {name: path for name in ask.peers if (path := _program(name, ask.programs.get(name)))}
    corpora = list(_corpora(ask))
    if scratch:
        scratch.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="gazette-bench-", dir=scratch, ignore_cleanup_errors=True) as name:
        folder = Path(name).absolute()
        _refuse_too_little(shutil.disk_usage(folder).free, sum(size for _, _, size in corpora), ask)
        if ask.sizes:
            _say("making papers")
            made.make(folder / f"{MADE}.jsonl", max(ask.sizes) + ask.runs * corpus.PER_DAY)
        facts = [*_machine(ask), *map(_version, programs, programs.values()), *_absent(ask, programs)]
        yield "".join(f"- {fact}\n" for fact in facts)
        results = []
        for each in corpora:
            results.append(_measured(ask, programs, folder, *each))
            yield table.section(results[-1])
        yield table.growth(results)
        _say("removing what was made")


def _program(name: str, said: Path | None) -> list[str] | None:
    """How its command begins."""
    if not said:
        return PEERS[name].find()
    if not (said.is_file() and os.access(said, os.X_OK)):
        raise Refusal(f"{said} is no program; name {name}'s, or leave --{name} out")
    return [f"{said.absolute()}"]  # it is started elsewhere


def _corpora(ask: Ask) -> Iterator[tuple[str, Path | None, int]]:
    """For each trial its name, its papers unless they are to be made, and how many; a day for each run comes after."""
    spare = ask.runs * corpus.PER_DAY
    for size in ask.sizes:
        yield MADE, None, size
    for name, path in ask.corpora:
        size = corpus.size(path) // corpus.PER_DAY * corpus.PER_DAY - spare
        if size <= 0:
            raise Refusal(f"{path} holds too few papers; {ask.runs} runs want more than {spare}")
        yield name, path, size


def _refuse_too_little(free: int, papers: int, ask: Ask) -> None:
    """Rather than fill the disk after hours."""
    anew = ask.runs if {"clean", "full", "floor"} & set(ask.only) else 0
    wanted = papers * (anew + 1) * A_PAPER
    if free < wanted:
        raise Refusal(
            f"{wanted / 1e9:,.0f} GB are wanted and {free / 1e9:,.0f} are free; name smaller --sizes or fewer --runs, "
            "or where there is room by --scratch"
        )


def _measured(
    ask: Ask, programs: Mapping[str, Sequence[str]], above: Path, name: str, papers: Path | None, size: int
) -> Result:
    folder = above / f"{name}-{size}"
    folder.mkdir()
    say = partial(_say, f"{name}, {size:,}")
    trial = Trial(papers or above / f"{MADE}.jsonl", size, folder, ask.runs, programs, say)
    trial.prepare()
    rows: Rows = {}
    if wanted := _wanted(ask.only, programs):
        rows |= trial.clean(wanted)
    if "memory" in ask.only:
        rows |= trial.memory()
    if again := [each for each in REBUILDS if each in ask.only]:
        rows |= rebuilds.measure(trial, again)
    return Result(name, size, rows, papers is None, tuple(trial.fallen))


def _wanted(only: tuple[str, ...], programs: Iterable[str]) -> dict[str, str]:
    """Who builds anew in each round, and for which measure; Gazette always does, for all are compared with it."""
    wanted = {"clean": [*programs], "full": [ALL], "floor": [COPY, WRITE]}
    found = {name: measure for measure, names in wanted.items() if measure in only for name in names}
    return {OURS: "clean", **found} if found or "clean" in only else {}


def _say(*what: str) -> None:
    print("bench", *what, sep=": ", file=sys.stderr, flush=True)


# What was measured with.


def _machine(ask: Ask) -> Iterator[str]:
    load = " ".join(f"{each:.1f}" for each in os.getloadavg())
    yield f"{os.cpu_count()} cores ({_processor()}), {platform.system()} {platform.release()}, load before {load}"
    yield f"Python {platform.python_version()}, medians of {ask.runs}"


def _processor() -> str:
    try:
        rows = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        rows = []
    return next((row.partition(":")[2].strip() for row in rows if row.startswith("model name")), platform.machine())


def _version(name: str, program: Sequence[str]) -> str:
    """What it says of itself, with its name if it says a number alone."""
    command = [*program, PEERS[name].version]
    told = subprocess.run(command, capture_output=True, text=True, check=False).stdout.partition("\n")[0]
    return told if told.lower().startswith(name) else f"{name} {told}".rstrip()


def _absent(ask: Ask, programs: Iterable[str]) -> Iterator[str]:
    for name in ask.peers:
        if name not in programs:
            yield f"{name} is not here, so it was not measured; {PEERS[name].advice}, or name one: `--{name} PATH`"

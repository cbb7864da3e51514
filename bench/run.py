"""A whole bench: the corpora, the peers that are there, every measure, the tables."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bench import corpus, made, rebuilds, table
from bench.measures import ALL, COPY, NAMES, OURS, WRITE, Rows, Trial
from bench.peer import PEERS
from bench.table import Result
from gazette.errors import Refusal

REBUILDS = ("same", "day", "touched")
MADE = "made"


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


def report(ask: Ask, scratch: Path | None = None) -> str:
    """The tables; all that is written for them is gone then."""
    if not hasattr(os, "wait4"):
        raise Refusal("bench weighs processes by wait4, which this system lacks; run it on Linux or macOS")
    programs = {name: path for name in ask.peers if (path := _program(name, ask.programs.get(name)))}
    with tempfile.TemporaryDirectory(prefix="gazette-bench-", dir=scratch, ignore_cleanup_errors=True) as made_for:
        results = [_measured(ask, programs, *each) for each in _corpora(ask, Path(made_for))]
        _say("removing what was made")
    facts = [*_machine(), *map(_version, programs.values()), *_absent(ask, programs)]
    return "\n\n".join(["\n".join(f"- {fact}" for fact in facts), table.markdown(results)])


def _program(name: str, said: Path | None) -> Path | None:
    if said and not os.access(said, os.X_OK):
        raise Refusal(f"{said} is no program; name {name}'s, or leave --{name} out")
    return said or PEERS[name].find()


def _corpora(ask: Ask, folder: Path) -> Iterator[tuple[str, Path, int, Path]]:
    """For each trial its name, its papers and how many of them, and a folder; a day for each run comes after them."""
    spare = ask.runs * corpus.PER_DAY
    if ask.sizes:
        _say("making papers")
        made.make(folder / "made.jsonl", max(ask.sizes) + spare)
    for size in ask.sizes:
        yield MADE, folder / "made.jsonl", size, folder / f"{size}"
    for name, path in ask.corpora:
        size = corpus.size(path) // corpus.PER_DAY * corpus.PER_DAY - spare
        if size <= 0:
            raise Refusal(f"{path} holds too few papers; {ask.runs} runs want more than {spare}")
        yield name, path, size, folder / name


def _measured(ask: Ask, programs: Mapping[str, Path], name: str, papers: Path, size: int, folder: Path) -> Result:
    trial = Trial(papers, size, folder, ask.runs, programs, lambda what: _say(f"{name}, {size:,}: {what}"))
    folder.mkdir()
    trial.prepare()
    rows: Rows = {}
    if wanted := _wanted(ask.only, programs):
        rows |= trial.clean(wanted)
    if "memory" in ask.only:
        rows |= trial.memory()
    if again := [each for each in REBUILDS if each in ask.only]:
        rows |= rebuilds.measure(trial, again)
    return Result(name, size, rows, name == MADE)


def _wanted(only: tuple[str, ...], programs: Mapping[str, Path]) -> dict[str, str]:
    """Who builds anew in each round, and for which measure; Gazette always does, for all are compared with it."""
    wanted = {"clean": [*programs], "full": [ALL], "floor": [COPY, WRITE]}
    found = {name: measure for measure, names in wanted.items() if measure in only for name in names}
    return {OURS: "clean", **found} if found or "clean" in only else {}


def _say(what: str) -> None:
    print(f"bench: {what}", file=sys.stderr, flush=True)


# What was measured with.


def _machine() -> Iterator[str]:
    load = " ".join(f"{each:.1f}" for each in os.getloadavg())
    yield f"{os.cpu_count()} cores ({_processor()}), {platform.system()} {platform.release()}, load at the end {load}"
    yield f"Python {platform.python_version()}; the tables' middle values are medians"


def _processor() -> str:
    try:
        rows = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        rows = []
    return next((row.partition(":")[2].strip() for row in rows if row.startswith("model name")), platform.machine())


def _version(program: Path) -> str:
    told = subprocess.run([program, "version"], capture_output=True, text=True, check=False).stdout
    return (told.splitlines() or [program.name])[0]


def _absent(ask: Ask, programs: Mapping[str, Path]) -> Iterator[str]:
    for name in ask.peers:
        if name not in programs:
            yield f"{name} is not here, so it was not measured; {PEERS[name].advice}"

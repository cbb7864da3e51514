"""Run whole processes, one at a time, and tell what each took.

What wait4 tells of a process counts its children too, as far as they were waited for: the processor's time of all
together, but the memory of the largest alone.  What all held together is looked up while they run, which costs
time; so it is another run.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

from gazette.core.errors import Refusal

SCALES = f"{Path(__file__).resolve().parent / 'weigh.py'}"
EVERY = 0.05
LAST_WORDS = 2_000


@dataclass(frozen=True, slots=True)
class Run:
    """Seconds of wall and processor, bytes of the largest process, and of all together if that was watched."""

    wall: float
    cpu: float
    peak: int = 0
    together: int = 0
    changed: int = 0
    """How many files of the output it wrote, where that was counted."""


def once(command: Sequence[str], watched: bool = False, folder: Path | None = None) -> Run:
    """Run it to its end, in `folder` if one is named; a Refusal with its last words if it fails."""
    environment = {name: held for name, held in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    os.sync()  # what was written before is not this one's to pay for
    with tempfile.TemporaryFile("w+", errors="replace") as words:
        scales = [sys.executable, "-IS", SCALES, *command]
        started = subprocess.Popen(scales, stdout=subprocess.PIPE, stderr=words, text=True, env=environment, cwd=folder)
        with started, _Watch(started.pid, watched) as watch:
            told = started.communicate()[0].split()
        if not told or told[0] != "0":
            words.seek(0)
            raise Refusal(f"{' '.join(command)} failed: {words.read().strip()[-LAST_WORDS:]}")
    wall, cpu, peak = map(float, told[1:])
    return Run(wall, cpu, int(peak), watch.most)


def rounds(entrants: Mapping[str, Callable[[], Run | None]], count: int) -> dict[str, list[Run]]:
    """Each once in every round, A B then B A: what slows a round down slows all of it, and none is always the first.

    Who has no run to tell of is out of the race.
    """
    taken: dict[str, list[Run]] = {name: [] for name in entrants}
    for number in range(count):
        for name in reversed(list(taken)) if number % 2 else list(taken):
            if run := entrants[name]():
                taken[name].append(run)
            else:
                del taken[name]
    return taken


class _Watch:
    """Looks every EVERY seconds at what all below a process hold; without /proc it sees 0."""

    def __init__(self, process: int, wanted: bool) -> None:
        self.process, self.most, self._done = process, 0, Event()
        self._thread = Thread(target=self._look) if wanted else None

    def __enter__(self) -> _Watch:
        if self._thread:
            self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        if self._thread:
            self._thread.join()

    def _look(self) -> None:
        while not self._done.wait(EVERY):
            self.most = max(self.most, sum(map(_share, _family(self.process))))


def _family(process: int) -> list[int]:
    """All that descend from the process."""
    below: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        words = _text(stat).rpartition(")")[2].split()  # a process's name may hold spaces
        if words:
            below.setdefault(int(words[1]), []).append(int(stat.parent.name))
    found = [process]
    for each in found:
        found += below.get(each, [])
    return found[1:]


def _share(process: int) -> int:
    """Its part of memory: of pages that several hold, each counts its share alone."""
    rows = _text(Path(f"/proc/{process}/smaps_rollup")).splitlines()
    return sum(int(row.split()[1]) * 1024 for row in rows if row.startswith("Pss:"))


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8", "replace")
    except OSError:  # it has ended meanwhile
        return ""

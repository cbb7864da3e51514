"""Run programs one at a time and measure them.

wait4 reports the usage of a process and of its children that ended: the CPU time of all together, but the memory of
the largest process only. The memory of all processes together is sampled while they run. Sampling takes time, so it
is done in separate runs.
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

RESOURCE_USAGE = f"{Path(__file__).resolve().parent / 'resource_usage.py'}"
SAMPLE_INTERVAL = 0.05  # seconds
MAX_ERROR_LENGTH = 2_000


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a program: seconds, bytes, files."""

    wall: float
    cpu: float
    largest_process: int = 0
    """The peak memory of the largest process."""
    all_processes: int = 0
    """The peak memory of all processes together; 0 if it was not sampled."""
    files_written: int = 0
    """0 if they were not counted."""


def run_program(command: Sequence[str], sample_memory: bool = False, folder: Path | None = None) -> Run:
    """Run a program to its end, in `folder`; raise Refusal with the end of its error output if it fails."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    os.sync()  # so that this run does not pay for what was written before
    with tempfile.TemporaryFile("w+", errors="replace") as errors:
        words = [sys.executable, "-IS", RESOURCE_USAGE, *command]
        process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=errors, text=True, env=environment, cwd=folder)
        with process, _MemorySampler(process.pid, sample_memory) as sampler:
            usage = process.communicate()[0].split()
        if not usage or usage[0] != "0":
            errors.seek(0)
            raise Refusal(f"{' '.join(command)} failed: {errors.read().strip()[-MAX_ERROR_LENGTH:]}")
    wall, cpu, largest_process = map(float, usage[1:])
    return Run(wall, cpu, int(largest_process), sampler.peak)


def alternate(programs: Mapping[str, Callable[[], Run | None]], rounds: int) -> dict[str, list[Run]]:
    """Run each program once per round, first A B, then B A: a slow phase of the machine affects all of them.

    A program that returns None has failed; it is left out of the result.
    """
    runs: dict[str, list[Run]] = {name: [] for name in programs}
    for number in range(rounds):
        for name in reversed(list(runs)) if number % 2 else list(runs):
            if run := programs[name]():
                runs[name].append(run)
            else:
                del runs[name]
    return runs


class _MemorySampler:
    """Sample the memory of all descendants of a process in a thread; `peak` stays 0 on systems without /proc."""

    def __init__(self, process: int, enabled: bool) -> None:
        self.process, self.peak, self._done = process, 0, Event()
        self._thread = Thread(target=self._sample) if enabled else None

    def __enter__(self) -> _MemorySampler:
        if self._thread:
            self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        if self._thread:
            self._thread.join()

    def _sample(self) -> None:
        while not self._done.wait(SAMPLE_INTERVAL):
            self.peak = max(self.peak, sum(map(_proportional_share, _descendants(self.process))))


def _descendants(process: int) -> list[int]:
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        fields = _read(stat).rpartition(")")[2].split()  # the name of a process may contain spaces
        if fields:
            children.setdefault(int(fields[1]), []).append(int(stat.parent.name))
    processes = [process]
    for each in processes:
        processes += children.get(each, [])
    return processes[1:]


def _proportional_share(process: int) -> int:
    """Return the process's PSS in bytes: memory shared by several processes counts in part for each."""
    rows = _read(Path(f"/proc/{process}/smaps_rollup")).splitlines()
    return sum(int(row.split()[1]) * 1024 for row in rows if row.startswith("Pss:"))


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8", "replace")
    except OSError:  # the process has ended
        return ""

"""What a report says about the machine and the versions of the programs."""

from __future__ import annotations

import os
import platform
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from bench.generators.registry import GENERATORS


def facts(
    rounds: int, generators: Iterable[str], programs: Mapping[str, Sequence[str]], against: Path | None
) -> Iterator[str]:
    """Yield a line for each fact; `programs` are those of `generators` that are installed."""
    load = " ".join(f"{each:.1f}" for each in os.getloadavg())
    yield f"{os.cpu_count()} cores ({_processor()}), {platform.system()} {platform.release()}, load before {load}"
    yield f"Python {platform.python_version()}, medians of {rounds}"
    if against:
        yield f"other checkout: {against}"
    for name, program in programs.items():
        yield _version(name, program)
    for name in generators:
        if name not in programs:
            install = GENERATORS[name].install
            yield f"{name} is not installed, so it was not measured; {install}, or pass its path: `--{name} PATH`"


def _processor() -> str:
    try:
        rows = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        rows = []
    return next((row.partition(":")[2].strip() for row in rows if row.startswith("model name")), platform.machine())


def _version(name: str, program: Sequence[str]) -> str:
    """Return the first line that the program prints as its version, with its name in front if that is missing."""
    command = [*program, GENERATORS[name].version]
    version = subprocess.run(command, capture_output=True, text=True, check=False).stdout.partition("\n")[0]
    return version if version.lower().startswith(name) else f"{name} {version}".rstrip()

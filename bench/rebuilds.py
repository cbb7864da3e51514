"""What rebuilds of a site take: with nothing new, with a new day, with every listing touched."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path

from bench import corpus, race
from bench.measures import Row, Rows, Trial, files, gazette, tree
from bench.race import Run

PAUSE = 3.0
"""Seconds from the last write to a source until the next build.  A file system may keep the time of a change as
coarsely as by 2 s; so who goes by it trusts no file that was younger when last looked at, and looks into it again."""
TICK = 20_000_000
"""Nanoseconds by which the time of a file may lie behind the clock."""

Change = Callable[[Path], object]


def measure(trial: Trial, wanted: Iterable[str]) -> Rows:
    """The rebuilds that are `wanted`, of both of Gazette's sites."""
    rows: Rows = {}
    later = corpus.read(trial.corpus, trial.size, trial.size + trial.runs * corpus.PER_DAY)
    days = [list(islice(later, corpus.PER_DAY)) for _ in range(trial.runs)] if "day" in wanted else []
    for name in wanted:
        trial.say(f"rebuilds, {name}")
        starts = {who: partial(_rebuild, source, _change(name, days)) for who, source in trial.sources.items()}
        taken = race.rounds(starts, trial.runs)
        rows |= {(name, who): Row(taken[who], *tree(trial.sources[who] / "public")) for who in starts}
    return rows


def _change(name: str, days: Iterable[list[corpus.Row]]) -> Change:
    """What happens to a source before each of its builds."""
    left = iter(days)
    changes: dict[str, Change] = {"day": lambda source: corpus.write(next(left), source), "touched": _touch}
    return changes.get(name, lambda _: None)


def _touch(source: Path) -> None:
    for path, _ in files(source / "content"):
        os.utime(source / "content" / path)


def _rebuild(source: Path, change: Change) -> Run:
    time.sleep(PAUSE)
    change(source)
    since = time.time_ns() - TICK
    run = race.once(gazette(source))
    changed = sum(found.st_mtime_ns >= since for _, found in files(source / "public"))
    return replace(run, changed=changed)

"""What is measured of a corpus in whole processes: clean builds beside the peers' and the floor, and the memory.

Every build goes to a folder of its own, and nothing is removed before the end: on a file system without a journal,
ext4 passes over inodes that were freed in the last minute, so after an `rm -r` of the last output the next build
takes up to five times as long to make its files.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from pathlib import Path

from bench import corpus, race
from bench.peer import PEERS
from bench.race import Run
from gazette.core.errors import Refusal

ROOT = Path(__file__).resolve().parent.parent
OURS, ALL = "Gazette", "Gazette, everything"
COPY, WRITE = "cp -a", "writing alone"
REBUILDS = ("same", "day", "touched")
NAMES = ("clean", "full", "floor", "memory", *REBUILDS)


@dataclass(slots=True)
class Row:
    """The runs of one entrant in one measure, and the files and bytes that its site then has."""

    runs: list[Run]
    files: int = 0
    size: int = 0


Rows = dict[tuple[str, str], Row]
"""By measure and entrant."""


@dataclass(slots=True)
class Trial:
    """The first `size` papers of a corpus, to be measured `runs` times; all that is made for it lies in `folder`."""

    corpus: Path
    size: int
    folder: Path
    runs: int
    programs: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """How each peer's command begins, by its name."""
    say: Callable[[str], None] = lambda _: None
    _numbers: Iterator[int] = field(default_factory=count)
    _made: dict[str, Path] = field(default_factory=dict)
    fallen: list[str] = field(default_factory=list)
    """The peers that failed, and are not asked again."""

    @property
    def sources(self) -> dict[str, Path]:
        """Gazette's two source folders, each with its site in public/."""
        return {OURS: self.folder / "bare", ALL: self.folder / "full"}

    def prepare(self) -> None:
        """Write the sources, and run everybody once, so that programs, bytecode and papers lie in memory."""
        self.say("writing and building the sources")
        for source, settings in zip(self.sources.values(), (corpus.BARE, corpus.FULL), strict=True):
            corpus.write(corpus.read(self.corpus, 0, self.size), source, settings)
            race.once(gazette(source))
        for name, program in self.programs.items():
            peer, first = PEERS[name], self.folder / f"{name}-first"
            peer.write(corpus.read(self.corpus, 0, self.size), self.folder / name)
            peer.write(corpus.read(self.corpus, 0, corpus.PER_DAY), first)
            race.once([*program, *peer.build(self._fresh())], folder=first)
        sizes = [f"{found.st_size} {path}\n" for path, found in files(self.sources[OURS] / "public")]
        (self.folder / "files.txt").write_text("".join(sizes), "utf-8")

    # Clean builds.

    def clean(self, wanted: Mapping[str, str]) -> Rows:
        """A row for each entrant that is `wanted`, by its name, for a measure; all in the same rounds."""
        starts = {name: partial(self._build, name) for name in wanted}
        taken = race.rounds(starts, self.runs)
        return {(wanted[name], name): Row(runs, *tree(self._made[name])) for name, runs in taken.items()}

    def memory(self) -> Rows:
        """One run each, watched."""
        names = (*self.sources, *self.programs)
        return {("memory", name): Row([run]) for name in names if (run := self._build(name, watched=True))}

    def _build(self, name: str, watched: bool = False) -> Run | None:
        """Nothing of a peer that fails; then it is not asked again."""
        if name in self.fallen:
            return None
        self.say(f"a clean build, {name}")
        self._made[name] = self._fresh()
        folder = self.folder / name if name in self.programs else None
        try:
            return race.once(self._command(name, self._made[name]), watched, folder)
        except Refusal as trouble:
            if name not in self.programs:
                raise
            self.say(f"{trouble}")
            self.fallen.append(name)
            return None

    def _command(self, name: str, output: Path) -> list[str]:
        """What makes the site in a new folder, from nothing that was remembered."""
        if name in self.programs:
            return [*self.programs[name], *PEERS[name].build(output)]
        site = self.sources.get(name, self.sources[OURS])
        if name == COPY:
            return ["cp", "-a", f"{site / 'public'}", f"{output}"]
        if name == WRITE:
            return [sys.executable, f"{ROOT / 'bench' / 'floor.py'}", f"{self.folder / 'files.txt'}", f"{output}"]
        source = output.with_name(f"{output.name}-source")  # Gazette remembers in the source folder: so a new one
        source.mkdir()
        shutil.copy(site / "site.yaml", source)
        return [*gazette(source), "--content", f"{site / 'content'}", "--output", f"{output}"]

    def _fresh(self) -> Path:
        return self.folder / f"made-{next(self._numbers)}"


def gazette(source: Path) -> list[str]:
    return [sys.executable, f"{ROOT / 'build.py'}", "build", "--quiet", "--source", f"{source}"]


def tree(folder: Path) -> tuple[int, int]:
    """The number of files below a folder, and of their bytes."""
    sizes = [found.st_size for _, found in files(folder)]
    return len(sizes), sum(sizes)


def files(folder: Path) -> Iterator[tuple[str, os.stat_result]]:
    """Every file below a folder, by its path in there."""
    for root, _, names in os.walk(folder):
        for name in names:
            path = f"{root}/{name}"
            yield os.path.relpath(path, folder), os.lstat(path)

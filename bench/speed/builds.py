"""Measure clean builds, by Gazette and by other generators, and the time that writing the files alone takes.

Every build has a new output folder, and nothing is removed before the end. On a file system without a journal, ext4
does not reuse inodes for a minute after they were freed, so a build after an `rm -r` of the last output takes up to
five times as long to create its files.
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

from bench.corpora import papers, source_folder
from bench.generators.registry import GENERATORS
from bench.speed import write_files
from bench.speed.process import Run, alternate, run_program
from gazette.core.errors import Refusal

ROOT = Path(__file__).resolve().parents[2]
GAZETTE, GAZETTE_FULL = "Gazette", "Gazette, all pages"
OTHER, OTHER_FULL = "other checkout", "other checkout, all pages"
VARIANTS = (GAZETTE, OTHER, GAZETTE_FULL, OTHER_FULL)
"""In the order in which they run: what is compared runs directly one after the other."""
COPY, WRITE = "cp -a", "write files"


@dataclass(slots=True)
class Row:
    """The runs of one program in one measure, and the files and bytes of the site that it built."""

    runs: list[Run]
    files: int = 0
    size: int = 0


Rows = dict[tuple[str, str], Row]
"""By measure and program."""


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to run Gazette: a checkout of it, and the settings of the site that it builds."""

    checkout: Path
    settings: str

    def build(self, source: Path) -> list[str]:
        """Return the command that builds a source folder."""
        return [sys.executable, f"{self.checkout / 'build.py'}", "build", "--quiet", "--source", f"{source}"]


def _variants(against: Path | None = None) -> dict[str, Variant]:
    """Return this checkout's variants, and those of the other checkout, by name."""
    basic, full = source_folder.BASIC_SETTINGS, source_folder.FULL_SETTINGS
    found = {GAZETTE: Variant(ROOT, basic), GAZETTE_FULL: Variant(ROOT, full)}
    if against:
        found |= {OTHER: Variant(against, basic), OTHER_FULL: Variant(against, full)}
    return {name: found[name] for name in VARIANTS if name in found}


@dataclass(slots=True)
class Trial:
    """The first `size` papers of a corpus, as every program gets them; all that is measured is written to `folder`."""

    corpus: Path
    size: int
    folder: Path
    rounds: int
    programs: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """The words that start each other generator, by its name."""
    against: Path | None = None
    """Another checkout of Gazette to compare with."""
    progress: Callable[[str], None] = lambda _: None
    failed: list[str] = field(default_factory=list)
    """The generators that failed; they are not run again."""
    variants: dict[str, Variant] = field(init=False)
    _numbers: Iterator[int] = field(default_factory=count)
    _outputs: dict[str, Path] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.variants = _variants(self.against)

    def source(self, name: str) -> Path:
        """Return the source folder of a variant; its rebuilds write to public/ in there."""
        return self.folder / f"source-{list(self.variants).index(name)}"

    def prepare(self) -> None:
        """Write all sources, and run each program once, so that programs, bytecode and papers are in the disk cache."""
        self.progress("writing and building the sources")
        for name, variant in self.variants.items():
            source_folder.write(papers.read(self.corpus, 0, self.size), self.source(name), variant.settings)
            run_program(variant.build(self.source(name)))
        for name, program in self.programs.items():
            generator, one_day = GENERATORS[name], self.folder / f"{name}-one-day"
            generator.write_source(papers.read(self.corpus, 0, self.size), self.folder / name)
            generator.write_source(papers.read(self.corpus, 0, papers.PAPERS_PER_DAY), one_day)
            run_program([*program, *generator.build(self._new_output())], folder=one_day)
        sizes = [f"{status.st_size} {path}\n" for path, status in files(self.source(GAZETTE) / "public")]
        (self.folder / "files.txt").write_text("".join(sizes), "utf-8")

    def clean(self, programs: Mapping[str, str]) -> Rows:
        """Measure clean builds, all in the same rounds; `programs` has the measure that each program belongs to."""
        runs = alternate({name: partial(self._build, name) for name in programs}, self.rounds)
        return {(programs[name], name): Row(runs[name], *tree_size(self._outputs[name])) for name in runs}

    def memory(self) -> Rows:
        """Measure the memory of all processes of a clean build: once, or in every round if checkouts are compared."""
        names = (*self.variants, *self.programs)
        builds = {name: partial(self._build, name, sample_memory=True) for name in names if name not in self.failed}
        runs = alternate(builds, self.rounds if self.against else 1)
        return {("memory", name): Row(runs[name]) for name in runs}

    def _build(self, name: str, sample_memory: bool = False) -> Run | None:
        """Run one build; None if it is another generator's and fails."""
        self.progress(f"clean build, {name}")
        self._outputs[name] = self._new_output()
        folder = self.folder / name if name in self.programs else None
        try:
            return run_program(self._command(name, self._outputs[name]), sample_memory, folder)
        except Refusal as error:
            if name not in self.programs:
                raise
            self.progress(f"{error}")
            self.failed.append(name)
            return None

    def _command(self, name: str, output: Path) -> list[str]:
        """Return the command that builds the site into a new folder, without any cache."""
        if name in self.programs:
            return [*self.programs[name], *GENERATORS[name].build(output)]
        if name == COPY:
            return ["cp", "-a", f"{self.source(GAZETTE) / 'public'}", f"{output}"]
        if name == WRITE:
            return [sys.executable, f"{write_files.__file__}", f"{self.folder / 'files.txt'}", f"{output}"]
        source = output.with_name(f"{output.name}-source")  # the cache is in the source folder: use a new one
        source.mkdir()
        shutil.copy(self.source(name) / "site.yaml", source)
        content = self.source(name) / "content"
        return [*self.variants[name].build(source), "--content", f"{content}", "--output", f"{output}"]

    def _new_output(self) -> Path:
        return self.folder / f"output-{next(self._numbers)}"


def tree_size(folder: Path) -> tuple[int, int]:
    """Return the number of files below a folder, and their bytes."""
    sizes = [status.st_size for _, status in files(folder)]
    return len(sizes), sum(sizes)


def files(folder: Path) -> Iterator[tuple[str, os.stat_result]]:
    """Yield every file below a folder by its relative path."""
    for root, _, names in os.walk(folder):
        for name in names:
            path = f"{root}/{name}"
            yield os.path.relpath(path, folder), os.lstat(path)

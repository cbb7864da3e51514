"""What each command does, and what it tells."""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from gazette import config, content, record
from gazette.drawn import Drawn
from gazette.errors import Refusal, Report
from gazette.glance import Glance
from gazette.memory import Memory
from gazette.model import Archive, Listing, Page
from gazette.publish import Artist, Edition
from gazette.render import Renderer

ROOT = content.OWN
DONE = 0
MOST_LOST = 20
FREE_FILES, FREE_BYTES = 20_000, 1_000_000_000


Preview = Callable[[Renderer, tuple[Page, ...]], Artist]


@dataclass(frozen=True, slots=True)
class Order:
    """What a build is asked for."""

    source: Path
    content: Path
    output: Path
    fresh: bool = False
    jobs: int = 1
    until: date | None = None
    checked_on: date | None = None
    """The day of a `check`, which writes nothing; no build asks the clock."""

    preview: Preview | None = None
    """Is called when the pages are planned and none is drawn; gives who shall draw them."""

    @property
    def inputs(self) -> tuple[Path, ...]:
        """The folders that are read: the output may neither hold one nor lie in one."""
        own = (root / name for root in (self.source, ROOT) for name in ("templates", "static"))
        return (self.content, ROOT / "gazette", *own)

    @property
    def memory(self) -> Path | None:
        """Where builds remember; `serve` does so apart, for it makes another edition."""
        return (
            None
            if self.checked_on
            else self.source / ".gazette" / ("serve.sqlite" if self.preview else "memory.sqlite")
        )

    def glance(self) -> Glance:
        """What has changed since the last build of this very order."""
        packages = (Path(folder) for folder in sys.path if folder.endswith("site-packages"))
        singles = (self.source / config.NAME, ROOT / "build.py", self.output / record.NAME, *packages)
        made_by = (content.code().hex(), *content.packages())
        asked = (str(self.source), str(self.content), str(self.output), str(self.until or ""), *made_by)
        return Glance(self.source / ".gazette", self.inputs, singles, asked)

    def seen_by(self, renderer: Renderer, planned: tuple[Page, ...]) -> Artist:
        return self.preview(renderer, planned) if self.preview else renderer

    def trusted(self, memory: Memory) -> dict[str, Drawn] | None:
        """What pages were drawn with, as far as that shall count."""
        return None if self.fresh else memory.pages.all()

    def keep(self, memory: Memory, glance: Glance) -> None:
        """End a build: what it leaves to the next fits together, or is not there."""
        number = time.time_ns()
        if memory.keep(number) and not self.preview:
            glance.keep(number, memory.marks(), self.output / record.NAME)

    def until_day(self, listings: Iterable[Listing]) -> tuple[Listing, ...]:
        """The listings that are not held back."""
        return tuple(each for each in listings if not self.until or each.day <= self.until)


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made."""

    archive: Archive
    edition: Edition
    glance: Glance | None = None


Build = Callable[[Order, Report], Built]


def order(typed: argparse.Namespace) -> Order:
    source = Path(os.path.abspath(typed.source))
    return Order(
        source=source,
        content=Path(os.path.abspath(typed.content or source / "content")),
        output=Path(os.path.abspath(typed.output or source / "public")),
        fresh=getattr(typed, "fresh", False),
        jobs=getattr(typed, "jobs", None) or os.cpu_count() or 1,
        until=getattr(typed, "until", None),
    )


def build(typed: argparse.Namespace, make: Build, report: Report) -> int:
    started = time.perf_counter()
    built = make(order(typed), report)
    tell(report)
    edition, archive = built.edition, built.archive
    if typed.verbose:
        for word, paths in (("changed", edition.changed), ("removed", edition.removed)):
            print(*(f"{word} {path}\n" for path in paths), sep="", end="")
        print(f"{len(edition.after):,} files, {edition.size / 1e6:,.1f} MB")
    _tell_lost(edition.removed)
    if not typed.quiet:
        print(
            f"built {len(archive.papers):,} papers, {len(archive.days):,} days, {len(archive.tags):,} tags: "
            f"{len(edition.after):,} files, {len(edition.changed):,} changed, {len(edition.removed):,} removed, "
            f"in {time.perf_counter() - started:.1f} s"
        )
    if len(edition.after) > FREE_FILES or edition.size > FREE_BYTES:
        print(
            f"gazette: {len(edition.after):,} files of {edition.size / 1e6:,.0f} MB are more than free hosts take "
            f"({FREE_FILES:,}, {FREE_BYTES / 1e6:,.0f} MB); set fewer twins, raise tags.minimum, authors.minimum "
            f"or page.length, or name kinds of pages in leave_out ({config.NAME})",
            file=sys.stderr,
        )
    return DONE


def _tell_lost(removed: Iterable[str]) -> None:
    """Addresses that somebody may have kept, and the lines that would let them lead somewhere."""
    lost = [path for path in removed if path.endswith(".html") and not re.search(r"/[0-9]+\.html$", path)]
    if lost:
        print(
            f"warning: addresses that are no more ({len(lost):,}); to keep them, add to content/redirects.yaml:",
            file=sys.stderr,
        )
        rows = [f"  {path}: {{gone: why}}" for path in lost[:MOST_LOST]]
        print(*rows, *["  …"] * (len(lost) > MOST_LOST), sep="\n", file=sys.stderr)


def check(typed: argparse.Namespace, make: Build, report: Report) -> int:
    built = make(replace(order(typed), checked_on=date.today()), report)
    tell(report)
    if not typed.quiet:
        archive = built.archive
        print(f"{len(archive.papers):,} papers, {len(archive.days):,} days, {len(report.warnings):,} warnings")
    return DONE


def serve(typed: argparse.Namespace, make: Build, report: Report) -> int:
    from gazette import serve as server  # its packages take a while to load, which no other command should wait for

    if typed.output:
        raise Refusal("serve builds into a folder of its own; leave --output out")
    asked = order(typed)
    # One process: while threads run, copies of it might wait for ever for what one of them held.
    own = replace(asked, output=asked.source / ".gazette" / "serve", jobs=1)
    return server.serve(own, make, typed.port, typed.quiet)


def import_(typed: argparse.Namespace, make: Build, report: Report) -> int:
    from gazette import editing  # a build does without

    taken = editing.take(typed.files, order(typed).content, typed.date, typed.year, report)
    tell(report)
    for each in [] if typed.quiet else taken:
        said = f"{each.new:,} new" if each.changed else "nothing in it is new"
        print(f"{each.file}: {each.papers:,} paper{'s' * (each.papers != 1)} into {each.path}, {said}")
    return DONE


def format_(typed: argparse.Namespace, make: Build, report: Report) -> int:
    from gazette import editing

    named = [Path(name) for name in typed.files]
    for path in editing.format_all(named or editing.markdown_in(order(typed).content, report), report):
        if not typed.quiet:
            print(f"formatted {path}")
    tell(report)
    report.settle()
    return DONE


def test(typed: argparse.Namespace, make: Build, report: Report) -> int:
    command = [sys.executable, "-m", "pytest", *(["-q"] if typed.quiet else []), *(["-v"] if typed.verbose else [])]
    if all(word.startswith("--") for word in typed.rest):
        command += ["-n", "auto"]  # the whole of the tests: one process a core
    return subprocess.run([*command, *typed.rest], cwd=ROOT, check=False).returncode


def bench(typed: argparse.Namespace, make: Build, report: Report) -> int:
    try:
        from bench.cli import main as measure  # it lies beside gazette/, and may be left out
    except ModuleNotFoundError as missing:
        if missing.name not in ("bench", "bench.cli"):
            raise
        raise Refusal("this copy of Gazette has no folder bench/; take it from where Gazette came from") from None
    return measure(typed.rest)


def tell(report: Report) -> None:
    for warning in report.warnings:
        print(f"warning: {warning}", file=sys.stderr)

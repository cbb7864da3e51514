"""What a build is asked for, what it made, and how long its stages took."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterable, Sized
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from gazette import config, content, record
from gazette.drawn import Drawn
from gazette.errors import Report
from gazette.glance import Glance
from gazette.memory import Memory
from gazette.model import Archive, Listing, Page
from gazette.press import Artist
from gazette.publish import Edition
from gazette.render import Renderer

ROOT = content.OWN
Preview = Callable[[Renderer, tuple[Page, ...]], Artist]


class Stages:
    """The seconds that each stage of a build took, in the order of their ends, and how many things went through it."""

    def __init__(self) -> None:
        self.rows: list[tuple[str, float, int]] = []
        self._since = time.perf_counter()

    def done(self, stage: str, things: Sized = ()) -> None:
        """What went on since the last stage was done was this one."""
        now = time.perf_counter()
        self.rows.append((stage, now - self._since, len(things)))
        self._since = now

    def __str__(self) -> str:
        return "\n".join(f"{stage:<10}{seconds:8.3f} s {count:>10,}" for stage, seconds, count in self.rows)


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

    stages: Stages = field(default_factory=Stages)

    @property
    def inputs(self) -> tuple[Path, ...]:
        """The folders that are read: the output may neither hold one nor lie in one."""
        own = (root / name for root in (self.source, ROOT) for name in ("templates", "static"))
        return (self.content, ROOT / "gazette", *own)

    @property
    def memory(self) -> Path | None:
        """Where builds remember; `serve` does so apart, for it makes another edition."""
        name = "serve.sqlite" if self.preview else "memory.sqlite"
        return None if self.checked_on else self.source / ".gazette" / name

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


def of(typed: argparse.Namespace) -> Order:
    """The order that a command line gives."""
    source = Path(os.path.abspath(typed.source))
    return Order(
        source=source,
        content=Path(os.path.abspath(typed.content or source / "content")),
        output=Path(os.path.abspath(typed.output or source / "public")),
        fresh=getattr(typed, "fresh", False),
        jobs=getattr(typed, "jobs", None) or os.cpu_count() or 1,
        until=getattr(typed, "until", None),
    )

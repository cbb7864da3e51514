"""What a build is asked for, what it made, and how long its stages took."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence, Sized
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeVar

from gazette import config
from gazette.archive.merge import Rules
from gazette.cache.database import Memory
from gazette.cache.pages import Drawn, Row
from gazette.config import Site, topics
from gazette.core import version
from gazette.core.errors import Report
from gazette.core.model import Archive, Listing, Page
from gazette.core.version import PACKAGE, ROOT
from gazette.publishing import manifest
from gazette.publishing.draw import Artist
from gazette.publishing.edition import Edition
from gazette.rendering.renderer import Renderer
from gazette.sources.changes import Glance

Preview = Callable[[Renderer, tuple[Page, ...]], Artist]


T = TypeVar("T", bound=Sized)


class Stages:
    """The seconds that each stage of a build took, in the order of their ends, and how many things went through it."""

    def __init__(self) -> None:
        self.rows: list[tuple[str, float, int]] = []
        self._since = time.perf_counter()

    def done(self, stage: str, made: T) -> T:
        """What went on since the last stage was done was this one; gives what it made."""
        now = time.perf_counter()
        self.rows.append((stage, now - self._since, len(made)))
        self._since = now
        return made

    def drew(self, edition: Edition) -> None:
        """What went on was drawing, by several processes: the steps of their work, and then the whole on the clock."""
        counts = {"key": len(edition.after), "draw": edition.drawn, "write": len(edition.changed)}
        self.rows += [(f"  {step}", seconds, counts[step]) for step, seconds in edition.seconds.items()]
        self.done("press", range(edition.drawn))

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
        return (self.content, PACKAGE, *own)

    @property
    def memory(self) -> Path | None:
        """Where builds remember; `serve` does so apart, for it makes another edition."""
        name = "serve.sqlite" if self.preview else "memory.sqlite"
        return None if self.checked_on else self.source / ".gazette" / name

    def glance(self) -> Glance:
        """What has changed since the last build of this very order."""
        if self.preview or self.checked_on:  # no other build follows on these, nor they on any
            return Glance(self.source / ".gazette", (), (), ())
        packages = (Path(folder) for folder in sys.path if folder.endswith("site-packages"))
        singles = (self.source / config.NAME, ROOT / "build.py", self.output / manifest.NAME, *packages)
        made_by = (version.code().hex(), *version.packages())
        asked = (str(self.source), str(self.content), str(self.output), str(self.until or ""), *made_by)
        return Glance(self.source / ".gazette", self.inputs, singles, asked)

    def until_day(self, listings: Iterable[Listing]) -> tuple[Listing, ...]:
        """The listings that are not held back."""
        return tuple(each for each in listings if not self.until or each.day <= self.until)


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made."""

    archive: Archive
    edition: Edition
    glance: Glance | None = None


class Job(NamedTuple):
    """An order, and what is known before anything is read."""

    order: Order
    site: Site
    memory: Memory
    glance: Glance
    report: Report

    @property
    def rules(self) -> Rules:
        site = self.site
        return Rules(site.authority, site.tags_minimum, topics.vocabulary(site.topics), site.authors_minimum)

    def publish(
        self,
        archive: Archive,
        planned: tuple[Page, ...],
        renderer: Renderer,
        known: Mapping[str, Drawn] | None,
        beside: Callable[[], object],
    ) -> Built:
        """Draw and publish what is planned, but for what is `known` and stays; `beside` is done meanwhile."""
        order, memory = self.order, self.memory
        artist = order.preview(renderer, planned) if order.preview else renderer
        with Edition(order.output, order.inputs) as edition:
            fill = partial(edition.fill, planned, artist, known, order.jobs, remember=self.remember)
            # Who looks at the pages first waits for the next view, which the whole is planned for anyway.
            fill() if order.preview else fill(meanwhile=lambda: memory.attempt(beside))
            order.stages.drew(edition)
        order.stages.done("publish", edition.changed)
        self.end(edition)
        return Built(archive, edition, self.glance)

    def remember(self, drawn: Sequence[Row]) -> None:
        self.memory.attempt(lambda: self.memory.pages.keep(drawn))

    def end(self, edition: Edition) -> None:
        """What is left to the next build fits together, or is not there."""
        memory, number = self.memory, time.time_ns()
        memory.attempt(lambda: memory.pages.forget(edition.removed))
        memory.attempt(lambda: memory.archive.put_fact("size", edition.size))
        if memory.keep(number) and not self.order.preview:
            self.glance.keep(number, memory.marks(), self.order.output / manifest.NAME)
        self.order.stages.done("remember", range(edition.drawn))


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

"""The options of a build, and how long its stages take."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from gazette.core import names, version
from gazette.core.model import Listing
from gazette.core.version import PACKAGE, ROOT


class Timings:
    """The seconds that each stage of a build took, in the order in which they ended, and how many things it handled."""

    def __init__(self) -> None:
        self.rows: list[tuple[str, float, int]] = []
        self._since = time.perf_counter()

    def done(self, stage: str, count: int) -> None:
        """End a stage, which began when the last one ended, and which handled `count` things."""
        now = time.perf_counter()
        self.rows.append((stage, now - self._since, count))
        self._since = now

    def add(self, steps: Mapping[str, float], counts: Mapping[str, int]) -> None:
        """Add the steps of the stage that ends next, each the sum over all processes."""
        self.rows += [(f"  {step}", seconds, counts[step]) for step, seconds in steps.items()]

    def __str__(self) -> str:
        return "\n".join(f"{stage:<10}{seconds:8.3f} s {count:>10,}" for stage, seconds, count in self.rows)


@dataclass(frozen=True, slots=True)
class Options:
    """The options of a build; all paths are absolute."""

    source: Path
    content: Path
    output: Path
    fresh: bool = False
    """Whether to ignore what the cache has."""
    jobs: int = 1
    until: date | None = None
    checked_on: date | None = None
    """The day of a `check`, which writes nothing; a build never asks the clock."""
    for_mails: bool = False
    """Whether to publish nothing, and to return what mails are drawn with."""
    preview: Callable[[Any, Any], Any] | None = None
    """Called with the renderer and the pages before drawing; returns the renderer to use."""
    timings: Timings = field(default_factory=Timings)

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders that a build reads; the output may be neither in one of them nor above it."""
        own = (root / name for root in (self.source, ROOT) for name in ("templates", "static"))
        return (self.content, PACKAGE, *own)

    @property
    def files(self) -> tuple[Path, ...]:
        """What else decides a build: settings, program, the published site, installed packages."""
        packages = (Path(folder) for folder in sys.path if folder.endswith("site-packages"))
        return (self.source / names.SITE_YAML, ROOT / "build.py", self.manifest, *packages)

    @property
    def manifest(self) -> Path:
        return self.output / names.MANIFEST

    @property
    def publishes_nothing(self) -> bool:
        return self.for_mails or self.checked_on is not None

    @property
    def cache(self) -> Path | None:
        """The file of the cache; a preview has one of its own, a check has none."""
        name = names.PREVIEW_CACHE if self.preview else names.CACHE
        return None if self.checked_on else self.source / names.CACHE_FOLDER / name

    @property
    def conditions(self) -> dict[str, str]:
        """Values that must equal those of the last build for its cache to be used, by their names in messages."""
        return {
            "the source folder": str(self.source),
            "the content folder": str(self.content),
            "the output folder": str(self.output),
            "--until": str(self.until or ""),
            "Gazette's code": version.code().hex(),
            "a package that pages are drawn with": " ".join(version.packages()),
        }

    def until_day(self, listings: Iterable[Listing]) -> tuple[Listing, ...]:
        """The listings up to the day `until`."""
        return tuple(each for each in listings if not self.until or each.day <= self.until)

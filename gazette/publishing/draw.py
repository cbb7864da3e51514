"""Settle of every page whether it stays, and draw those that do not into a folder.

A page stays if it was last drawn with the key it has now, and the output holds still what it then got.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import NamedTuple, Protocol

from gazette.cache.pages import Drawn, Links
from gazette.core import digest, parallel, urls
from gazette.core.errors import Refusal
from gazette.core.model import Page
from gazette.publishing import manifest


class Settled(NamedTuple):
    """What became of a page: what it was drawn with, None if it stays, and whether it has new bytes."""

    page: Page
    drawn: Drawn | None
    staged: bool


Outcome = tuple[int, Drawn | None, bool]
"""The same as a copy of this process tells it: which page, by its number, is known here and need not be sent."""


STEPS = ("key", "draw", "write")
Seconds = dict[str, float]
FEWEST = 100
"""Fewer pages than these are drawn before a second process is there."""


class Artist(Protocol):
    """What can draw a page, and tell by a key what decides its bytes."""

    @property
    def links(self) -> Links: ...

    def key(self, page: Page) -> bytes: ...

    def links_unchanged(self, links: Links) -> bool: ...

    def draw(self, page: Page) -> bytes: ...


class Work(NamedTuple):
    """What it takes to settle pages; `known`, what they were drawn with, is None where all are to be drawn anew."""

    artist: Artist
    known: Mapping[str, Drawn] | None
    holds: Callable[[str], str]
    """The mark of what the output has at a path; "" if that is not sure."""
    stage: Stage
    seconds: Seconds
    """Of all processes together: for keys, drawing and writing."""


def settle(pages: Sequence[Page], work: Work, jobs: int, meanwhile: Callable[[], None]) -> Iterator[Settled]:
    """Every page that may have changed; this process does `meanwhile` itself."""
    ordered = sorted(pages, key=_turn)

    def share(numbers: Sequence[int]) -> tuple[list[Outcome], Seconds]:
        seconds: Seconds = dict.fromkeys(STEPS, 0.0)
        return [(number, *_settle(ordered[number], work, seconds)) for number in numbers], seconds

    for outcomes, seconds in parallel.map_chunks(range(len(ordered)), share, jobs, FEWEST, meanwhile):
        for step, spent in seconds.items():
            work.seconds[step] += spent
        for number, made, staged in outcomes:
            yield Settled(ordered[number], made, staged)


def _turn(page: Page) -> tuple[bool, date]:
    """Pages of one time together, for they list the same papers, before the papers' own, which list none.

    So what a list shows of a paper is drawn by one process, as long as the others have papers' own pages to draw.
    """
    return page.about is not None and page.about.kind == "paper", page.updated or date.max


def _settle(page: Page, work: Work, seconds: Seconds) -> tuple[Drawn | None, bool]:
    """As in Settled; adds how long it took to find the key, to draw and to write."""
    began, held = perf_counter(), work.holds(page.path)
    key = work.artist.key(page)
    known = work.known.get(page.path) if work.known is not None and held else None
    stays = known and (known.key, known.mark) == (key, held) and work.artist.links_unchanged(known.links)
    found = perf_counter()
    seconds["key"] += found - began
    if stays:
        return None, False
    body = work.artist.draw(page)
    made = Drawn(key, f"{digest.of_bytes(body).hex()}-{len(body)}", work.artist.links)
    ended = perf_counter()
    seconds["draw"] += ended - found
    if work.known is not None and held == made.mark:
        return made, False
    work.stage.write(page.path, body)
    seconds["write"] += perf_counter() - ended
    return made, True


class Stage:
    """The folder beside a site in which its new files wait."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._there = {""}

    def write(self, path: str, body: bytes) -> None:
        """The one place that opens a file of the site for writing; the fewer system calls, the better."""
        if not urls.inside(path) or path == manifest.NAME:
            raise Refusal(f"{path!r} is no place for a page")
        folder = path.rpartition("/")[0]
        if folder not in self._there:
            (self.folder / folder).mkdir(parents=True, exist_ok=True)
            self._there.add(folder)
        handle = os.open(f"{self.folder}/{path}", os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _BINARY, 0o666)
        try:
            written = os.write(handle, body)
        finally:
            os.close(handle)
        if written != len(body):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), path)


_BINARY = getattr(os, "O_BINARY", 0)

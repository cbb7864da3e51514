"""Decide which pages are up to date, and draw the others into a staging folder.

A page is up to date if its key is the one that it was last drawn with, and the output still has the file that came of
it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import NamedTuple, Protocol

from gazette.cache.pages import Drawn, Links
from gazette.core import names, parallel, urls
from gazette.core.errors import Refusal
from gazette.core.model import Page
from gazette.publishing import disk, manifest

STEPS = ("key", "draw", "write")
Seconds = dict[str, float]
"""The time that each of STEPS took."""
RESERVED = frozenset([manifest.NAME, names.STAGE, names.LOCK])
"""Names in the output that no page can have."""
MIN_PAGES = 100
"""Fewer pages than these are drawn by one process."""


class PageRenderer(Protocol):
    @property
    def links(self) -> Links:
        """The links in the Markdown of the page that was drawn last."""

    def key(self, page: Page) -> bytes:
        """A digest of everything that decides the page's bytes, except its links."""

    def links_unchanged(self, links: Links) -> bool: ...

    def draw(self, page: Page) -> bytes: ...


class Result(NamedTuple):
    """A page, what it was drawn with (None if it was up to date), and whether new bytes of it are staged."""

    page: Page
    drawn: Drawn | None
    staged: bool


class Drawing(NamedTuple):
    """What drawing needs besides the pages; all pages are drawn if `known`, what they were last drawn with, is None."""

    renderer: PageRenderer
    known: Mapping[str, Drawn] | None
    mark_at: Callable[[str], str]
    """The mark of the file that the output has at a path; "" if that is not certain."""
    staging: StagingFolder
    seconds: Seconds
    """The sum over all processes."""


def draw(pages: Sequence[Page], drawing: Drawing, jobs: int, meanwhile: Callable[[], None]) -> Iterator[Result]:
    """Yield a result for every page, in any order; `meanwhile` is called once, while other processes draw."""
    ordered = sorted(pages, key=_order)

    def draw_chunk(numbers: Sequence[int]) -> tuple[list[tuple[int, Drawn | None, bool]], Seconds]:
        """Returns numbers of pages: this process has the pages, and receives only what is new."""
        seconds: Seconds = dict.fromkeys(STEPS, 0.0)
        return [(number, *_draw_if_outdated(ordered[number], drawing, seconds)) for number in numbers], seconds

    for results, seconds in parallel.map_chunks(range(len(ordered)), draw_chunk, jobs, MIN_PAGES, meanwhile):
        for step, spent in seconds.items():
            drawing.seconds[step] += spent
        for number, drawn, staged in results:
            yield Result(ordered[number], drawn, staged)


def _order(page: Page) -> tuple[bool, date]:
    """Pages with lists first, by date, then the pages of papers.

    Pages of nearby dates list the same papers.  One process draws them, and can use again what it drew for one of them,
    while other processes draw pages of papers.
    """
    return page.about is not None and page.about.kind == "paper", page.updated or date.max


def _draw_if_outdated(page: Page, drawing: Drawing, seconds: Seconds) -> tuple[Drawn | None, bool]:
    """`drawn` and `staged` of a Result; adds to `seconds`."""
    began, current = perf_counter(), drawing.mark_at(page.path)
    key = drawing.renderer.key(page)
    known = drawing.known.get(page.path) if drawing.known is not None and current else None
    same = known and (known.key, known.mark) == (key, current) and drawing.renderer.links_unchanged(known.links)
    checked = perf_counter()
    seconds["key"] += checked - began
    if same:
        return None, False
    body = drawing.renderer.draw(page)
    drawn = Drawn(key, manifest.mark(body), drawing.renderer.links)
    ended = perf_counter()
    seconds["draw"] += ended - checked
    if drawing.known is not None and current == drawn.mark:
        return drawn, False
    drawing.staging.write(page.path, body)
    seconds["write"] += perf_counter() - ended
    return drawn, True


class StagingFolder:
    """The folder next to a site in which its new files wait until all of them are drawn."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._made = {""}

    def write(self, path: str, body: bytes) -> None:
        """Write a file of the site; no other code opens one."""
        if not urls.inside(path) or path.partition("/")[0] in RESERVED:
            raise Refusal(f"{path!r}: a page cannot have this path; rename the file that it comes from")
        folder = path.rpartition("/")[0]
        if folder not in self._made:
            (self.folder / folder).mkdir(parents=True, exist_ok=True)
            self._made.add(folder)
        os.close(disk.write(f"{self.folder}/{path}", body))

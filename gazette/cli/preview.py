"""The preview that `serve` shows: the site as of the last save, or the errors that prevent building it.

A save is shown as soon as the pages are planned. A page is drawn when a browser asks for it, so nobody waits for
the other pages. All pages are then drawn in the background, to report errors on any of them. What was read while
files were changing is discarded and read again.
"""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import monotonic, sleep, time_ns

from gazette.cache.pages import Links
from gazette.cli import program
from gazette.cli.build_options import Build
from gazette.core import urls
from gazette.core.errors import Mistakes, Problem, Refusal, Report, counted, in_order
from gazette.core.model import Page
from gazette.core.options import Options
from gazette.core.version import PACKAGE, ROOT
from gazette.publishing.edition import Edition
from gazette.publishing.outdated import PageRenderer
from gazette.rendering.renderer import Renderer
from gazette.sources import scan
from gazette.sources.scan import Snapshot

INTERVAL = 0.1
"""Seconds between two looks at the files."""
HEAD_START = 3
"""The browser has the machine to itself for this many intervals before the other pages are drawn."""
LOAD = "import sys; sys.path.insert(0, sys.argv[1]); from gazette.cli import program; program.load_build()"


class FilesChanged(Exception):
    """A file was saved during a build, which may have read some files before the save and others after it."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What browsers are shown until the next save: pages, or an error instead of every page."""

    number: int = 0
    """Differs for each preview, even of another server."""
    pages: Mapping[str, Page] = field(default_factory=dict)
    renderer: Renderer | None = None
    error: str = ""

    def respond(self, address: str) -> tuple[int, str, bytes]:
        """The status, the name of the file (for its type) and its body; raises Mistakes or Refusal."""
        page = self._find(address)
        status, page = (200, page) if page else (404, self.pages.get(urls.MISSING))
        name = page.path if page else urls.MISSING
        if self.error and name.endswith(".html"):
            raise Refusal(self.error)
        return status, name, self.renderer.draw(page) if page and self.renderer else b"There is no such page."

    def _find(self, address: str) -> Page | None:
        """The page at `address`, with or without the path of the site's URL: links of 404.html include it."""
        name = address if address and not address.endswith("/") else f"{address}{urls.HOME}"
        base = self.renderer.site.base.removeprefix("/") if self.renderer else ""
        return self.pages.get(name) or self.pages.get(name.removeprefix(base))


class Rebuilder:
    """Makes a new preview whenever a file is saved, and calls `on_update` with no arguments."""

    def __init__(
        self, options: Options, make: Build, print_problem: Callable[[str], None], print_progress: Callable[[str], None]
    ) -> None:
        self.options, self.make = options, make
        self.print_problem, self.print_progress = print_problem, print_progress
        self.preview = Preview()
        self.on_update: Callable[[], object] = lambda: None
        self._files: Snapshot = {}
        self._warned: set[Problem] = set()
        self._loaded = self._code(self._look())
        """Gazette's code as it was loaded: `run` may begin after the user has changed it."""

    def run(self) -> None:
        """Rebuild until Gazette's code changes, which this process cannot load again."""
        while True:
            self._began = self._looked = monotonic()
            before, self._files = self._files, scan.wait_until_quiet(self._look, self._files)
            if before:
                self.print_progress(f"saved: {_names(scan.changed(before, self._files))}")
            gc.disable()  # garbage collection takes a third of a build, and finds nothing
            if self._code(self._files) == self._loaded:
                self._rebuild()
            elif not (error := _code_error()):
                return
            else:
                self._show(replace(self.preview, error=error))
            gc.enable()
            gc.collect()
            while self._look() == self._files:
                sleep(INTERVAL)

    def _look(self) -> Snapshot:
        return scan.snapshot(self.options.folders, [*self.options.source.glob("*.yaml"), ROOT / program.SCRIPT])

    def _code(self, files: Snapshot) -> Snapshot:
        own = (f"{PACKAGE}{os.sep}", str(ROOT / program.SCRIPT))
        return {path: marks for path, marks in files.items() if path.startswith(own)}

    def _rebuild(self) -> None:
        report = Report()
        try:
            edition = self.make(replace(self.options, preview=self._show_planned), report).edition
        except FilesChanged:
            return
        except (Mistakes, Refusal, OSError) as error:
            message = str(error)
        except Exception:  # Gazette's own code may be what the user is editing
            message = traceback.format_exc()
        else:
            self._print_result(edition, report)
            return
        if self._look() == self._files:
            self._show(replace(self.preview, error=message))

    def _show_planned(self, renderer: Renderer, planned: tuple[Page, ...]) -> PageRenderer:
        """Show the pages before any is drawn; return the renderer for drawing all of them in the background."""
        self._raise_if_changed()
        self._show(Preview(0, {page.path: page for page in planned}, renderer))
        for _ in range(HEAD_START):
            sleep(INTERVAL)
            self._raise_if_changed()
        return InterruptibleRenderer(renderer, self._raise_if_changed_at_intervals)

    def _show(self, preview: Preview) -> None:
        self.preview = replace(preview, number=time_ns())
        if preview.error:
            self.print_problem(preview.error)
        else:
            self.print_progress(f"shown after {monotonic() - self._began:.1f} s")
        self.on_update()

    def _print_result(self, edition: Edition, report: Report) -> None:
        for warning in in_order(report.warnings):
            if warning not in self._warned:
                self.print_problem(f"warning: {warning}")
        self._warned = set(report.warnings)
        counts = f"{counted(len(edition.changed), 'file')} changed, {len(edition.removed):,} removed"
        self.print_progress(f"built: {counts}, in {monotonic() - self._began:.1f} s")

    def _raise_if_changed(self) -> None:
        if self._look() != self._files:
            raise FilesChanged

    def _raise_if_changed_at_intervals(self) -> None:
        if monotonic() - self._looked > INTERVAL:
            self._raise_if_changed()
            self._looked = monotonic()


class InterruptibleRenderer:
    """A renderer that calls `check` before it draws a page; an exception from `check` stops the build."""

    def __init__(self, renderer: PageRenderer, check: Callable[[], None]) -> None:
        self._renderer, self._check = renderer, check

    @property
    def links(self) -> Links:
        return self._renderer.links

    def links_unchanged(self, links: Links) -> bool:
        return self._renderer.links_unchanged(links)

    def key(self, page: Page) -> bytes:
        self._check()
        return self._renderer.key(page)

    def draw(self, page: Page) -> bytes:
        self._check()
        return self._renderer.draw(page)


def _names(paths: list[str]) -> str:
    """The names of the files for a message; the first three if there are many."""
    names = [Path(path).name for path in paths]
    return ", ".join(names if len(names) < 5 else [*names[:3], f"and {len(names) - 3:,} more"])


def _code_error() -> str:
    """What Python prints when it imports the changed code; "" if it has no error."""
    command = [sys.executable, "-c", LOAD, str(PACKAGE.parent)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stderr

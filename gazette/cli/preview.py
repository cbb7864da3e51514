"""What browsers are shown while one writes: the site as it is planned after the last save, or what must be mended.

A save is shown as soon as it is planned: a page is drawn when it is asked for, so nobody waits for the
thousands that are not.  Behind that the whole edition is drawn, so that a mistake on any page is told.  What was
read while files changed is never shown; it is read again.
"""

from __future__ import annotations

import gc
import subprocess
import sys
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import monotonic, sleep, time_ns

from gazette.cache.pages import Links
from gazette.cli.asked import Build
from gazette.core import urls
from gazette.core.errors import Mistakes, Problem, Refusal, Report
from gazette.core.model import Page
from gazette.core.options import Options
from gazette.core.version import ROOT
from gazette.publishing.draw import Artist
from gazette.publishing.edition import Edition
from gazette.rendering.renderer import Renderer
from gazette.sources import scan
from gazette.sources.scan import Look

IDLE = 0.1
GRACE = 3
"""So many times IDLE the browser has the machine to itself, before the rest of the pages is drawn."""
IMPORTS = "import sys; sys.path.insert(0, sys.argv[1]); import build"


class Changed(Exception):
    """A file was saved during the build, which may have read one half before and one half after."""


@dataclass(frozen=True, slots=True)
class View:
    """What browsers are shown: pages, or the trouble that stands before them."""

    mark: int = 0
    """Another for every view, even of another server."""
    pages: Mapping[str, Page] = field(default_factory=dict)
    renderer: Renderer | None = None
    trouble: str = ""

    def answer(self, address: str) -> tuple[int, str, bytes]:
        """A status, a name by which a browser may know the kind, and what is there; or Mistakes, or a Refusal."""
        page = self._find(address)
        status, page = (200, page) if page else (404, self.pages.get(urls.MISSING))
        name = page.path if page else urls.MISSING
        if self.trouble and name.endswith(".html"):
            raise Refusal(self.trouble)
        return status, name, self.renderer.draw(page) if page and self.renderer else b"There is no such page."

    def _find(self, address: str) -> Page | None:
        """The page at `address`, or below the path that the site will have: 404.html links from there."""
        name = address if address and not address.endswith("/") else f"{address}{urls.HOME}"
        base = self.renderer.site.base.removeprefix("/") if self.renderer else ""
        return self.pages.get(name) or self.pages.get(name.removeprefix(base))


class Studio:
    """Works at the next view whenever a file is saved; `shown` is called with every new one."""

    def __init__(self, order: Options, make: Build, tell: Callable[[str], None], note: Callable[[str], None]) -> None:
        """Problems go to `tell`, progress to `note`."""
        self.order, self.make, self.tell, self.note = order, make, tell, note
        self.view = View()
        self.shown: Callable[[], object] = lambda: None
        self._seen: Look = {}
        self._warned: set[Problem] = set()

    def work(self) -> None:
        """Until Gazette's code changes: this process cannot unlearn the old."""
        code = self._code(self._look())
        while True:
            self._began = self._looked = monotonic()
            before, self._seen = self._seen, scan.rested(self._look, self._seen)
            if before:
                self.note(f"saved: {self._named(scan.changed(before, self._seen))}")
            gc.disable()  # to look for waste among a million values takes a third of a build
            if self._code(self._seen) == code:
                self._build()
            elif not (trouble := _trouble_of_code()):
                return
            else:
                self._show(replace(self.view, trouble=trouble))
            gc.enable()
            gc.collect()
            while self._look() == self._seen:
                sleep(IDLE)

    def _look(self) -> Look:
        return scan.look(self.order.folders, [*self.order.source.glob("*.yaml"), ROOT / "build.py"])

    def _code(self, seen: Look) -> Look:
        own = (str(ROOT / "gazette"), str(ROOT / "build.py"))
        return {path: marks for path, marks in seen.items() if path.startswith(own)}

    def _named(self, paths: list[str]) -> str:
        names = [Path(path).name for path in paths]
        return ", ".join(names if len(names) < 5 else [*names[:3], f"and {len(names) - 3:,} more"])

    def _build(self) -> None:
        report = Report()
        try:
            edition = self.make(replace(self.order, preview=self._preview), report).edition
        except Changed:
            return
        except (Mistakes, Refusal, OSError) as trouble:
            words = str(trouble)
        except Exception:  # whatever else: in code that is being written
            words = traceback.format_exc()
        else:
            self._tell_done(edition, report)
            return
        if self._look() == self._seen:
            self._show(replace(self.view, trouble=words))

    def _preview(self, renderer: Renderer, planned: tuple[Page, ...]) -> Artist:
        self._heed()
        self._show(View(0, {page.path: page for page in planned}, renderer))
        for _ in range(GRACE):
            sleep(IDLE)
            self._heed()
        return Heedful(renderer, self._heed_at_times)

    def _show(self, view: View) -> None:
        self.view = replace(view, mark=time_ns())
        if view.trouble:
            self.tell(view.trouble)
        else:
            self.note(f"shown after {monotonic() - self._began:.1f} s")
        self.shown()

    def _tell_done(self, edition: Edition, report: Report) -> None:
        for warning in report.warnings:
            if warning not in self._warned:
                self.tell(f"warning: {warning}")
        self._warned = set(report.warnings)
        counts = f"{len(edition.changed):,} files changed, {len(edition.removed):,} removed"
        self.note(f"built: {counts}, in {monotonic() - self._began:.1f} s")

    def _heed(self) -> None:
        if self._look() != self._seen:
            raise Changed

    def _heed_at_times(self) -> None:
        if monotonic() - self._looked > IDLE:
            self._heed()
            self._looked = monotonic()


class Heedful:
    """Draws as another artist does, and looks up from the work."""

    def __init__(self, artist: Artist, heed: Callable[[], None]) -> None:
        self._artist, self._heed = artist, heed

    @property
    def links(self) -> Links:
        return self._artist.links

    def still(self, links: Links) -> bool:
        return self._artist.still(links)

    def key(self, page: Page) -> bytes:
        self._heed()
        return self._artist.key(page)

    def draw(self, page: Page) -> bytes:
        self._heed()
        return self._artist.draw(page)


def _trouble_of_code() -> str:
    """What Python has to say to the code as it is now; "" if it can be started."""
    command = [sys.executable, "-c", IMPORTS, str(ROOT)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stderr

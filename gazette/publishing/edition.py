"""Put an edition of the site on disk so that no visitor meets half of one.

Everything that changed is first staged beside the site.  Only when all of it is there
does it move in: new files first, since nothing links to them yet; then the changed
ones, whose new links now lead somewhere; then what is removed, to which no link is
left.  Into an empty output the staged folder moves as one.

The record `.gazette-site` lists Gazette's files, each with its mark: a digest of its bytes, and their number.  It is
written before anything moves, naming the old files and the new and those in motion, and
again when all is done; so a publish that dies half way is finished by the next build.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from gazette.cache import pages as cached
from gazette.cache.pages import Drawn
from gazette.core import urls
from gazette.core.errors import Refusal
from gazette.core.model import Archive, Page
from gazette.publishing import draw, manifest
from gazette.publishing.draw import Artist, Stage, Work
from gazette.publishing.lock import Lock
from gazette.publishing.rows import Rows
from gazette.sources.changes import Row, row_of


class Built(NamedTuple):
    """What a build made, and why it planned every page ("" if it did not)."""

    archive: Archive
    edition: Edition
    reason: str = ""


SOME = 2_000
"""So many pages are remembered at a time, while others are drawn."""


class Edition:
    """The next state of the output folder, taken whole or not at all.

    Used as a context: `fill` it with pages; leaving the context publishes, and an
    exception leaves the site as it was.
    """

    def __init__(self, output: Path, sources: Iterable[Path], dry: bool = False) -> None:
        """A `dry` edition locks and writes nothing."""
        self.output = output
        self.sources, self._dry = tuple(sources), dry
        self.stage = output.parent / f".{output.name}.gazette-stage"  # not with_name: "/" has none
        self.after: Mapping[str, str] = {}
        self.size = 0
        """The bytes of all files of the site."""
        self._size_before = 0
        self.seconds = dict.fromkeys(draw.STEPS, 0.0)
        """How long all processes together took for keys, drawing and writing."""
        self.drawn = 0
        """How many pages did not stay."""
        self.changed: list[str] = []
        self.removed: list[str] = []
        self.published: dict[str, Row] = {}
        """The manifest as the edition left it, before another build could change it."""

    def __enter__(self) -> Self:
        if self._dry:
            return self
        manifest.refuse(self.output, self.sources)
        self.output.parent.mkdir(parents=True, exist_ok=True)
        self._lock = Lock(self.output.with_name(f".{self.output.name}.gazette-lock"))
        self._lock.acquire()
        try:
            manifest.refuse_foreign(self.output)
            shutil.rmtree(self.stage, ignore_errors=True)
            self.stage.mkdir()
        except BaseException:
            self._lock.release()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._dry:
            return
        try:
            if error is None:
                self._publish()
                self.published = row_of(self.output / manifest.NAME)
        finally:
            shutil.rmtree(self.stage, ignore_errors=True)
            self._lock.release()

    @cached_property
    def before(self) -> Mapping[str, str]:
        """The mark of each file of the site as it is."""
        return manifest.read(self.output)

    def trust_manifest(self, size: int) -> None:
        """Nobody changed the manifest since the last build wrote it, for a site of `size` bytes."""
        self.before, self._size_before = manifest.rows(self.output), size

    def holds(self, path: str) -> str:
        """The mark of the file that the output holds at `path`; "" if that is not sure."""
        mark = self.before.get(path, manifest.MOVING)
        return "" if mark == manifest.MOVING else mark

    def fill(
        self,
        pages: Sequence[Page],
        artist: Artist,
        known: Mapping[str, Drawn] | None,
        jobs: int = 1,
        gone: Collection[str] | None = None,
        meanwhile: Callable[[], None] = lambda: None,
        remember: Callable[[Sequence[cached.Row]], None] = lambda _: None,
    ) -> None:
        """Draw and stage the pages that are not up to date; `remember` gets those that were drawn, some at a time.

        If `known`, what the pages were last drawn with, is None, all are drawn.  The pages are the whole site or, if
        `gone` names the pages to remove, those that may have changed.  `meanwhile` runs while other processes draw.
        """
        marks: dict[str, str] = {}
        rows: list[cached.Row] = []
        work = Work(artist, known, self.holds, Stage(self.stage), self.seconds)
        for page, made, staged in draw.settle(pages, work, jobs, meanwhile):
            marks[page.path] = made.mark if made else self.holds(page.path)
            if made:
                rows.append((page.path, page.about, made))
            if staged:
                self.changed.append(page.path)
            if len(rows) == SOME:
                self._drew(rows, remember)
                rows = []
        self._drew(rows, remember)
        self.changed.sort()
        if isinstance(self.before, Rows) and gone is not None:
            self._follow_on({path: marks[path] for path in self.changed}, gone)
        else:
            self.after, self.removed = marks, sorted([path for path in self.before if path not in marks])
            self.size = sum(map(manifest.size, marks.values()))

    def _drew(self, rows: Sequence[cached.Row], remember: Callable[[Sequence[cached.Row]], None]) -> None:
        self.drawn += len(rows)
        remember(rows)

    def _follow_on(self, marks: Mapping[str, str], gone: Collection[str]) -> None:
        assert isinstance(self.before, Rows)
        old = (manifest.size(self.holds(path)) for path in (*marks, *gone))
        self.size = self._size_before + sum(map(manifest.size, marks.values())) - sum(old)
        self.after, self.removed = self.before.changed(marks, gone), sorted(gone)

    # The one act.

    def _publish(self) -> None:
        if not self.changed and not self.removed and (self.output / manifest.NAME).exists():
            return
        if not manifest.occupied(self.output):
            self._move_in()
            return
        manifest.refuse_strangers(self.output, self.before, self.changed, self.removed)
        try:
            self._swap()
        except OSError as trouble:
            raise Refusal(f"{trouble}; the site is between two editions, the next build finishes it") from trouble

    def _move_in(self) -> None:
        """Into an empty output the stage moves as one folder."""
        manifest.write(self.stage, self.after, self.stage)
        try:
            self.stage.rename(self.output)
        except FileExistsError:  # on Windows even an empty folder is in the way
            self.output.rmdir()
            self.stage.rename(self.output)
        manifest.sync(self.output.parent)

    def _swap(self) -> None:
        manifest.announce(self.output, (*self.changed, *self.removed))
        blocking = self._blocking()
        self._remove(blocking)
        folders: set[Path] = {self.output}
        for path in sorted(self.changed, key=self.before.__contains__):  # the new ones first
            target = self.output / path
            _make(target.parent, folders)
            (self.stage / path).replace(target)
        self._remove(path for path in self.removed if path not in blocking)
        manifest.write(self.output, self.after, self.stage)

    def _blocking(self) -> set[str]:
        """What must go before the new comes: a file where a folder will be, or below what will be a file."""
        folders = urls.folders(self.changed)
        changed = set(self.changed)
        return {path for path in self.removed if path in folders or changed & urls.folders([path])}

    def _remove(self, paths: Iterable[str]) -> None:
        """Remove these files, and the folders that the last of them left empty."""
        gone = list(paths)
        for path in gone:
            file = self.output / path
            if file.is_symlink() or file.is_file():
                file.unlink()
        for folder in sorted(urls.folders(gone), reverse=True):
            with suppress(OSError):  # something is in it still
                (self.output / folder).rmdir()


def _make(folder: Path, made: set[Path]) -> None:
    if folder not in made:
        folder.mkdir(parents=True, exist_ok=True)
        made.add(folder)

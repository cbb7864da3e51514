"""Publish an edition of the site, so that visitors never see a page that links to a missing one.

All changed files are first written to a staging folder next to the output, or in it where it is a file system of its
own.  Then new files are moved, to which no page links yet; then changed ones, whose links now all lead somewhere; then
old files are removed, to which no page links any more.  If one of these steps fails, all are undone at once.  If the
output is empty, the staging folder is renamed to it.

The manifest `.gazette-site` is changed before any file is moved, to mark the files that will change as pending, and
replaced at the end.  So the next build can complete an edition that was interrupted.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from gazette.archive.moves import Move
from gazette.cache.pages import Drawn, PageRow
from gazette.core import urls
from gazette.core.errors import Refusal
from gazette.core.model import Archive, Listing, Page
from gazette.publishing import disk, manifest, outdated
from gazette.publishing.lock import Lock
from gazette.publishing.manifest import SortedLines
from gazette.publishing.outdated import Drawing, PageRenderer, StagingFolder
from gazette.publishing.swap import Swap
from gazette.rendering.renderer import Renderer
from gazette.sources.changes import FileStates, state_of

BATCH = 2_000
"""The number of drawn pages that the cache gets at a time, while others are drawn."""


class Built(NamedTuple):
    """The result of a build.

    `reason` says why it planned every page; it is "" if it did not.  `number` is the one that the cache gave the build.
    `moves` are the papers whose address or feed id changed although no later listing says so.  `listings` are all
    listings, if they were only checked.  `new_addresses` are those of lost pages, as far as they are known.
    `renderer` draws the mails, if nothing else was wanted.
    """

    archive: Archive
    edition: Edition
    reason: str = ""
    number: int = 0
    moves: tuple[Move, ...] = ()
    listings: Sequence[Listing] = ()
    new_addresses: Mapping[str, str] = {}
    renderer: Renderer | None = None


class Edition:
    """A new version of the site, as a context.  Leaving it publishes; after an exception the site stays as it was."""

    def __init__(self, output: Path, sources: Iterable[Path], dry: bool = False) -> None:
        """If it is `dry`, nothing is locked or written."""
        self.output = output
        self.sources, self._dry = tuple(sources), dry
        self.after: Mapping[str, str] = {}
        """The mark of each file of the new site."""
        self.size = 0
        """The bytes of all files of the new site."""
        self._size_before = 0
        self.seconds = dict.fromkeys(outdated.STEPS, 0.0)
        """The time that each step of drawing took, summed over all processes."""
        self.drawn = 0
        """The number of pages that were drawn."""
        self.changed: list[str] = []
        self.removed: list[str] = []
        self.published: FileStates = {}
        """The manifest as this edition wrote it; another build may change it after this one released the lock."""

    def __enter__(self) -> Self:
        if self._dry:
            return self
        manifest.check_location(self.output, self.sources)
        self.output.parent.mkdir(parents=True, exist_ok=True)
        self._separate = disk.is_separate(self.output)
        lock, self._staging = disk.own_paths(self.output, self._separate)
        self._new, self._old = self._staging / "new", self._staging / "old"
        self._lock = Lock(lock)
        self._lock.acquire()
        try:
            manifest.check_owner(self.output)
            self._remove_staging()
            for folder in (self._staging, self._new, self._old):
                folder.mkdir()
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
                self.published = state_of(self.output / manifest.NAME)
        finally:
            self._remove_staging()
            self._lock.release()

    def _remove_staging(self) -> None:
        with suppress(OSError):  # `ignore_errors` does not ignore all of them
            shutil.rmtree(self._staging, ignore_errors=True)

    @cached_property
    def before(self) -> Mapping[str, str]:
        """The mark of each file of the site that is published."""
        return manifest.read(self.output)

    def trust_manifest(self, size: int) -> None:
        """Call this if nobody changed the manifest since the last build, which published `size` bytes."""
        self.before, self._size_before = manifest.read_unchanged(self.output), size

    def mark_at(self, path: str) -> str:
        """The mark of the published file at `path`; "" if that is not certain."""
        mark = self.before.get(path, manifest.PENDING)
        return "" if mark == manifest.PENDING else mark

    def draw(
        self,
        pages: Sequence[Page],
        renderer: PageRenderer,
        known: Mapping[str, Drawn] | None,
        jobs: int = 1,
        removed: Collection[str] | None = None,
        meanwhile: Callable[[], None] = lambda: None,
        remember: Callable[[Sequence[PageRow]], None] = lambda _: None,
    ) -> None:
        """Draw the pages that are not up to date into the staging folder.

        `known` is what the pages were last drawn with; if it is None, all are drawn.  The pages are the whole site or,
        if the `removed` paths are given, only those that may have changed.  `meanwhile` is called while other processes
        draw, and `remember` with the pages that were drawn, a batch at a time.
        """
        marks: dict[str, str] = {}
        rows: list[PageRow] = []
        drawing = Drawing(renderer, known, self.mark_at, StagingFolder(self._new), self.seconds)
        for page, drawn, staged in outdated.draw(pages, drawing, jobs, meanwhile):
            marks[page.path] = drawn.mark if drawn else self.mark_at(page.path)
            if drawn:
                rows.append((page.path, page.about, drawn))
            if staged:
                self.changed.append(page.path)
            if len(rows) == BATCH:
                self._remember(rows, remember)
                rows = []
        self._remember(rows, remember)
        self.changed.sort()
        if removed is None:
            self.after, self.removed = marks, sorted([path for path in self.before if path not in marks])
            self.size = sum(map(manifest.size, marks.values()))
        else:
            self._update_marks({path: marks[path] for path in self.changed}, removed)

    def _remember(self, rows: Sequence[PageRow], remember: Callable[[Sequence[PageRow]], None]) -> None:
        self.drawn += len(rows)
        remember(rows)

    def _update_marks(self, marks: Mapping[str, str], removed: Collection[str]) -> None:
        assert isinstance(self.before, SortedLines), "call trust_manifest first"
        old = (manifest.size(self.mark_at(path)) for path in (*marks, *removed))
        self.size = self._size_before + sum(map(manifest.size, marks.values())) - sum(old)
        self.after, self.removed = self.before.updated(marks, removed), sorted(removed)

    # Publishing.

    def _publish(self) -> None:
        if not self.changed and not self.removed and manifest.is_current(self.output, self.after):
            return
        manifest.write(self._new, self.after)
        if not self._separate and not manifest.first_name(self.output):
            self._rename_staging()
            return
        manifest.check_conflicts(self.output, self.before, self.changed, self.removed)
        self._replace_files()

    def _rename_staging(self) -> None:
        """Make the new files the output, which is empty or does not exist."""
        existed = self.output.exists()
        if existed and sys.platform == "win32":  # there even an empty folder is in the way
            self.output.rmdir()
        self._new.rename(self.output)
        try:
            disk.sync(self.output.parent)
        except OSError:
            self.output.rename(self._new)
            if existed:
                self.output.mkdir()
            raise

    def _replace_files(self) -> None:
        """If a step fails, all are undone and the error is raised; Refusal if they cannot be undone."""
        swap = Swap(self.output, self._new, self._old)
        swap.back_up(self.changed)
        try:
            self._take_steps(swap)
        except BaseException as error:
            left = swap.undo() - 1  # the first step only says in the manifest which files will change
            if left < 1 or not isinstance(error, OSError):
                raise
            what = f"publishing failed ({error.strerror or error}), and {left:,} of its steps could not be undone"
            way_out = "the site is between two editions: fix this and run the command again to complete the new one"
            raise Refusal(f"{self.output}: {what}; {way_out}") from error
        self._remove_empty_folders(self.removed)

    def _take_steps(self, swap: Swap) -> None:
        swap.note(manifest.append_pending(self.output, (*self.changed, *self.removed), self._old))
        swap.back_up([manifest.NAME])
        first = self._conflicting()
        for path in first:
            swap.move_out(path)
        for folder in sorted(urls.folders(first), reverse=True):
            swap.remove_folder(folder)
        # New files first, and among them the home page last: in an empty output it leads to the others.
        for path in sorted(self.changed, key=lambda path: (path in self.before, path == urls.HOME)):
            swap.move_in(path)
        for path in sorted({*self.removed}.difference(first)):
            swap.move_out(path)
        swap.move_in(manifest.NAME)
        disk.sync(self.output)

    def _conflicting(self) -> list[str]:
        """Removed files where there will be a folder, or in a folder where there will be a file."""
        folders = urls.folders(self.changed)
        changed = set(self.changed)
        return [path for path in self.removed if path in folders or changed & urls.folders([path])]

    def _remove_empty_folders(self, paths: Sequence[str]) -> None:
        """Remove the folders that are empty without these files."""
        for folder in sorted(urls.folders(paths), reverse=True):
            with suppress(OSError):  # it is not empty
                (self.output / folder).rmdir()

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

import errno
import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from gazette import fingerprint, record, spread, urls
from gazette.drawn import Answers, Drawn
from gazette.errors import Refusal
from gazette.lock import Lock
from gazette.model import Page

Settled = tuple[str, Drawn, bool]
"""The path of a page, what is to be remembered of it (no key: nothing new), and whether there are new bytes for it."""


class Artist(Protocol):
    """What can draw a page, and tell by a key what decides its bytes."""

    @property
    def answers(self) -> Answers: ...

    def key(self, page: Page) -> bytes: ...

    def still(self, answers: Answers) -> bool: ...

    def draw(self, page: Page) -> bytes: ...


class Edition:
    """The next state of the output folder, taken whole or not at all.

    Used as a context: `fill` it with pages; leaving the context publishes, and an
    exception leaves the site as it was.
    """

    def __init__(self, output: Path, sources: Iterable[Path]) -> None:
        self.output = output
        self.sources = tuple(sources)
        self.stage = output.parent / f".{output.name}.gazette-stage"  # not with_name: "/" has none
        self.before: dict[str, str] = {}
        self.after: dict[str, str] = {}
        self.changed: list[str] = []
        self.removed: list[str] = []

    def __enter__(self) -> Self:
        record.refuse(self.output, self.sources)
        self.output.parent.mkdir(parents=True, exist_ok=True)
        self._lock = Lock(self.output.with_name(f".{self.output.name}.gazette-lock"))
        self._lock.acquire()
        try:
            record.refuse_foreign(self.output)
            self.before = record.read(self.output)
            shutil.rmtree(self.stage, ignore_errors=True)
            self._folders = {str(self.stage)}
            self.stage.mkdir()
        except BaseException:
            self._lock.release()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if error is None:
                self._publish()
        finally:
            shutil.rmtree(self.stage, ignore_errors=True)
            self._lock.release()

    @property
    def size(self) -> int:
        """The bytes of all files of the site."""
        return sum(int(mark.rpartition("-")[2]) for mark in self.after.values())

    def holds(self, path: str) -> str:
        """The mark of the file that the output holds at `path`; "" if that is not sure."""
        mark = self.before.get(path, record.MOVING)
        return "" if mark == record.MOVING else mark

    def fill(
        self,
        pages: Iterable[Page],
        artist: Artist,
        drawn: Mapping[str, Drawn] | None,
        jobs: int = 1,
        gone: Iterable[str] | None = None,
    ) -> dict[str, Drawn]:
        """Draw and write the pages that need it; gives what is to be remembered of them.

        A page stays if it was last drawn with the key it has now, and the output holds
        still what it then got.  With None for what was drawn before, all are made anew.
        The pages are all that there shall be, or, where `gone` says what goes, those that may have changed.
        """

        def settle(share: Sequence[Page]) -> list[Settled]:
            return [self._settle(page, artist, drawn) for page in share]

        found = {}
        if gone is not None:
            self.after = {path: mark for path, mark in self.before.items() if path not in frozenset(gone)}
        for path, made, staged in chain.from_iterable(spread.over(list(pages), settle, jobs)):
            self.after[path] = made[1]
            if made[0]:
                found[path] = made
            if staged:
                self.changed.append(path)
        self.changed.sort()
        return found

    def _settle(self, page: Page, artist: Artist, drawn: Mapping[str, Drawn] | None) -> Settled:
        held = self.holds(page.path)
        if page.stands:
            return page.path, (b"", held, {}), False
        key = artist.key(page)
        known = drawn.get(page.path) if drawn is not None and held else None
        if known and known[:2] == (key, held) and artist.still(known[2]):
            return page.path, (b"", held, {}), False
        body = artist.draw(page)
        made = (key, f"{fingerprint.of_bytes(body).hex()}-{len(body)}", artist.answers)
        if drawn is not None and held == made[1]:
            return page.path, made, False
        self._stage(page.path, body)
        return page.path, made, True

    def _stage(self, path: str, body: bytes) -> None:
        """The one place that opens a file of the site for writing."""
        if not urls.inside(path) or path == record.NAME:
            raise Refusal(f"{path!r} is no place for a page")
        folder, _, name = f"{self.stage}/{path}".rpartition("/")
        if folder not in self._folders:
            Path(folder).mkdir(parents=True, exist_ok=True)
            self._folders.add(folder)
        with open(f"{folder}/{name}", "wb", buffering=0) as file:  # half the time of a Path's
            written = file.write(body)
        if written != len(body):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), path)

    # The one act.

    def _publish(self) -> None:
        self.removed = sorted(self.before.keys() - self.after.keys())
        if not self.changed and not self.removed and (self.output / record.NAME).exists():
            return
        if not record.occupied(self.output):
            self._move_in()
            return
        record.refuse_strangers(self.output, self.before, self.changed, self.removed)
        try:
            self._swap()
        except OSError as trouble:
            raise Refusal(f"{trouble}; the site is between two editions, the next build finishes it") from trouble

    def _move_in(self) -> None:
        """Into an empty output the stage moves as one folder."""
        record.write(self.stage, self.after, self.stage)
        try:
            self.stage.rename(self.output)
        except FileExistsError:  # on Windows even an empty folder is in the way
            self.output.rmdir()
            self.stage.rename(self.output)
        record.sync(self.output.parent)

    def _swap(self) -> None:
        record.announce(self.output, (*self.changed, *self.removed))
        blocking = self._blocking()
        self._remove(blocking)
        folders: set[Path] = {self.output}
        for path in sorted(self.changed, key=self.before.__contains__):  # the new ones first
            target = self.output / path
            _make(target.parent, folders)
            (self.stage / path).replace(target)
        self._remove(path for path in self.removed if path not in blocking)
        record.write(self.output, self.after, self.stage)

    def _blocking(self) -> set[str]:
        """What must go before the new comes: a file where a folder will be, or below what will be a file."""
        folders = record.folders(self.changed)
        changed = set(self.changed)
        return {path for path in self.removed if path in folders or changed & record.folders([path])}

    def _remove(self, paths: Iterable[str]) -> None:
        """Remove these files, and the folders that the last of them left empty."""
        gone = list(paths)
        for path in gone:
            file = self.output / path
            if file.is_symlink() or file.is_file():
                file.unlink()
        for folder in sorted(record.folders(gone), reverse=True):
            with suppress(OSError):  # something is in it still
                (self.output / folder).rmdir()


def _make(folder: Path, made: set[Path]) -> None:
    if folder not in made:
        folder.mkdir(parents=True, exist_ok=True)
        made.add(folder)

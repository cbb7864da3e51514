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

import os
import re
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import Protocol, Self

from gazette import fingerprint
from gazette.errors import Refusal
from gazette.lock import Lock
from gazette.model import Page

RECORD = ".gazette-site"
HEADLINE = "gazette-site 1"
_MARK = re.compile(r"[0-9a-f]{32}-[0-9]{1,12}|-")
MOVING = "-"
"""In the place of a mark: this file may be the old one, the new one, or not there."""


Drawn = tuple[bytes, str]
"""The key that a page was drawn with, and the mark of the file it became."""


class Artist(Protocol):
    """What can draw a page, and tell by a key what decides its bytes."""

    def key(self, page: Page) -> bytes: ...

    def draw(self, page: Page) -> bytes: ...


class Edition:
    """The next state of the output folder, taken whole or not at all.

    Used as a context: `fill` it with pages; leaving the context publishes, and an
    exception leaves the site as it was.
    """

    def __init__(self, output: Path, sources: Iterable[Path]) -> None:
        self.output = output
        self.sources = tuple(sources)
        self.stage = output.with_name(f".{output.name}.gazette-stage")
        self.before: dict[str, str] = {}
        self.after: dict[str, str] = {}
        self.changed: list[str] = []
        self.removed: list[str] = []

    def __enter__(self) -> Self:
        refuse(self.output, self.sources)
        self.output.parent.mkdir(parents=True, exist_ok=True)
        self._lock = Lock(self.output.with_name(f".{self.output.name}.gazette-lock"))
        self._lock.acquire()
        try:
            refuse_foreign(self.output)
            self.before = read_record(self.output)
            shutil.rmtree(self.stage, ignore_errors=True)
            self._folders = {self.stage}
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
        mark = self.before.get(path, MOVING)
        return "" if mark == MOVING else mark

    def fill(self, pages: Iterable[Page], artist: Artist, drawn: Mapping[str, Drawn] | None) -> dict[str, Drawn]:
        """Draw and write the pages that need it; gives what is to be remembered of them.

        A page stays if it was last drawn with the key it has now, and the output holds
        still what it then got.  With None for what was drawn before, all are made anew.
        """
        found = {}
        for page in pages:
            key, held = artist.key(page), self.holds(page.path)
            if drawn is not None and held and drawn.get(page.path) == (key, held):
                self.after[page.path] = held
            else:
                found[page.path] = key, self.write(page.path, artist.draw(page), anyhow=drawn is None)
        return found

    def write(self, path: str, body: bytes, *, anyhow: bool = False) -> str:
        """The file at `path` shall hold `body`; gives its mark.

        What the output holds already is not written again, unless `anyhow`.
        """
        mark = f"{fingerprint.of_bytes(body).hex()}-{len(body)}"
        self.after[path] = mark
        if anyhow or self.holds(path) != mark:
            self._stage(path, body)
            self.changed.append(path)
        return mark

    def _stage(self, path: str, body: bytes) -> None:
        """The one place that opens a file of the site for writing."""
        pure = PurePosixPath(path)
        if pure.is_absolute() or not pure.parts or {"..", "."} & set(path.split("/")) or path == RECORD:
            raise Refusal(f"{path!r} is no place for a page")
        file = self.stage / path
        _make(file.parent, self._folders)
        file.write_bytes(body)

    # The one act.

    def _publish(self) -> None:
        self.removed = sorted(self.before.keys() - self.after.keys())
        if not self.changed and not self.removed and (self.output / RECORD).exists():
            return
        if not _occupied(self.output):
            self._move_in()
        else:
            self._swap()

    def _move_in(self) -> None:
        """Into an empty output the stage moves as one folder."""
        write_record(self.stage, self.after)
        try:
            self.stage.rename(self.output)
        except FileExistsError:  # on Windows even an empty folder is in the way
            self.output.rmdir()
            self.stage.rename(self.output)
        _sync(self.output.parent)

    def _swap(self) -> None:
        new = [path for path in self.changed if path not in self.before]
        old = [path for path in self.changed if path in self.before]
        self._check(new)
        write_record(self.output, {**self.before, **self.after, **dict.fromkeys(self.changed, MOVING)})
        folders: set[Path] = {self.output}
        for path in (*new, *old):
            target = self.output / path
            _make(target.parent, folders)
            (self.stage / path).replace(target)
        for path in self.removed:
            (self.output / path).unlink(missing_ok=True)
        self._prune()
        write_record(self.output, self.after)

    def _check(self, new: Iterable[str]) -> None:
        """Nothing of the site may fall on somebody else's file, or through a link to elsewhere."""
        root = self.output.resolve()
        parents: set[Path] = set()
        for path in (*self.changed, *self.removed):
            parent = (self.output / path).parent
            if parent not in parents:
                parents.add(parent)
                if parent.resolve() != root / parent.relative_to(self.output):
                    raise Refusal(f"{parent} leads out of the output through a symbolic link; remove the link")
        for path in new:
            if os.path.lexists(self.output / path):
                raise Refusal(f"{self.output / path} is not Gazette's, and a page would go there; move it away")

    def _prune(self) -> None:
        """Folders that the last removed file left empty."""
        for folder in sorted({parent for path in self.removed for parent in PurePosixPath(path).parents}, reverse=True):
            if folder.parts:
                try:
                    (self.output / folder).rmdir()
                except OSError:
                    continue  # something is in it still


def _make(folder: Path, made: set[Path]) -> None:
    if folder not in made:
        folder.mkdir(parents=True, exist_ok=True)
        made.add(folder)


# What is not ours.


def refuse(output: Path, sources: Iterable[Path]) -> None:
    """Refusal if `output` is a place where a site must never be put."""
    whole = output.resolve()
    if output.is_symlink():
        raise Refusal(f"the output {output} is a symbolic link; name the folder itself with --output")
    if whole == Path(whole.anchor) or whole == Path.home().resolve():
        raise Refusal(f"the output {output} is no folder for a site alone; name another with --output")
    if whole.exists() and not whole.is_dir():
        raise Refusal(f"the output {output} is a file; name a folder with --output")
    for source in sources:
        if source.resolve().is_relative_to(whole):
            raise Refusal(f"the output {output} holds the source {source}; name another with --output")


def refuse_foreign(output: Path) -> None:
    """Refusal if there are files in `output` and no record that says whose they are."""
    if not (output / RECORD).exists() and (found := _occupied(output)):
        raise Refusal(
            f"{output} holds {found} and no {RECORD}, so what is in it is not Gazette's; "
            "empty it, or name another folder with --output"
        )


def _occupied(output: Path) -> str:
    """The name of something in a folder; "" if there is nothing."""
    return min(os.listdir(output), default="") if output.is_dir() else ""


# The record.


def read_record(output: Path) -> dict[str, str]:
    """Gazette's files in `output`, each with its mark; the names in it are checked, for it may be anybody's."""
    try:
        lines = (output / RECORD).read_text("utf-8").splitlines()
    except FileNotFoundError:
        return {}
    except UnicodeDecodeError:
        lines = []
    if lines[:1] != [HEADLINE]:
        raise Refusal(f"{output / RECORD} is damaged, so it is not sure which files are Gazette's; empty {output}")
    rows = (line.partition(" ") for line in lines[1:])
    return {path: mark for mark, _, path in rows if path and _MARK.fullmatch(mark) and not {"..", ""} & set(path.split("/"))}


def write_record(output: Path, files: dict[str, str]) -> None:
    """On disk before it returns, whole or not at all."""
    draft = output / f"{RECORD}-draft"
    rows = "".join(f"{files[path]} {path}\n" for path in sorted(files))
    with draft.open("w", encoding="utf-8", newline="\n") as file:
        file.write(f"{HEADLINE}\n{rows}")
        file.flush()
        os.fsync(file.fileno())
    draft.replace(output / RECORD)
    _sync(output)


def _sync(folder: Path) -> None:
    """A rename is on disk when its folder is."""
    if hasattr(os, "O_DIRECTORY"):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

"""Replace the files of a site one after the other, so that all of it can be undone.

Before the first file is replaced, each of them gets a second name in the folder of old files: a hard link or, where the
file system has none, a copy.  A file that is removed is moved there.  So undoing renames files, which works on a full
disk.
"""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path


class Swap:
    """The steps from one edition of a site to the next; each is done at once, and can be undone."""

    def __init__(self, output: Path, new: Path, old: Path) -> None:
        """`new` has the new files, and `old` gets the old ones; both are folders on the output's file system."""
        self._output, self._new, self._old = output, new, old
        self._folders = {""}
        self._old_folders = {""}
        self._backed_up: set[str] = set()
        self._inverses: list[Callable[[], object]] = []

    def back_up(self, paths: Iterable[str]) -> None:
        """Give the files at these paths a second name, if they exist."""
        output, old = str(self._output), str(self._old)  # a site has many files, and joining strings is fast
        for path in paths:
            file = f"{output}/{path}"
            if _is_file(file):
                self._make_old(path.rpartition("/")[0])
                _link(file, f"{old}/{path}")
                self._backed_up.add(path)

    def move_in(self, path: str) -> None:
        """Replace the file at a path, or add one."""
        self._make_folder(path.rpartition("/")[0])
        new, file, backup = self._new / path, self._output / path, self._old / path
        new.replace(file)
        self._inverses.append(partial(backup.replace, file) if path in self._backed_up else partial(file.replace, new))

    def _make_folder(self, name: str) -> None:
        if name in self._folders:
            return
        self._make_folder(name.rpartition("/")[0])
        folder = self._output / name
        if not folder.is_dir():
            folder.mkdir()
            self._inverses.append(folder.rmdir)
        self._folders.add(name)

    def move_out(self, path: str) -> None:
        """Remove the file at a path, if there is one."""
        file, old = self._output / path, self._old / path
        if _is_file(file):
            self._make_old(path.rpartition("/")[0])
            file.replace(old)
            self._inverses.append(partial(old.replace, file))

    def _make_old(self, folder: str) -> None:
        if folder not in self._old_folders:
            (self._old / folder).mkdir(parents=True, exist_ok=True)
            self._old_folders.add(folder)

    def remove_folder(self, name: str) -> None:
        """Remove a folder, unless there is something in it.  It is only moved: a full disk may not take a new one."""
        folder, spare = self._output / name, self._old.with_name(f"folder-{len(self._inverses)}")
        if folder.is_dir() and not os.listdir(folder):
            folder.replace(spare)
            self._inverses.append(partial(spare.replace, folder))

    def note(self, inverse: Callable[[], object]) -> None:
        """Note how to undo a step of another kind, which was done just now."""
        self._inverses.append(inverse)

    def undo(self) -> int:
        """Undo all steps, the last one first; returns how many were left because one of them failed.

        It stops there: the site then is as at some moment between the steps, when no link was broken.
        """
        while self._inverses:
            try:
                self._inverses[-1]()
            except OSError:
                break
            self._inverses.pop()
        return len(self._inverses)


_FOLLOW = os.link not in os.supports_follow_symlinks
"""Whether a second name of a symbolic link is always one of its target."""


def _is_file(path: str | Path) -> bool:
    """Whether there is something at a path that is not a folder."""
    try:
        return not stat.S_ISDIR(os.lstat(path).st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return False


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target, follow_symlinks=_FOLLOW)
    except (OSError, NotImplementedError):  # the file system has no hard links, or allows none to this file
        shutil.copy2(source, target, follow_symlinks=False)

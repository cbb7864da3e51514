"""What lies in folders, at a look; and when it has come to rest after a save."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from time import monotonic, sleep

Look = dict[str, tuple[int, int, int, int]]
"""Of every file: its size, the times of its last change, its inode.  A save changes one of them at least."""

UNSEEN = (-1, 0, 0, 0)
KEPT = (".nojekyll",)
"""Files of a site though they are hidden."""
TICK = 0.05
SHORT = 0.1
"""An editor's last write to a file, and the last of several files, come within this many seconds."""
LONG = 0.4
"""The same where a file was emptied or removed, which is often the first half of a save."""


def look(folders: Iterable[Path], files: Iterable[Path]) -> Look:
    """The files below `folders`, but for hidden ones and what Python compiled, and those of `files` that are there.

    What is there and cannot be looked at, a folder or a file, is UNSEEN: it is no more like what it was.
    """
    found: Look = {}
    waiting = [str(folder) for folder in folders]
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    if not hidden(entry.name):
                        _meet(entry, waiting, found)
        except OSError as trouble:
            _miss(folder, trouble, found)
    for file in files:
        try:
            found[str(file)] = _marks(file.stat())
        except OSError as trouble:
            _miss(str(file), trouble, found)
    return found


def _meet(entry: os.DirEntry[str], waiting: list[str], found: Look) -> None:
    try:
        if entry.is_dir(follow_symlinks=False):
            waiting.append(entry.path)
        else:
            found[entry.path] = _marks(entry.stat(follow_symlinks=False))
    except OSError as trouble:
        _miss(entry.path, trouble, found)


def _miss(path: str, trouble: OSError, found: Look) -> None:
    if not isinstance(trouble, FileNotFoundError | NotADirectoryError):  # gone already: the next look tells
        found[path] = UNSEEN


def hidden(name: str) -> bool:
    """Whether a file or folder of this name is nobody's input: who reads folders passes over what a look does."""
    return (name.startswith(".") and name not in KEPT) or name == "__pycache__"


def _marks(found: os.stat_result) -> tuple[int, int, int, int]:
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


def rested(again: Callable[[], Look], before: Look) -> Look:
    """What is there once nothing has changed for a while; `before` tells what was there when all was whole."""
    now, since = again(), monotonic()
    while monotonic() - since < (LONG if _lost(before, now) else SHORT):
        sleep(TICK)
        later = again()
        if later != now:
            now, since = later, monotonic()
    return now


def _lost(before: Look, now: Look) -> bool:
    """Whether a file that held something is gone or empty."""
    return any(marks[0] and not now.get(path, (0,))[0] for path, marks in before.items())


def changed(before: Look, now: Look) -> list[str]:
    """The files that are not as they were."""
    return sorted(path for path in before.keys() | now.keys() if before.get(path) != now.get(path))

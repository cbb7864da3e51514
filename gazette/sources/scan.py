"""Which files folders have, and when they have stopped changing after a save."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from os import PathLike
from time import monotonic, sleep

Stamp = tuple[int, int, int, int]
"""A file's size, its times of modification and of change in nanoseconds, its inode. A save changes at least one."""
Snapshot = dict[str, Stamp]
"""The stamp of every file, by its path."""

UNREADABLE = (-1, 0, 0, 0)
WELL_KNOWN = ".well-known"
"""The folder of RFC 8615, with files that other programs look for, such as security.txt."""
SHOWN = (".nojekyll", WELL_KNOWN)
"""Files and folders of a site whose names begin with a dot."""
POLL = 0.05
QUIET = 0.1
"""Seconds without a change after which a save is complete: an editor's last writes come within this time."""
QUIET_AFTER_LOSS = 0.4
"""The same where a file was emptied or removed, which is often the first half of a save."""


def snapshot(folders: Iterable[str | PathLike[str]], files: Iterable[str | PathLike[str]]) -> Snapshot:
    """The existing `files`, and all files in the trees of `folders`, without hidden files and Python's caches.

    A folder or file that exists but cannot be read is UNREADABLE, so that it differs from what it was before.
    """
    found: Snapshot = {}
    waiting = [str(folder) for folder in folders]
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    if not is_hidden(entry.name):
                        _add(entry, waiting, found)
        except OSError as error:
            _add_unreadable(folder, error, found)
    for file in files:
        try:
            found[str(file)] = _stamp(os.stat(file))
        except OSError as error:
            _add_unreadable(str(file), error, found)
    return found


def is_hidden(name: str) -> bool:
    """Whether a file or folder of this name is ignored. All code that lists input folders must use this function."""
    return (name.startswith(".") and name not in SHOWN) or name == "__pycache__"


def _add(entry: os.DirEntry[str], waiting: list[str], found: Snapshot) -> None:
    try:
        if entry.is_dir(follow_symlinks=False):
            waiting.append(entry.path)
        else:
            found[entry.path] = _stamp(entry.stat(follow_symlinks=False))
    except OSError as error:
        _add_unreadable(entry.path, error, found)


def _stamp(status: os.stat_result) -> Stamp:
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino


def _add_unreadable(path: str, error: OSError, found: Snapshot) -> None:
    if not isinstance(error, FileNotFoundError | NotADirectoryError):  # else it was removed in the meantime
        found[path] = UNREADABLE


def changed(before: Snapshot, now: Snapshot) -> list[str]:
    """The paths of files that were added, removed or changed, sorted."""
    return sorted(path for path in before.keys() | now.keys() if before.get(path) != now.get(path))


def wait_until_quiet(take: Callable[[], Snapshot], before: Snapshot) -> Snapshot:
    """Call `take` until its snapshots stop changing, and return the last one.

    `before` is a snapshot from before the save: if a file of it was lost since, the wait is longer.
    """
    now, since = take(), monotonic()
    while monotonic() - since < (QUIET_AFTER_LOSS if _lost_a_file(before, now) else QUIET):
        sleep(POLL)
        later = take()
        if later != now:
            now, since = later, monotonic()
    return now


def _lost_a_file(before: Snapshot, now: Snapshot) -> bool:
    """Whether a file that was not empty is gone or empty."""
    return any(stamp[0] and not now.get(path, (0,))[0] for path, stamp in before.items())

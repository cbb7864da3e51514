"""A lock that lets one build at a time write to an output; it ends with the process that has it."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


class Lock:
    """An exclusive lock on a file, which exists only while a process has the lock."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._handle = -1

    def acquire(self) -> None:
        """Wait until no other process has the lock, and take it."""
        while self._handle < 0:
            handle = os.open(self.path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o644)
            _wait(handle)
            if self._current(handle):
                self._handle = handle
            else:
                os.close(handle)  # the process that had the lock removed the file while this one waited

    def release(self) -> None:
        with suppress(OSError):  # Windows does not remove an open file; one that stays does no harm
            self.path.unlink(missing_ok=True)
        with suppress(OSError):  # nothing was written to it
            os.close(self._handle)
        self._handle = -1

    def _current(self, handle: int) -> bool:
        try:
            return os.path.samestat(os.fstat(handle), os.stat(self.path))
        except FileNotFoundError:
            return False


def _wait(handle: int) -> None:
    if sys.platform == "win32":
        msvcrt.locking(handle, msvcrt.LK_LOCK, 1)
    else:
        fcntl.flock(handle, fcntl.LOCK_EX)

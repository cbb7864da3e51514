"""A lock that lets one build at a time write to an output; it ends with the process that has it."""

from __future__ import annotations

import errno
import math
import os
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

PATIENCE = 0.5
"""Seconds after which a wait is a longer one."""
POLL = 0.02
"""Seconds between two attempts to take a lock that another process has."""


class Lock:
    """An exclusive lock on a file, which exists only while a process has the lock."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._handle = -1

    def acquire(self, limit: float = math.inf, on_wait: Callable[[], object] = lambda: None) -> None:
        """Wait until no other process has the lock, and take it; TimeoutError after `limit` seconds.

        `on_wait` is called once if there is a longer wait.
        """
        began, told = time.monotonic(), False
        while self._handle < 0:
            handle = os.open(self.path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o644)
            while not _take(handle):
                waited = time.monotonic() - began
                if waited > limit:
                    os.close(handle)
                    raise TimeoutError(errno.ETIMEDOUT, "another command has the lock", str(self.path))
                if waited > PATIENCE and not told:
                    on_wait()
                    told = True
                time.sleep(POLL)
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


def _take(handle: int) -> bool:
    """Lock a file; False if another process has it locked."""
    try:
        if sys.platform == "win32":
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno not in (errno.EAGAIN, errno.EACCES, errno.EDEADLK):
            raise
        return False
    return True

"""Write files and folders to the disk, with every error raised; and where a build keeps its own files."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from gazette.core import names

_BINARY = getattr(os, "O_BINARY", 0)


def write(path: str | Path, body: bytes, flags: int = os.O_TRUNC) -> int:
    """Write a file with few system calls, since a site has many; returns its handle, which the caller closes."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | _BINARY | flags, 0o666)
    try:
        if (done := os.write(handle, body)) < len(body):
            _write_rest(handle, body[done:], str(path))
    except BaseException as error:
        os.close(handle)
        raise _named(error, path) from None
    return handle


def _named(error: BaseException, path: str | Path) -> BaseException:
    """The error with the path: the system does not name the file of a handle."""
    if isinstance(error, OSError):
        error.filename = error.filename or str(path)
    return error


def _write_rest(handle: int, rest: bytes, path: str) -> None:
    """Write what one call did not: the body was too large for it, or the next call says what is wrong."""
    while rest:
        if not (done := os.write(handle, rest)):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), path)
        rest = rest[done:]


def write_through(path: Path, body: bytes, flags: int = os.O_TRUNC) -> None:
    """Write a file that is on the disk when this returns."""
    handle = write(path, body, flags)
    try:
        os.fsync(handle)
    except OSError as error:
        raise _named(error, path) from None
    finally:
        os.close(handle)


def sync(folder: Path) -> None:
    """Wait until the names of a folder's files are on disk."""
    if hasattr(os, "O_DIRECTORY"):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def is_separate(output: Path) -> bool:
    """Whether files next to the output cannot be moved into it: it is a mount point, or its parent is read-only."""
    if not output.is_dir():
        return False
    try:
        output.rename(output / names.STAGE)  # never possible, but the reason tells the two cases apart
    except OSError as error:
        if error.errno in (errno.EXDEV, errno.EBUSY):
            return True
    return os.stat(output).st_dev != os.stat(output.parent).st_dev or not os.access(output.parent, os.W_OK)


def own_paths(output: Path, separate: bool) -> tuple[Path, Path]:
    """The paths of the lock and of the staging folder of an output."""
    if separate:
        return output / names.LOCK, output / names.STAGE
    # not with_name: "/" has none
    return tuple(output.parent / f".{output.name}{name}" for name in (names.LOCK, names.STAGE))  # type: ignore[return-value]

"""Which files changed since the last build, mostly without reading them.

A file is unchanged if its size, times and inode are, and its times were at least SETTLED old when they were noted:
so a later save changes them.  Any other file is read, and the digest of its bytes decides.

This module needs only the standard library, so that a build with nothing to do loads nothing else.
"""

from __future__ import annotations

import os
import time
from collections.abc import Collection, Iterable
from contextlib import suppress
from os import PathLike
from stat import S_ISDIR, S_ISREG
from typing import NamedTuple

from gazette.sources import scan

SETTLED = 2_000_000_000
"""Nanoseconds: the coarsest clocks of file systems count in steps of two seconds."""


_SIGNED = (1 << 63) - 1
"""The bits of an inode that a database can store."""


class FileState(NamedTuple):
    """A file as it was seen: size, times and inode, the digest of its bytes, and whether the times can be trusted."""

    size: int
    modified: int
    changed: int
    inode: int
    digest: str
    settled: bool


FileStates = dict[str, FileState]
"""Files by their paths."""


class FileChanges(NamedTuple):
    """The files as they are, and which of them changed; `reason` says why none of them counts as known."""

    files: FileStates
    changed: Collection[str]
    reason: str = ""


def compare(
    folders: Iterable[str | PathLike[str]], files: Iterable[str | PathLike[str]], known: FileStates
) -> FileChanges:
    """Every file in the folders, and each of `files`, compared with its known state."""
    now = time.time_ns()
    singles = {str(path) for path in files}
    found: FileStates = {}
    changed = []
    for path, stamp in scan.snapshot(folders, singles).items():
        stamp = (*stamp[:3], stamp[3] & _SIGNED)
        old = known.get(path)
        if old and old[:4] == stamp and old.settled:
            found[path] = old
            continue
        digest = _digest(path, follow=path in singles)
        found[path] = FileState(*stamp, digest, digest != "" and max(stamp[1:3]) < now - SETTLED)
        if not digest or not old or old.digest != digest:
            changed.append(path)
    changed += [path for path in known if path not in found]
    return FileChanges(found, changed)


def state_of(path: str | PathLike[str]) -> FileStates:
    """The state of one file, or nothing if it does not exist."""
    return compare([], [path], {}).files


def _digest(path: str, follow: bool) -> str:
    """The digest of a file's bytes, or of the names of the packages in a folder; "" if it cannot be read."""
    from hashlib import blake2b  # takes a while to load, and a build with nothing to do rarely needs it

    with suppress(OSError):
        mode = os.stat(path, follow_symlinks=follow).st_mode
        if S_ISDIR(mode):
            body = "\n".join(sorted(name for name in os.listdir(path) if name.endswith("-info"))).encode()
        elif S_ISREG(mode):
            with open(path, "rb") as file:
                body = file.read()
        else:  # the target of a link can change without the link, and reading a pipe would wait
            return ""
        return blake2b(body, digest_size=16).hexdigest()
    return ""

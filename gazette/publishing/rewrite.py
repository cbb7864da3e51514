"""Replace files that people wrote, one command at a time, and all of them or none."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from gazette.core import names
from gazette.core.errors import Refusal
from gazette.publishing import disk
from gazette.publishing.lock import Lock
from gazette.publishing.swap import Swap

LIMIT = 60
"""Seconds to wait for another command that changes the same listings."""


@contextmanager
def locked(content: Path) -> Iterator[None]:
    """Let no other command change the listings in a folder, which is created; Refusal if the wait is too long.

    What a command that was killed left there is removed.
    """
    content.mkdir(parents=True, exist_ok=True)
    lock = Lock(content / names.LOCK)
    try:
        lock.acquire(LIMIT, lambda: print(f"waiting for another command that changes {content} ...", file=sys.stderr))
    except TimeoutError:
        what = f"another command has been changing the listings for {LIMIT} seconds"
        raise Refusal(f"{content}: {what}; wait until it ends, and run this one again") from None
    try:
        _remove(content / names.STAGE)
        yield
    finally:
        lock.release()


def replace_one(content: Path, path: Path, text: str) -> None:
    """Write a file, which may be in `content` or elsewhere, or leave it unchanged if writing fails."""
    if path.is_relative_to(content):
        replace_all(content, {path: text})
    else:
        replace(path, text)


def replace_all(content: Path, texts: Mapping[Path, str]) -> None:
    """Write files of a folder, none of them if one cannot be written; the modes of existing files do not change."""
    staging = content / names.STAGE
    new, old = staging / "new", staging / "old"
    _remove(staging)
    try:
        for folder in (staging, new, old):
            folder.mkdir()
        paths = {path.relative_to(content).as_posix(): text for path, text in texts.items()}
        for path, text in paths.items():
            (new / path).parent.mkdir(parents=True, exist_ok=True)
            _write(new / path, text, like=content / path)
        _move_in(Swap(content, new, old), [*paths], content)
    finally:
        _remove(staging)


def _move_in(swap: Swap, paths: list[str], content: Path) -> None:
    swap.back_up(paths)
    try:
        for path in paths:
            swap.move_in(path)
    except BaseException as error:
        if not swap.undo() or not isinstance(error, OSError):
            raise
        what = f"{error.strerror or error}, after some listings were written"
        raise Refusal(f"{content}: {what}; fix this and run the command again to write the others") from error


def _remove(staging: Path) -> None:
    with suppress(OSError):
        shutil.rmtree(staging, ignore_errors=True)


def replace(path: Path, text: str) -> None:
    """Replace a file, or leave it unchanged if writing fails. Its mode does not change."""
    draft = path.with_name(f".{path.name}.draft")
    try:
        _write(draft, text, like=path)
        draft.replace(path)
    except BaseException:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        raise


def _write(path: Path, text: str, like: Path) -> None:
    disk.write_through(path, text.encode())
    if os.path.exists(like):  # noqa: PTH110  Path.exists() raises where the folder cannot be read
        shutil.copymode(like, path)

"""Stop early if the command was a build before and has nothing to do now.

This module needs only the standard library, so that a build with nothing to do loads nothing else.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from typing import Any

from gazette.cache import files
from gazette.core import names


def stop_if_idle(root: str | os.PathLike[str], words: Sequence[str]) -> None:
    """SystemExit, after the output of the last run, if `words` are the same and no input changed since."""
    try:
        if not idle(root, words):
            return
        for stream in (sys.stdout, sys.stderr):
            if stream:  # None if the shell closed it
                stream.flush()
    except OSError as error:  # the reader of a pipe is gone, or the disk is full
        if not isinstance(error, BrokenPipeError):
            print(f"gazette: {error.strerror}. Fix this and run the command again.", file=sys.stderr)
        os._exit(2)  # an ordinary exit would try to write again
    sys.exit()


def idle(root: str | os.PathLike[str], words: Sequence[str]) -> bool:
    """Whether there is nothing to do; then the output of the last run was printed."""
    started = time.perf_counter()
    path = os.path.abspath(os.path.join(_source(root, words), names.CACHE_FOLDER, names.CACHE))
    if not os.path.isfile(path):
        return False
    prefix = os.path.realpath(sys.prefix if sys.prefix != sys.base_prefix else os.path.join(root, ".venv"))
    run = files.last_run(path, _called(words, prefix))
    if not run:
        return False
    for line in run["lines"]:
        print(line, file=sys.stderr)
    if run["summary"]:
        print(f"{run['summary']}, in {time.perf_counter() - started:.1f} s")
    return True


def note(path: str | os.PathLike[str], number: int, words: Sequence[str], lines: Sequence[str], summary: str) -> None:
    """Note what build `number`, which was called with `words`, printed to standard error and to standard output."""
    called = _called(words, os.path.realpath(sys.prefix))
    files.note_run(path, number, {**called, "lines": list(lines), "summary": summary})


def _called(words: Sequence[str], prefix: str) -> dict[str, Any]:
    return {"words": list(words), "folder": os.getcwd(), "prefix": prefix}


def _source(root: str | os.PathLike[str], words: Sequence[str]) -> str | os.PathLike[str]:
    """The folder that a command line names, if it does so plainly."""
    for word, following in zip(words, [*words[1:], ""], strict=False):
        if word.startswith("--source"):
            return word.partition("=")[2] or following
    return root

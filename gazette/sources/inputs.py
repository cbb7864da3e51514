"""What a build reads: everything in content/ or, after a small change, only the listings that changed."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from gazette.core.errors import Report
from gazette.core.options import Options
from gazette.sources import files
from gazette.sources.changes import FileChanges
from gazette.sources.files import Content

MAX_CHANGED = 100
"""If more listings than these changed, all are read."""


class Inputs(NamedTuple):
    """The content that was read.

    If it is `partial`, it has only those listings that changed; `changed` are their names in messages, and those of
    listings that were removed.  `reason` says why every page has to be planned; it is "" if only listings changed.
    """

    content: Content
    partial: bool = False
    changed: frozenset[str] = frozenset()
    reason: str = ""


def read(options: Options, changes: FileChanges, report: Report) -> Inputs:
    reason = changes.reason or _reason_to_read_all(options, changes)
    if reason:
        return Inputs(files.read(options.source, options.content, report), reason=reason)
    known = [path for path in changes.files if path.startswith(f"{options.content}{os.sep}")]
    content = files.read_changed(options.source, options.content, known, changes.changed, report)
    listings = _listings(options, changes.changed)
    changed = files.display_paths(options.source, options.content, listings).values()
    others = sorted({*changes.changed}.difference(listings))
    if options.preview or others:
        reason = f"{_shown(others[0], options)} changed" if others else "a preview shows every page"
    return Inputs(content, True, frozenset(changed), reason)


def _reason_to_read_all(options: Options, changes: FileChanges) -> str:
    """Why all listings have to be read; "" if the ones that changed are enough."""
    listings = _listings(options, changes.changed)
    if len(listings) > MAX_CHANGED:
        return f"more than {MAX_CHANGED} listings changed"
    for path in changes.changed:
        inside = Path(path).is_relative_to(options.content)
        if inside and not files.is_regular(Path(path), options.content, path in changes.files):
            return f"{_shown(path, options)} is not an ordinary file"
    return ""


def _listings(options: Options, paths: Iterable[str]) -> list[str]:
    """The paths that are listings."""
    content = options.content
    inside = (path for path in paths if Path(path).is_relative_to(content))
    return [path for path in inside if files.is_listing(Path(path).relative_to(content).as_posix())]


def _shown(path: str, options: Options) -> str:
    return os.path.relpath(path, options.source) if not path.endswith("site-packages") else "the installed packages"

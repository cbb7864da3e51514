"""What a build reads: everything in content/ or, after a small change, only the listings that changed."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from gazette.core.errors import Report
from gazette.core.options import Options
from gazette.sources import files
from gazette.sources.changes import Changes
from gazette.sources.files import Content

MOST = 100
"""If more listings than these changed, all are read."""
REDIRECTS = "redirects.yaml"
PAGES = "pages"


class Inputs(NamedTuple):
    """The content that was read.

    If it is `partial`, only the listings in `changed`, by the names that messages have for them, were looked at.
    `reason` says why every page has to be planned; it is "" if only listings changed.
    """

    content: Content
    partial: bool = False
    changed: frozenset[str] = frozenset()
    reason: str = ""


def read(options: Options, changes: Changes, report: Report) -> Inputs:
    reason = changes.reason or _why_all(options, changes)
    if reason:
        return Inputs(files.read(options.source, options.content, report), reason=reason)
    known = [path for path in changes.rows if path.startswith(f"{options.content}{os.sep}")]
    content = files.read_changed(options.source, options.content, known, changes.changed, report)
    changed = files.display_paths(options.source, options.content, _listings(options, changes.changed)).values()
    others = sorted({*changes.changed} - {*_listings(options, changes.changed)})
    if options.preview or others:
        reason = f"{_shown(others[0], options)} changed" if others else "a preview shows every page"
    return Inputs(content, True, frozenset(changed), reason)


def _why_all(options: Options, changes: Changes) -> str:
    """Why all listings have to be read; "" if the ones that changed are enough."""
    listings = _listings(options, changes.changed)
    if len(listings) > MOST:
        return f"more than {MOST} listings changed"
    for path in changes.changed:
        inside = Path(path).is_relative_to(options.content)
        if inside and not files.is_regular(Path(path), options.content, path in changes.rows):
            return f"{_shown(path, options)} is not an ordinary file"
    return ""


def _listings(options: Options, paths: Iterable[str]) -> list[str]:
    """The paths that are listings."""
    others = options.content / PAGES, options.content / REDIRECTS
    found = (path for path in paths if Path(path).is_relative_to(options.content))
    return [path for path in found if not any(map(Path(path).is_relative_to, others))]


def _shown(path: str, options: Options) -> str:
    return os.path.relpath(path, options.source) if not path.endswith("site-packages") else "the installed packages"

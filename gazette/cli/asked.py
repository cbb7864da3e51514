"""The options of a build, as a command line asks for them."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from pathlib import Path

from gazette.core.errors import Report
from gazette.core.options import Options
from gazette.publishing.edition import Built

Build = Callable[[Options, Report], Built]


def options(typed: argparse.Namespace) -> Options:
    source = Path(os.path.abspath(typed.source))
    return Options(
        source=source,
        content=Path(os.path.abspath(typed.content or source / "content")),
        output=Path(os.path.abspath(typed.output or source / "public")),
        fresh=getattr(typed, "fresh", False),
        jobs=getattr(typed, "jobs", None) or os.cpu_count() or 1,
        until=getattr(typed, "until", None),
    )

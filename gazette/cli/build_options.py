"""The options of a build, from a command line."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from pathlib import Path

from gazette.core.errors import Report
from gazette.core.options import Options
from gazette.publishing.edition import Built

Build = Callable[[Options, Report], Built]


def of(args: argparse.Namespace) -> Options:
    source = Path(os.path.abspath(args.source))
    return Options(
        source=source,
        content=Path(os.path.abspath(args.content or source / "content")),
        output=Path(os.path.abspath(args.output or source / "public")),
        fresh=getattr(args, "fresh", False),
        jobs=getattr(args, "jobs", None) or os.cpu_count() or 1,
        until=getattr(args, "until", None),
    )

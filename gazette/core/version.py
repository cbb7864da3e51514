"""What of the program itself decides a site's bytes: its own modules, and the packages that pages are drawn with."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

from gazette.core import digest

PACKAGE = Path(__file__).resolve().parents[1]
ROOT = PACKAGE if (PACKAGE / "build.py").is_file() else PACKAGE.parent
"""The folder of build.py, templates/ and static/: the package itself if it is installed, else the clone."""
DRAWN_WITH = ("jinja2", "latex2mathml", "markupsafe", "markdown", "nh3", "msgspec")


@cache
def code() -> bytes:
    """A digest of Gazette's own modules."""
    files = sorted(PACKAGE.rglob("*.py"))
    return digest.of([(path.relative_to(PACKAGE).as_posix(), path.read_bytes()) for path in files])


@cache
def packages() -> tuple[str, ...]:
    """The packages that pages are drawn with, as `jinja2-3.1.6`; a look at the folders costs a fiftieth of asking."""
    folders = [Path(folder) for folder in sys.path]
    names = (path.name for folder in folders if folder.is_dir() for path in folder.iterdir())
    found = {name.removesuffix(".dist-info").lower() for name in names if name.endswith(".dist-info")}
    return tuple(sorted(name for name in found if name.partition("-")[0] in DRAWN_WITH))

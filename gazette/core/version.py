"""Which version of Gazette makes a site: its own code, and the packages that affect the bytes of pages."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

from gazette.core import digest

PACKAGE = Path(__file__).resolve().parents[1]
ROOT = PACKAGE if (PACKAGE / "build.py").is_file() else PACKAGE.parent
"""The folder of build.py, templates/ and static/: the package itself if it is installed, else the clone."""
RENDERING_PACKAGES = (
    *("jinja2", "latex2mathml", "markupsafe", "markdown", "nh3", "msgspec"),
    *("bibtexparser", "feedparser", "rispy"),
)
"""The packages that draw pages, and those that read listings of other formats."""


@cache
def code() -> bytes:
    """A digest of Gazette's own modules, and of the tables that they read."""
    files = sorted([*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.tsv")])
    return digest.of([(path.relative_to(PACKAGE).as_posix(), path.read_bytes()) for path in files])


@cache
def packages() -> tuple[str, ...]:
    """The installed RENDERING_PACKAGES with their versions, such as `jinja2-3.1.6`, sorted.

    They are read from the names of folders: importlib.metadata takes fifty times as long.
    """
    folders = [Path(folder) for folder in sys.path]
    names = (path.name for folder in folders if folder.is_dir() for path in folder.iterdir())
    installed = {name.removesuffix(".dist-info").lower() for name in names if name.endswith(".dist-info")}
    return tuple(sorted(name for name in installed if name.partition("-")[0] in RENDERING_PACKAGES))

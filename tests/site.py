"""Small sources to build, builds in this process or in a new one, and the files of a folder."""

import os
import posixpath
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import CodeType
from typing import Any, ClassVar, NoReturn
from unittest.mock import patch

from jinja2 import nodes
from jinja2.bccache import Bucket

from build import build as _build
from gazette.cache import database
from gazette.cache.templates import CachedTemplates
from gazette.cli import arguments
from gazette.core.errors import Report
from gazette.core.options import Options
from gazette.publishing.edition import Edition
from gazette.rendering.environment import FastEnvironment
from tests.make import full_run

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build.py"
SETTINGS = "title: A Small Site\nurl: https://small.example.org/\ntwins: [md, bib, json]\n"
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

_COMPILED: dict[tuple[str, str, str], CodeType] = {}
_LOADED: dict[tuple[bytes, str], CodeType | None] = {}
_compile, _load = FastEnvironment.compile, Bucket.bytecode_from_string


def a_source(folder: Path, files: Mapping[str, str | bytes] = LISTINGS, settings: str = SETTINGS) -> Path:
    """Write `settings` and `files` to a folder, which can then be built."""
    write(folder, {"site.yaml": settings, **files})
    return folder


def write(folder: Path, files: Mapping[str, str | bytes]) -> None:
    for name, body in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body.encode() if isinstance(body, str) else body)


def options(source: Path, output: Path | None = None, **others: Any) -> Options:
    return Options(source, others.pop("content", source / "content"), output or source / "public", **others)


def build(source: Path, output: Path | None = None, **others: Any) -> Edition:
    """Build in this process; raises Mistakes and Refusal."""
    with _fast():
        return _build(options(source, output, **others), Report()).edition


def command(*words: str | Path) -> int:
    """Run a command of build.py in this process; returns its exit status."""
    with _fast():
        return arguments.main(_build, [str(word) for word in words])


@contextmanager
def _fast() -> Iterator[None]:
    """Do not wait for the disk, and without --slow compile each template only once in a test run."""
    with ExitStack() as patches:
        patches.enter_context(patch.object(os, "fsync"))
        if not full_run():
            patches.enter_context(patch.object(database, "CachedTemplates", SharedTemplates))
            patches.enter_context(patch.object(FastEnvironment, "compile", _compile_once))
            patches.enter_context(patch.object(Bucket, "bytecode_from_string", _load_once))
        yield


def _compile_once(environment: FastEnvironment, source: str, name: str, filename: str) -> CodeType:
    """Compile without applying filters and tests to constants, so that the code is the same for all settings."""
    if (source, name, filename) not in _COMPILED:
        with patch.object(nodes.Filter, "as_const", _not_constant), patch.object(nodes.Test, "as_const", _not_constant):
            _COMPILED[source, name, filename] = _compile(environment, source, name, filename)
    return _COMPILED[source, name, filename]


def _not_constant(*_: object) -> NoReturn:
    raise nodes.Impossible


def _load_once(bucket: Bucket, body: bytes) -> None:
    if (body, bucket.checksum) not in _LOADED:
        _load(bucket, body)
        _LOADED[body, bucket.checksum] = bucket.code
    bucket.code = _LOADED[body, bucket.checksum]


class SharedTemplates(CachedTemplates):
    """Compiled templates for all builds of a test run: to compile them takes most of the time of a small build."""

    shared: ClassVar[dict[str, bytes]] = {}

    def get(self, name: str) -> bytes:
        body = super().get(name)
        if not body and name in self.shared:
            body = self.shared[name]
            super().put(name, body)
        return body

    def put(self, name: str, body: bytes) -> None:
        self.shared[name] = body
        super().put(name, body)


def run(*words: str | Path, **options: Any) -> subprocess.CompletedProcess[str]:
    """Run build.py in a new process, and wait for it."""
    line = [sys.executable, BUILD, *words]
    return subprocess.run(line, capture_output=True, text=True, encoding="utf-8", check=False, **options)


def start(source: Path, *words: str | Path, output: int = subprocess.DEVNULL) -> subprocess.Popen[str]:
    """Start a build of `source` in a new process; `output` gets what it prints."""
    line = [sys.executable, BUILD, "--source", source, *words]
    return subprocess.Popen(line, stdout=output, stderr=output, text=True)


def files(folder: Path) -> dict[str, bytes]:
    """The bytes of every file below a folder, by its path.

    A symbolic link has its target as bytes; the path of an empty folder ends in a slash.
    """
    bodies = {}
    for root, folders, names in os.walk(folder):
        here = Path(root)
        for name in names:
            path = here / name
            body = str(path.readlink()).encode() if path.is_symlink() else path.read_bytes()
            bodies[path.relative_to(folder).as_posix()] = body
        if not folders and not names and here != folder:
            bodies[f"{here.relative_to(folder).as_posix()}/"] = b""
    return bodies


def stamps(folder: Path) -> dict[str, tuple[int, ...]]:
    """Times, size and inode of every file and folder: they show a write even if the bytes are the same."""
    paths = [folder, *folder.rglob("*")]
    return {path.as_posix(): _stamp(path.lstat()) for path in paths}


def _stamp(stat: os.stat_result) -> tuple[int, int, int, int]:
    return stat.st_mtime_ns, stat.st_ctime_ns, stat.st_size, stat.st_ino


def clean_build(source: Path, **others: Any) -> dict[str, bytes]:
    """The files that a build without a cache publishes; it builds a copy of the source."""
    copy = source.with_name(f"{source.name}-clean")
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(source, copy, symlinks=True, ignore=shutil.ignore_patterns(".gazette", "public", ".public*"))
    build(copy, **others)
    return files(copy / "public")


def differences(one: Mapping[str, bytes], other: Mapping[str, bytes]) -> list[str]:
    """The paths at which two folders have different files."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def broken_links(output: Path) -> list[str]:
    """The relative links to missing files, on every page that the home page leads to."""
    waiting, seen, broken = ["index.html"], {"index.html"}, []
    while waiting:
        page = waiting.pop()
        links = re.findall(r'(?:href|src)="([^"#:?]+)(?:[?#][^"]*)?"', (output / page).read_text("utf-8"))
        for address in {posixpath.normpath(posixpath.join(posixpath.dirname(page), each)) for each in links}:
            if not (output / address).is_file():
                broken.append(f"{page} -> {address}")
            elif address.endswith(".html") and address not in seen:
                seen.add(address)
                waiting.append(address)
    return broken

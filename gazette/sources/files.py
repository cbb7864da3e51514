"""Read the folders of a site.  Nothing here understands what it reads."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from gazette.core import digest
from gazette.core.errors import Report
from gazette.core.model import Asset
from gazette.core.version import ROOT
from gazette.sources import assets
from gazette.sources.scan import hidden

LARGEST = 20_000_000
SUFFIXES = (".md", ".yaml", ".yml", ".json", ".txt")
_UNFIT = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\\\\]")  # no lists of files could hold these


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it was found: `path` from the source folder, with "/"; `digest` names its bytes."""

    path: str
    text: str
    digest: bytes

    def read(self, _: Report) -> Source:
        """It is."""
        return self


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that is there; who wants to know what it holds may have it read in another process."""

    path: str
    file: Path

    def read(self, report: Report) -> Source | None:
        """None, with an error in the report, if it cannot be read."""
        body = _bytes(self.file, LARGEST, report.about(self.path))
        return None if body is None else decoded(self.path, body, report.about(self.path))


def decoded(path: str, body: bytes, report: Report) -> Source | None:
    """The file that holds these bytes; None, with an error in the report, if they are no text."""
    try:
        return Source(path, body.decode("utf-8-sig"), digest.of_bytes(body))
    except UnicodeDecodeError as trouble:
        line = body.count(b"\n", 0, trouble.start) + 1
        report.error(line, f"byte {trouble.start + 1} is not UTF-8", "save the file as UTF-8")
    return None


@dataclass(frozen=True, slots=True)
class Content:
    """What lies in content/, in the order of the paths; the listings are found, not read."""

    listings: tuple[Unread, ...]
    standing: tuple[Source, ...]
    redirects: Source | None


def read(source: Path, content: Path, report: Report) -> Content:
    """The files of the site in `source`; what cannot be read is an error, never an absence."""
    shown = shown_as(content, source)
    files = [Unread(f"{shown}/{name}", path) for name, path in walk(content, report.about(shown))]
    return _parted(files, shown, report)


def read_changed(source: Path, content: Path, paths: Iterable[str], changed: Container[str], report: Report) -> Content:
    """As `read`, without assets, and of the listings only those in `changed`; `paths` are all files of content/."""
    shown = shown_as(content, source)
    rows = [(name, path) for path, name in named(source, content, paths).items()]
    wanted = [row for row in rows if row[1] in changed or not (_listing(row[0], shown) and _fits(row[0]))]
    wanted.sort(key=lambda row: row[0].split("/"))  # as folders are walked
    return _parted([Unread(name, Path(path)) for name, path in wanted], shown, report)


def named(source: Path, content: Path, paths: Iterable[str]) -> dict[str, str]:
    """What messages and the memory call files of content/, by their paths."""
    shown, prefix = shown_as(content, source), len(str(content)) + 1
    return {path: f"{shown}/{path[prefix:].replace(os.sep, '/')}" for path in paths}


def shown_as(content: Path, source: Path) -> str:
    """What messages call the folder of the listings."""
    return (content.relative_to(source) if content.is_relative_to(source) else content).as_posix()


def _listing(name: str, shown: str) -> bool:
    return not name.startswith(f"{shown}/pages/") and name != f"{shown}/redirects.yaml"


def _fits(name: str) -> bool:
    return name.lower().endswith(SUFFIXES)


def _parted(files: list[Unread], shown: str, report: Report) -> Content:
    """Each file where it belongs; all but the listings are read."""
    for each in files:
        if not _fits(each.path):
            what = "passed over, for it is no listing by its name"
            report.about(each.path).warn(0, what, f"listings end in {' '.join(SUFFIXES)}")
    kept = [each for each in files if _fits(each.path)]
    others = [file for each in kept if not _listing(each.path, shown) and (file := each.read(report))]
    return Content(
        listings=tuple(each for each in kept if _listing(each.path, shown)),
        standing=tuple(each for each in others if each.path.startswith(f"{shown}/pages/")),
        redirects=next((each for each in others if each.path == f"{shown}/redirects.yaml"), None),
    )


def walk(folder: Path, report: Report, under: str = "") -> Iterator[tuple[str, Path]]:
    """Every file below `folder` by its path in there; hidden files and symbolic links are none."""

    def about(name: str) -> Report:
        return report.about(f"{report.path}/{name}".rstrip("/"))

    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as trouble:
        way_out = "make the folder, or name another" if not under else "mend its permissions"
        about(under).error(0, f"the folder cannot be read: {trouble.strerror}", way_out)
        return
    for entry in entries:
        name = under + entry.name
        if hidden(entry.name):
            continue
        if _UNFIT.search(entry.name):
            report.error(0, f"{name!a} is no name for a file of a site", "rename it")
        elif entry.is_symlink():
            about(name).error(0, "a symbolic link", "put the file itself there")
        elif entry.is_dir() and not entry.name.startswith("."):
            yield from walk(Path(entry.path), report, f"{name}/")
        elif entry.is_file():
            yield name, Path(entry.path)


def plain(path: Path, folder: Path, seen: bool) -> bool:
    """Whether `walk` would take this file below the folder without a word; or, if it was not `seen`, meets it no more.

    What was not seen and is there now cannot have been looked at, or only just came.
    """
    named = not any(map(_UNFIT.search, path.relative_to(folder).parts))
    try:
        there = os.lstat(path)
    except FileNotFoundError:
        return named
    except OSError:
        return False
    return named and seen and stat.S_ISREG(there.st_mode)


def _bytes(path: Path, most: int, report: Report) -> bytes | None:
    try:
        if path.stat().st_size > most:
            report.error(0, f"larger than {most:,} bytes", "split it, or leave it out")
            return None
        return path.read_bytes()
    except (FileNotFoundError, IsADirectoryError) as trouble:
        report.error(0, f"cannot be read: {trouble.strerror}", "name a file that is there")
    except OSError as trouble:
        report.error(0, f"cannot be read: {trouble.strerror}", "mend its permissions")
    return None


def static(source: Path, report: Report) -> tuple[Asset, ...]:
    """The files of static/: the site's own add to Gazette's, or replace them."""
    found: dict[str, Asset] = {}
    for folder in dict.fromkeys([ROOT / "static", source / "static"]):
        if folder.is_dir():
            for name, path in walk(folder, report.about("static")):
                body = _bytes(path, LARGEST, report.about(f"static/{name}"))
                if body is not None:
                    found[name] = Asset(name, body)
    return assets.join([found[name] for name in sorted(found)])

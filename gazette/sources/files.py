"""Read the folders of a site, without interpreting what is in the files."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from gazette.core import digest, limits, names
from gazette.core.errors import Report
from gazette.core.model import Asset
from gazette.core.version import ROOT
from gazette.sources import assets
from gazette.sources.scan import is_hidden

MAX_BYTES = limits.FILE.most
SUFFIXES = (".md", ".yaml", ".yml", ".json", ".txt")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\\\\]")
"""Characters that a line of a list of files cannot have, and backslashes."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A text file: `path` is relative to the source folder, with "/"; `digest` is of its bytes."""

    path: str
    text: str
    digest: bytes

    def read(self, _: Report) -> SourceFile:
        """The file itself: a file that is read can be used where one that is not is expected."""
        return self


@dataclass(frozen=True, slots=True)
class UnreadFile:
    """A file that exists and that another process may read."""

    path: str
    file: Path

    def read(self, report: Report) -> SourceFile | None:
        """None, with an error in the report, if the file cannot be read."""
        body = _bytes(self.file, report.about(self.path))
        return None if body is None else decode(self.path, body, report.about(self.path))


def decode(path: str, body: bytes, report: Report) -> SourceFile | None:
    """The file with these bytes, without a byte order mark; None, with an error in the report, if not UTF-8."""
    try:
        return SourceFile(path, body.decode("utf-8-sig"), digest.of_bytes(body))
    except UnicodeDecodeError as error:
        line = body.count(b"\n", 0, error.start) + 1
        report.error(line, f"byte {error.start + 1} is not UTF-8", "save the file as UTF-8")
    return None


@dataclass(frozen=True, slots=True)
class Content:
    """The files of content/, in the order of their paths."""

    listings: tuple[UnreadFile, ...]
    standalone: tuple[SourceFile, ...]
    redirects: SourceFile | None


def read(source: Path, content: Path, report: Report) -> Content:
    """The files of `content`. A file or folder that cannot be read is an error."""
    shown = display_path(content, source)
    files = [UnreadFile(f"{shown}/{name}", path) for name, path in walk(content, report.about(shown))]
    return _by_role(files, shown, report)


def read_changed(source: Path, content: Path, paths: Iterable[str], changed: Container[str], report: Report) -> Content:
    """As `read`, but only with the listings in `changed`; `paths` are all files of content/, on disk."""
    shown = display_path(content, source)
    files = [UnreadFile(name, Path(path)) for path, name in display_paths(source, content, paths).items()]
    files.sort(key=lambda each: each.path.split("/"))  # the order of `walk`
    by_role = _by_role(files, shown, report)
    return replace(by_role, listings=tuple(each for each in by_role.listings if str(each.file) in changed))


def display_paths(source: Path, content: Path, paths: Iterable[str]) -> dict[str, str]:
    """The names of files of content/ in messages and in the cache, by their paths on disk."""
    shown, prefix = display_path(content, source), len(str(content)) + 1
    return {path: f"{shown}/{path[prefix:].replace(os.sep, '/')}" for path in paths}


def display_path(content: Path, source: Path) -> str:
    """The name of the content folder in messages: its path from `source`, or its whole path if it is elsewhere."""
    return (content.relative_to(source) if content.is_relative_to(source) else content).as_posix()


def _by_role(files: list[UnreadFile], shown: str, report: Report) -> Content:
    """Sort the files by what they are for, and read all except the listings."""
    listings: list[UnreadFile] = []
    others: list[SourceFile] = []
    for each in files:
        listing = is_listing(each.path.removeprefix(f"{shown}/"))
        if not each.path.lower().endswith(SUFFIXES):
            fix = f"listings end in {' '.join(SUFFIXES)}" if listing else "pages end in .md"
            report.about(each.path).warn(0, f"skipped: not a {'listing' if listing else 'page'}", fix)
        elif listing:
            listings.append(each)
        elif file := each.read(report):
            others.append(file)
    redirects = f"{shown}/{names.REDIRECTS}"
    return Content(
        listings=tuple(listings),
        standalone=tuple(each for each in others if each.path != redirects),
        redirects=next((each for each in others if each.path == redirects), None),
    )


def is_listing(name: str) -> bool:
    """Whether a file of content/ is a listing; `name` is its path from there, with "/"."""
    return not name.startswith(f"{names.PAGES}/") and name != names.REDIRECTS


def walk(folder: Path, report: Report, prefix: str = "") -> Iterator[tuple[str, Path]]:
    """The path from `folder` and the path on disk of every file below it, sorted; hidden files are left out.

    Symbolic links and names with control characters are errors.
    """

    def about(name: str) -> Report:
        return report.about(f"{report.path}/{name}".rstrip("/"))

    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        way_out = "change its permissions" if prefix else "create it, or name another folder"
        about(prefix).error(0, f"cannot read the folder: {error.strerror}", way_out)
        return
    for entry in entries:
        name = prefix + entry.name
        if is_hidden(entry.name):
            continue
        if _CONTROL.search(entry.name):
            what = f"the file name {name!a} has characters that are not allowed"
            report.error(0, what, "rename the file without control characters and backslashes")
        elif entry.is_symlink():
            about(name).error(0, "symbolic links are not allowed", "put the file itself there")
        elif entry.is_dir() and not entry.name.startswith("."):
            yield from walk(Path(entry.path), report, f"{name}/")
        elif entry.is_file():
            yield name, Path(entry.path)


def is_regular(path: Path, folder: Path, seen: bool) -> bool:
    """Whether `walk` would yield this file of the folder without an error, or the file is gone.

    A file that a snapshot has not `seen` must be gone: if it exists, it was unreadable or has only just appeared.
    """
    allowed = not any(map(_CONTROL.search, path.relative_to(folder).parts))
    try:
        status = os.lstat(path)
    except FileNotFoundError:
        return allowed
    except OSError:
        return False
    return allowed and seen and stat.S_ISREG(status.st_mode)


def _bytes(path: Path, report: Report) -> bytes | None:
    try:
        if path.stat().st_size > MAX_BYTES:
            report.error(0, f"larger than {MAX_BYTES:,} bytes", "split the file or remove it")
            return None
        return path.read_bytes()
    except (FileNotFoundError, IsADirectoryError) as error:
        report.error(0, f"cannot read the file: {error.strerror}", "name a file that exists")
    except OSError as error:
        report.error(0, f"cannot read the file: {error.strerror}", "change its permissions")
    return None


def static(source: Path, report: Report) -> tuple[Asset, ...]:
    """The files of Gazette's static/ and of the site's; a file of the site replaces Gazette's of the same name."""
    found: dict[str, Asset] = {}
    for folder in dict.fromkeys([ROOT / "static", source / "static"]):
        if folder.is_dir():
            for name, path in walk(folder, report.about("static")):
                body = _bytes(path, report.about(f"static/{name}"))
                if body is not None:
                    found[name] = Asset(name, body)
    return assets.join([found[name] for name in sorted(found)])

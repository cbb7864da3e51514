"""Read the folders of a site, without interpreting what is in the files."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO
from unicodedata import normalize

from gazette.core import digest, limits, names
from gazette.core.errors import Report
from gazette.core.model import Asset
from gazette.core.version import ROOT
from gazette.sources import assets
from gazette.sources.scan import WELL_KNOWN, is_hidden

MAX_BYTES = limits.FILE.most
DATED_SUFFIXES = (".xml", ".atom", ".rss", ".bib", ".ris", ".csv", ".jsonl")
"""Suffixes of files that are listings only if their name begins with a day: others may have other purposes."""
SUFFIXES = (".md", ".yaml", ".yml", ".json", ".txt", *DATED_SUFFIXES)
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
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
    stream: bool = False
    """Whether it may also be a pipe or a device, as on a command line; reading it then waits for a writer."""

    def read(self, report: Report) -> SourceFile | None:
        """None, with an error in the report, if the file cannot be read."""
        body = _bytes(self.file, report.about(self.path), self.stream)
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


def check_content(source: Path, content: Path, report: Report) -> None:
    """An error if the content folder cannot be listed: its listings must not count as removed."""
    _entries(content, report.about(display_path(content, source)))


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
        dated = each.path.lower().endswith(DATED_SUFFIXES)
        if dated and listing and not _DAY.match(each.path.rpartition("/")[2]):
            way_out = "start its name with a day to list it, or run `import` on it"
            report.about(each.path).warn(0, "skipped: its name does not begin with a day", way_out)
        elif not each.path.lower().endswith(SUFFIXES) or (dated and not listing):
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


def walk(folder: Path, report: Report, prefix: str = "", links: bool = False) -> Iterator[tuple[str, Path]]:
    """The path from `folder` and the path on disk of every file below it, sorted; hidden files are left out.

    What is neither a file nor a folder, such as a pipe, is an error, and so are names with control characters and,
    unless `links` are allowed, symbolic links.
    """
    for entry in _entries(folder, report.about(f"{report.path}/{prefix}".rstrip("/"))):
        name = prefix + entry.name
        if is_hidden(entry.name):
            continue
        if _CONTROL.search(entry.name):
            what = f"the file name {name!a} has characters that are not allowed"
            report.error(0, what, "rename the file without control characters and backslashes")
        elif entry.is_symlink() and not links:
            report.about(f"{report.path}/{name}").error(
                0, "symbolic links are not allowed", "put the file itself there"
            )
        elif entry.is_dir(follow_symlinks=False):
            if not entry.name.startswith(".") or entry.name == WELL_KNOWN:
                yield from walk(Path(entry.path), report, f"{name}/", links)
        elif entry.is_file():
            yield name, Path(entry.path)
        elif not (links and entry.is_dir()):
            report.about(f"{report.path}/{name}").error(0, *_NOT_A_FILE)


def _entries(folder: Path, report: Report) -> list[os.DirEntry[str]]:
    """What a folder has, sorted; nothing, with an error in the report, if it cannot be listed."""
    try:
        return sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        missing = isinstance(error, FileNotFoundError | NotADirectoryError)
        way_out = "create it, or name another folder" if missing else "change its permissions"
        report.error(0, f"cannot read the folder: {error.strerror}", way_out)
    return []


_NOT_A_FILE = ("neither a file nor a folder", "put a file there, or remove it")


def exists(folder: Path) -> bool:
    """Whether there is something at this path, even if it cannot be read."""
    try:
        folder.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        pass
    return True


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


def _bytes(path: Path, report: Report, stream: bool = False) -> bytes | None:
    """The bytes of an ordinary file, or of a stream; None, with an error in the report, if they cannot be read."""
    try:
        handle = os.open(path, os.O_RDONLY | _BINARY | (0 if stream else _NONBLOCK))
        try:
            return _whole(handle, report, stream)
        finally:
            os.close(handle)
    except (FileNotFoundError, IsADirectoryError) as error:
        report.error(0, f"cannot read the file: {error.strerror}", "name a file that exists")
    except OSError as error:
        report.error(0, f"cannot read the file: {error.strerror}", "change its permissions")
    return None


def _whole(handle: int, report: Report, stream: bool) -> bytes | None:
    status = os.fstat(handle)
    if not stream and not stat.S_ISREG(status.st_mode) and not stat.S_ISDIR(status.st_mode):
        report.error(0, *_NOT_A_FILE)
        return None
    with open(handle, "rb", closefd=False) as file:
        return read_limited(file, report, status.st_size)


def read_limited(stream: BinaryIO, report: Report, size: int = 0) -> bytes | None:
    """All bytes of a stream; None, with an error in the report, if they are too many, as its `size` may say."""
    if size <= MAX_BYTES and len(body := stream.read(MAX_BYTES + 1)) <= MAX_BYTES:
        return body
    report.error(0, f"larger than {MAX_BYTES:,} bytes", "split the file or remove it")
    return None


_NONBLOCK, _BINARY = getattr(os, "O_NONBLOCK", 0), getattr(os, "O_BINARY", 0)
"""Opening a pipe must not wait for a writer."""


def static(source: Path, report: Report) -> tuple[Asset, ...]:
    """The files of Gazette's static/ and of the site's; a file of the site replaces Gazette's of the same name."""
    found: dict[str, Asset] = {}
    for folder in dict.fromkeys([ROOT / "static", source / "static"]):
        if exists(folder):
            for name, path in walk(folder, report.about("static")):
                body = _bytes(path, report.about(f"static/{name}"))
                if body is not None:
                    found[name] = Asset(name, body)
    _check_names(found, report)
    return assets.join([found[name] for name in sorted(found)])


def warn_of_hidden(source: Path, report: Report) -> None:
    """Name the hidden files in the site's static/. Builds that do not read static/ report them too."""
    for folder, folders, names_ in os.walk(source / "static"):
        for name in sorted(name for name in (*folders, *names_) if is_hidden(name) and not _LEFTOVER.fullmatch(name)):
            path = Path(folder, name).relative_to(source).as_posix()
            way_out = "rename it, or copy it into the output once, where builds leave it"
            report.about(path).warn(0, "not published: its name begins with a dot", way_out)
        folders[:] = [name for name in folders if not is_hidden(name)]


_LEFTOVER = re.compile(r"__pycache__|\.(DS_Store|directory|git.*|hg|svn|#.*|_.*|~lock.*|.*\.sw[a-z])")
"""Hidden files that systems, editors and version control leave in every folder."""


def _check_names(found: Iterable[str], report: Report) -> None:
    """An error for each file whose name some systems do not tell apart from another one."""
    folded: dict[str, str] = {}
    for name in found:
        other = folded.setdefault(normalize("NFC", name).casefold(), name)
        if other != name:
            what = f"some systems do not tell the names {other!a} and {name!a} apart"
            report.about(f"static/{name}").error(0, what, "rename one of them")


def check_templates(source: Path, report: Report) -> None:
    """Report templates of the site that cannot be read: pages would be drawn with Gazette's own."""
    folder = source / "templates"
    if exists(folder):
        for name, path in walk(folder, report.about("templates"), links=True):
            _bytes(path, report.about(f"templates/{name}"))

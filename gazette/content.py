"""Read the folders of a site.  Nothing here understands what it reads."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from gazette import assets, fingerprint, urls
from gazette.errors import Report
from gazette.model import Asset
from gazette.watch import hidden

LARGEST = 20_000_000
SUFFIXES = (".md", ".yaml", ".yml", ".json", ".txt")
DRAWN_WITH = ("jinja2", "latex2mathml", "markupsafe", "markdown", "nh3", "msgspec")
_UNFIT = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\\\\]")  # no lists of files could hold these
OWN = Path(__file__).resolve().parent.parent


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
        report = report.about(self.path)
        body = _bytes(self.file, LARGEST, report)
        if body is None:
            return None
        try:
            return Source(self.path, body.decode("utf-8-sig"), fingerprint.of_bytes(body))
        except UnicodeDecodeError as trouble:
            line = body.count(b"\n", 0, trouble.start) + 1
            report.error(line, f"byte {trouble.start + 1} is not UTF-8", "save the file as UTF-8")
        return None


@dataclass(frozen=True, slots=True)
class Content:
    """What lies in content/ and static/, in the order of the paths; the listings are found, not read."""

    listings: tuple[Unread, ...]
    standing: tuple[Source, ...]
    redirects: Source | None
    assets: tuple[Asset, ...] = ()

    @property
    def addresses(self) -> dict[str, str]:
        """Where each file of static/ is found in the site, by its name."""
        return {asset.name: urls.of(asset) for asset in self.assets}


def read(source: Path, content: Path, report: Report) -> Content:
    """The files of the site in `source`; what cannot be read is an error, never an absence."""
    shown = shown_as(content, source)
    files = [Unread(f"{shown}/{name}", path) for name, path in walk(content, report.about(shown))]
    return replace(_sorted(files, shown, report), assets=_assets([OWN / "static", source / "static"], report))


def read_changed(source: Path, content: Path, paths: Iterable[str], changed: Container[str], report: Report) -> Content:
    """As `read`, without assets, and of the listings only those in `changed`; `paths` are all files of content/."""
    shown, prefix = shown_as(content, source), len(str(content)) + 1
    named = [(f"{shown}/{path[prefix:].replace(os.sep, '/')}", path) for path in paths]
    wanted = [row for row in named if row[1] in changed or not (_listing(row[0], shown) and _fits(row[0]))]
    wanted.sort(key=lambda row: row[0].split("/"))  # as folders are walked
    return _sorted([Unread(name, Path(path)) for name, path in wanted], shown, report)


def shown_as(content: Path, source: Path) -> str:
    """What messages call the folder of the listings."""
    return (content.relative_to(source) if content.is_relative_to(source) else content).as_posix()


def _listing(name: str, shown: str) -> bool:
    return not name.startswith(f"{shown}/pages/") and name != f"{shown}/redirects.yaml"


def _fits(name: str) -> bool:
    return name.lower().endswith(SUFFIXES)


def _sorted(files: list[Unread], shown: str, report: Report) -> Content:
    """Each file where it belongs; all but the listings are read."""
    for each in files:
        if not _fits(each.path):
            what = "passed over, for it is no listing by its name"
            report.about(each.path).warn(0, what, f"listings end in {' '.join(SUFFIXES)}")
    kept = [each for each in files if _fits(each.path)]
    others = [text for each in kept if not _listing(each.path, shown) and (text := each.read(report))]
    return Content(
        listings=tuple(each for each in kept if _listing(each.path, shown)),
        standing=tuple(each for each in others if each.path.startswith(f"{shown}/pages/")),
        redirects=next((each for each in others if each.path == f"{shown}/redirects.yaml"), None),
    )


def walk(folder: Path, report: Report, under: str = "") -> Iterator[tuple[str, Path]]:
    """Every file below `folder` by its path in there; hidden files and symbolic links are none."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as trouble:
        way_out = "make the folder, or name another" if not under else "mend its permissions"
        report.error(0, f"{under or 'the folder'} cannot be read: {trouble.strerror}", way_out)
        return
    for entry in entries:
        name = under + entry.name
        if hidden(entry.name):
            continue
        if _UNFIT.search(entry.name):
            report.error(0, f"{name!a} is no name for a file of a site", "rename it")
        elif entry.is_symlink():
            report.error(0, f"{name} is a symbolic link", "put the file itself there")
        elif entry.is_dir() and not entry.name.startswith("."):
            yield from walk(Path(entry.path), report, f"{name}/")
        elif entry.is_file():
            yield name, Path(entry.path)


def plain(path: Path, folder: Path) -> bool:
    """Whether `walk` would take this file below the folder without a word, or meets it no more."""
    named = not any(map(_UNFIT.search, path.relative_to(folder).parts))
    return named and not path.is_symlink() and (path.is_file() or not path.exists())


def _bytes(path: Path, most: int, report: Report) -> bytes | None:
    try:
        if path.stat().st_size > most:
            report.error(0, f"larger than {most:,} bytes", "split it, or leave it out")
            return None
        return path.read_bytes()
    except OSError as trouble:
        report.error(0, f"cannot be read: {trouble.strerror}", "mend its permissions")
    return None


def _assets(folders: list[Path], report: Report) -> tuple[Asset, ...]:
    """The files of static/: the site's own add to Gazette's, or replace them."""
    found: dict[str, Asset] = {}
    for folder in dict.fromkeys(folders):
        if folder.is_dir():
            for name, path in walk(folder, report.about("static")):
                body = _bytes(path, LARGEST, report.about(f"static/{name}"))
                if body is not None:
                    found[name] = Asset(name, body)
    return assets.join([found[name] for name in sorted(found)])


@cache
def code() -> bytes:
    """A digest of Gazette's own modules."""
    files = sorted((OWN / "gazette").rglob("*.py"))
    return fingerprint.of([(path.relative_to(OWN).as_posix(), path.read_bytes()) for path in files])


@cache
def packages() -> tuple[str, ...]:
    """The packages that pages are drawn with, as `jinja2-3.1.6`; a look at the folders costs a fiftieth of asking."""
    folders = [Path(folder) for folder in sys.path]
    names = (path.name for folder in folders if folder.is_dir() for path in folder.iterdir())
    found = {name.removesuffix(".dist-info").lower() for name in names if name.endswith(".dist-info")}
    return tuple(sorted(name for name in found if name.partition("-")[0] in DRAWN_WITH))

"""Read the folders of a site.  Nothing here understands what it reads."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from gazette import fingerprint, urls
from gazette.errors import Report
from gazette.model import Asset
from gazette.watch import KEPT

LARGEST = 20_000_000
SUFFIXES = (".md", ".yaml", ".yml", ".json", ".txt")
DRAWN_WITH = ("jinja2", "markupsafe", "markdown", "nh3", "msgspec")
_UNFIT = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\\\\]")  # no lists of files could hold these
OWN = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it was found: `path` from the source folder, with "/"; `digest` names its bytes."""

    path: str
    text: str
    digest: bytes


@dataclass(frozen=True, slots=True)
class Content:
    """What lies in content/ and static/, in the order of the paths."""

    listings: tuple[Source, ...]
    standing: tuple[Source, ...]
    redirects: Source | None
    assets: tuple[Asset, ...]

    def read_through(self) -> Content:
        """The same, but for the texts of the listings, which nobody needs once they are parsed."""
        return replace(self, listings=())

    @property
    def addresses(self) -> dict[str, str]:
        """Where each file of static/ is found in the site, by its name."""
        return {asset.name: urls.of(asset) for asset in self.assets}


def read(source: Path, content: Path, report: Report) -> Content:
    """The files of the site in `source`; what cannot be read is an error, never an absence."""
    shown = shown_as(content, source)
    files = [(path, f"{shown}/{name}") for name, path in walk(content, report.about(shown))]
    assets = _assets([OWN / "static", source / "static"], report)
    return _sorted(read_some(files, report), shown, assets)


def read_changed(source: Path, content: Path, paths: Iterable[str], changed: Container[str], report: Report) -> Content:
    """As `read`, without assets, and of the listings only those in `changed`; `paths` are all files of content/."""
    shown = shown_as(content, source)
    prefix = len(str(content)) + 1
    named = ((path, f"{shown}/{path[prefix:].replace(os.sep, '/')}") for path in paths)
    wanted = [
        row
        for row in named
        if row[0] in changed or not _listing(row[1], shown) or not row[0].lower().endswith(SUFFIXES)
    ]
    wanted.sort(key=lambda row: row[1].split("/"))  # as folders are walked
    return _sorted(read_some([(Path(path), name) for path, name in wanted], report), shown, ())


def shown_as(content: Path, source: Path) -> str:
    """What messages call the folder of the listings."""
    return (content.relative_to(source) if content.is_relative_to(source) else content).as_posix()


def read_some(files: Iterable[tuple[Path, str]], report: Report) -> list[Source]:
    found = (_source(path, name, report.about(name)) for path, name in files)
    return [each for each in found if each]


def _listing(name: str, shown: str) -> bool:
    return not name.startswith(f"{shown}/pages/") and name != f"{shown}/redirects.yaml"


def _fits(path: Path) -> bool:
    return path.suffix.lower() in SUFFIXES


def _sorted(texts: list[Source], shown: str, assets: tuple[Asset, ...]) -> Content:
    others = [each for each in texts if not _listing(each.path, shown)]
    return Content(
        listings=tuple(each for each in texts if _listing(each.path, shown)),
        standing=tuple(each for each in others if each.path.startswith(f"{shown}/pages/")),
        redirects=next((each for each in others if each.path == f"{shown}/redirects.yaml"), None),
        assets=assets,
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
        if _UNFIT.search(entry.name):
            report.error(0, f"{name!a} is no name for a file of a site", "rename it")
        elif entry.is_symlink():
            report.error(0, f"{name} is a symbolic link", "put the file itself there")
        elif entry.is_dir() and not entry.name.startswith("."):
            yield from walk(Path(entry.path), report, f"{name}/")
        elif entry.is_file() and (not entry.name.startswith(".") or entry.name in KEPT):
            yield name, Path(entry.path)


def _source(path: Path, name: str, report: Report) -> Source | None:
    if not _fits(path):
        report.warn(0, "passed over, for it is no listing by its name", f"listings end in {' '.join(SUFFIXES)}")
        return None
    body = _bytes(path, LARGEST, report)
    if body is None:
        return None
    try:
        return Source(name, body.decode("utf-8-sig"), fingerprint.of_bytes(body))
    except UnicodeDecodeError as trouble:
        line = body.count(b"\n", 0, trouble.start) + 1
        report.error(line, f"byte {trouble.start + 1} is not UTF-8", "save the file as UTF-8")
    return None


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
    return tuple(found[name] for name in sorted(found))


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

"""The listings in content/ that fetching adds to."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from gazette.core import digest
from gazette.core.errors import Report
from gazette.core.model import Listing
from gazette.listings import markdown, patch
from gazette.publishing import rewrite
from gazette.sources import files
from gazette.sources.files import UnreadFile


class Known(NamedTuple):
    """A listing and its text; both are empty if there is no file yet."""

    path: Path
    text: str = ""
    listing: Listing | None = None

    @property
    def digest(self) -> str:
        """Of the text; "" without a file."""
        return digest.of_bytes(self.text.encode()).hex() if self.text else ""


class Listed:
    """The files of content/, by the days that their names begin with."""

    def __init__(self, content: Path, report: Report) -> None:
        self.content, self.report = content, report
        self._paths: dict[date, list[Path]] = defaultdict(list)
        found = files.walk(content, report.about(str(content))) if content.is_dir() else []
        for name, path in found:
            if files.is_listing(name) and name.lower().endswith(files.SUFFIXES) and (day := _day(name)):
                self._paths[day].append(path)

    @property
    def days(self) -> set[date]:
        return set(self._paths)

    def days_of(self, suffix: str) -> set[date]:
        """The days with a file whose name ends with `suffix`."""
        return {day for day, paths in self._paths.items() if any(path.name == f"{day}{suffix}.md" for path in paths)}

    def path(self, day: date, suffix: str) -> Path:
        """The file of a day whose name ends with `suffix`; a path in the year's folder, if the file does not exist."""
        name = f"{day}{suffix}.md"
        found = [path for path in self._paths.get(day, ()) if path.name == name]
        return found[0] if found else self.content / str(day)[:4] / name

    def markdown(self) -> list[Path]:
        """The Markdown listings, the latest first."""
        return [path for day in sorted(self._paths, reverse=True) for path in self._paths[day] if path.suffix == ".md"]

    def foreign(self, day: date) -> Sequence[Path]:
        """The files of a day that are not Markdown."""
        return [path for path in self._paths.get(day, ()) if path.suffix.lower() != ".md"]

    def read(self, day: date, suffix: str) -> Known | None:
        """A listing, which may not exist yet; None, with errors in the report, if it has errors."""
        path = self.path(day, suffix)
        return self.read_path(path) if path.exists() else Known(path)

    def before(self, day: date, suffix: str) -> Listing | None:
        """The last listing before a day whose file name ends with `suffix`; None if it has errors or does not exist."""
        earlier = max((each for each in self.days_of(suffix) if each < day), default=None)
        known = _read(self.shown(path := self.path(earlier, suffix)), path, Report()) if earlier else None
        return known.listing if known else None

    def read_path(self, path: Path) -> Known | None:
        """A listing; None, with errors in the report, if it has errors."""
        report = Report(self.shown(path))
        known = _read(self.shown(path), path, report)
        self.report.errors += [error for error in report.errors if error not in self.report.errors]
        return known

    def change(self, known: Known, make: Callable[[Listing | None], Listing | None]) -> Known | None:
        """Write what `make` makes of a listing; what it does not change in an existing file stays as it was written.

        No other command changes the listing meanwhile. `make` gets the listing as it is now, which may not be the one
        that is known. Without a result, nothing is written. None, with errors in the report, if the listing now has
        errors.
        """
        with rewrite.locked(self.content):
            now = self._now(known)
            if not now or not (listing := make(now.listing)):
                return now
            report = self.report.about(self.shown(known.path))
            text = patch.update(now.text, now.listing, listing, report) if now.listing else markdown.dump(listing)
            if text == now.text:
                return now
            rewrite.replace_one(self.content, known.path, _byte_order_mark(known.path) + text)
        if known.path not in self._paths[listing.day]:
            self._paths[listing.day].append(known.path)
        return Known(known.path, text, listing)

    def _now(self, known: Known) -> Known | None:
        """A listing as its file is now."""
        if not known.path.exists():
            return Known(known.path)
        source = UnreadFile(self.shown(known.path), known.path).read(Report())
        return known if source and source.text == known.text else self.read_path(known.path)

    def shown(self, path: Path) -> str:
        """The path in messages."""
        inside = path.is_relative_to(self.content)
        return f"{self.content.name}/{path.relative_to(self.content).as_posix()}" if inside else str(path)


def _byte_order_mark(path: Path) -> str:
    """The mark at the start of a file, which is not part of its text."""
    if not path.exists():
        return ""
    with path.open("rb") as file:
        return "\ufeff" if file.read(3) == BOM_UTF8 else ""


def _read(shown: str, path: Path, report: Report) -> Known | None:
    source = UnreadFile(shown, path).read(report)
    listing = markdown.parse(source.text, source.path, report) if source else None
    return Known(path, source.text, listing) if source and not report.errors else None


def _day(name: str) -> date | None:
    found = markdown.day_of(None, name, Report(name))
    return None if found == date.min else found

"""The listings in content/ that fetching adds to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from gazette.core import digest
from gazette.core.errors import Report
from gazette.core.model import Listing
from gazette.listings import markdown, patch
from gazette.sources import files, writing
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
            if files.is_listing(name) and (day := _day(name)):
                self._paths[day].append(path)

    @property
    def days(self) -> set[date]:
        return set(self._paths)

    def path(self, day: date, suffix: str) -> Path:
        """The file of a day whose name ends with `suffix`; one of the year's folder, if there is none yet."""
        name = f"{day}{suffix}.md"
        found = [path for path in self._paths.get(day, ()) if path.name == name]
        return found[0] if found else self.content / str(day)[:4] / name

    def markdown(self) -> list[Path]:
        """All Markdown listings, the latest first."""
        return [path for day in sorted(self._paths, reverse=True) for path in self._paths[day] if path.suffix == ".md"]

    def foreign(self, day: date) -> Sequence[Path]:
        """The files of a day that are not Markdown."""
        return [path for path in self._paths.get(day, ()) if path.suffix.lower() != ".md"]

    def read(self, day: date, suffix: str) -> Known | None:
        """A listing, which may not exist yet; None, with errors in the report, if it has errors."""
        path = self.path(day, suffix)
        return self.read_path(path) if path.exists() else Known(path)

    def read_path(self, path: Path) -> Known | None:
        """A listing; None, with errors in the report, if it has errors."""
        report = Report(self.shown(path))
        source = UnreadFile(self.shown(path), path).read(report)
        listing = markdown.parse(source.text, source.path, report) if source else None
        self.report.errors += report.errors
        return Known(path, source.text, listing) if source and not report.errors else None

    def write(self, known: Known, listing: Listing) -> Known:
        """Write a listing; what did not change in an existing file stays as it was written."""
        text = patch.update(known.text, known.listing, listing) if known.listing else markdown.dump(listing)
        if text != known.text:
            writing.write_atomically(known.path, text)
            if known.path not in self._paths[listing.day]:
                self._paths[listing.day].append(known.path)
        return Known(known.path, text, listing)

    def shown(self, path: Path) -> str:
        """The path in messages."""
        inside = path.is_relative_to(self.content)
        return f"{self.content.name}/{path.relative_to(self.content).as_posix()}" if inside else str(path)


def _day(name: str) -> date | None:
    found = markdown.day_of(None, name, Report(name))
    return None if found == date.min else found

"""What each command does, and what it tells."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from gazette import config, content, listing
from gazette.errors import Report
from gazette.model import Archive, Listing
from gazette.publish import Edition

ROOT = content.OWN
DONE = 0
FREE_FILES, FREE_BYTES = 20_000, 1_000_000_000


@dataclass(frozen=True, slots=True)
class Order:
    """What a build is asked for."""

    source: Path
    content: Path
    output: Path
    fresh: bool = False
    until: date | None = None
    checked_on: date | None = None
    """The day of a `check`, which writes nothing; no build asks the clock."""

    @property
    def inputs(self) -> tuple[Path, ...]:
        """The folders that are read: the output may neither hold one nor lie in one."""
        own = (root / name for root in (self.source, ROOT) for name in ("templates", "static"))
        return (self.content, ROOT / "gazette", *own)

    def until_day(self, listings: Iterable[Listing]) -> tuple[Listing, ...]:
        """The listings that are not held back."""
        return tuple(each for each in listings if not self.until or each.day <= self.until)


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made."""

    archive: Archive
    edition: Edition


Build = Callable[[Order, Report], Built]


def order(typed: argparse.Namespace) -> Order:
    source = Path(os.path.abspath(typed.source))
    return Order(
        source=source,
        content=Path(os.path.abspath(typed.content or source / "content")),
        output=Path(os.path.abspath(typed.output or source / "public")),
        fresh=getattr(typed, "fresh", False),
        until=getattr(typed, "until", None),
    )


def build(typed: argparse.Namespace, make: Build, report: Report) -> int:
    started = time.perf_counter()
    built = make(order(typed), report)
    tell(report)
    edition, archive = built.edition, built.archive
    if typed.verbose:
        for word, paths in (("changed", edition.changed), ("removed", edition.removed)):
            print(*(f"{word} {path}\n" for path in paths), sep="", end="")
    if not typed.quiet:
        print(
            f"built {len(archive.papers):,} papers, {len(archive.days):,} days, {len(archive.tags):,} tags: "
            f"{len(edition.after):,} files, {len(edition.changed):,} changed, {len(edition.removed):,} removed, "
            f"in {time.perf_counter() - started:.1f} s"
        )
    if len(edition.after) > FREE_FILES or edition.size > FREE_BYTES:
        print(
            f"gazette: {len(edition.after):,} files of {edition.size / 1e6:,.0f} MB are more than free hosts take "
            f"({FREE_FILES:,}, {FREE_BYTES / 1e6:,.0f} MB); raise tags.minimum or page.length, or name kinds "
            f"of pages in leave_out ({config.NAME})",
            file=sys.stderr,
        )
    return DONE


def check(typed: argparse.Namespace, make: Build, report: Report) -> int:
    built = make(replace(order(typed), checked_on=date.today()), report)
    tell(report)
    if not typed.quiet:
        archive = built.archive
        print(f"{len(archive.papers):,} papers, {len(archive.days):,} days, {len(report.warnings):,} warnings")
    return DONE


def format_(typed: argparse.Namespace, make: Build, report: Report) -> int:
    for path in [Path(name) for name in typed.files] or _listings(order(typed).content, report):
        own = report.about(str(path))
        errors = len(report.errors)
        try:
            written = path.read_bytes().decode("utf-8-sig")
        except (OSError, UnicodeDecodeError) as trouble:
            own.error(0, f"cannot be read: {trouble}", "name a Markdown listing in UTF-8")
            continue
        canonical = listing.dump(listing.parse(written, path.as_posix(), own))
        if len(report.errors) == errors and canonical.encode() != path.read_bytes():
            replace_file(path, canonical.encode())
            if not typed.quiet:
                print(f"formatted {path}")
    tell(report)
    report.settle()
    return DONE


def _listings(folder: Path, report: Report) -> list[Path]:
    files = content.walk(folder, report.about(str(folder)))
    return [path for name, path in files if name.endswith(".md") and not name.startswith("pages/")]


def test(typed: argparse.Namespace, make: Build, report: Report) -> int:
    command = [sys.executable, "-m", "pytest", *(["-q"] if typed.quiet else []), *(["-v"] if typed.verbose else [])]
    return subprocess.run([*command, *typed.rest], cwd=ROOT, check=False).returncode


def replace_file(path: Path, body: bytes) -> None:
    """The file at `path` holds `body`, or what it held before; its mode stays."""
    draft = path.with_name(f".{path.name}.draft")
    draft.write_bytes(body)
    shutil.copymode(path, draft)
    draft.replace(path)


def tell(report: Report) -> None:
    for warning in report.warnings:
        print(f"warning: {warning}", file=sys.stderr)

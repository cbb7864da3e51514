"""The command line: what people type, and what they are told."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from gazette import config, content, fields, listing
from gazette.errors import Mistakes, Refusal, Report
from gazette.model import Archive, Listing
from gazette.publish import Edition

ROOT = content.OWN
DONE, MISTAKE, REFUSED = 0, 1, 2
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
        """What the output may neither hold nor lie in."""
        return (self.source, self.content, ROOT, *(self.source / name for name in ("templates", "static")))

    def until_day(self, listings: Iterable[Listing]) -> tuple[Listing, ...]:
        """The listings that are not held back."""
        return tuple(each for each in listings if not self.until or each.day <= self.until)


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made."""

    archive: Archive
    edition: Edition


Build = Callable[[Order, Report], Built]


def main(build: Build, arguments: Sequence[str] | None = None) -> int:
    """Run what was typed; the exit status: 0 done, 1 a mistake in people's files, 2 it cannot be done here."""
    typed = _parser().parse_args(_with_command(sys.argv[1:] if arguments is None else list(arguments)))
    report = Report()
    try:
        status: int = COMMANDS[typed.command].run(typed, build, report)
    except Mistakes as mistakes:
        _tell(report)
        print(mistakes, file=sys.stderr)
        return MISTAKE
    except Refusal as refusal:
        print(f"gazette: {refusal}", file=sys.stderr)
        return REFUSED
    except OSError as trouble:
        where = f" ({trouble.filename})" if trouble.filename else ""
        print(f"gazette: {trouble.strerror or trouble}{where}; the site is as it was", file=sys.stderr)
        return REFUSED
    except KeyboardInterrupt:
        print("gazette: stopped; the next build will finish what was begun", file=sys.stderr)
        return REFUSED
    return status


# What each command does.


def _build(typed: argparse.Namespace, build: Build, report: Report) -> int:
    started = time.perf_counter()
    built = build(_order(typed), report)
    _tell(report)
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


def _check(typed: argparse.Namespace, build: Build, report: Report) -> int:
    built = build(replace(_order(typed), checked_on=date.today()), report)
    _tell(report)
    if not typed.quiet:
        archive = built.archive
        print(f"{len(archive.papers):,} papers, {len(archive.days):,} days, {len(report.warnings):,} warnings")
    return DONE


def _format(typed: argparse.Namespace, build: Build, report: Report) -> int:
    for path in [Path(name) for name in typed.files] or _listings(_order(typed).content, report):
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
    _tell(report)
    report.settle()
    return DONE


def _listings(folder: Path, report: Report) -> list[Path]:
    files = content.walk(folder, report.about(str(folder)))
    return [path for name, path in files if name.endswith(".md") and not name.startswith("pages/")]


def _test(typed: argparse.Namespace, build: Build, report: Report) -> int:
    command = [sys.executable, "-m", "pytest", *(["-q"] if typed.quiet else []), *(["-v"] if typed.verbose else [])]
    return subprocess.run([*command, *typed.rest], cwd=ROOT, check=False).returncode


def replace_file(path: Path, body: bytes) -> None:
    """The file at `path` holds `body`, or what it held before; its mode stays."""
    draft = path.with_name(f".{path.name}.draft")
    draft.write_bytes(body)
    shutil.copymode(path, draft)
    draft.replace(path)


def _tell(report: Report) -> None:
    for warning in report.warnings:
        print(f"warning: {warning}", file=sys.stderr)


# What may be typed.


@dataclass(frozen=True, slots=True)
class Command:
    run: Callable[[argparse.Namespace, Build, Report], int]
    help: str


COMMANDS = {
    "build": Command(_build, "build the site: content/ → public/ (the default)"),
    "check": Command(_check, "read everything, report every problem, write nothing"),
    "format": Command(_format, "rewrite Markdown listings in canonical form"),
    "test": Command(_test, "run the tests; further arguments go to pytest"),
}


def _with_command(typed: list[str]) -> list[str]:
    """`build` if no command is named."""
    first = next((word for word in typed if not word.startswith("-")), "")
    asks = {"-h", "--help"} & set(typed)
    named = typed[:1] and typed[0] in COMMANDS
    return typed if named or (asks and not first) or (typed and not typed[0].startswith("-")) else ["build", *typed]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="build.py",
        description="Turn a folder of daily listings into the website of a trending-papers archive.",
        epilog="`build.py COMMAND --help` tells more of a command. README.md begins at the beginning.",
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    for name, command in COMMANDS.items():
        own = commands.add_parser(name, help=command.help, description=command.help)
        _common(own)
        if name == "build":
            own.add_argument("--fresh", action="store_true", help="trust nothing remembered and redraw all")
            own.add_argument("--until", type=_day, metavar="DAY", help="hold back later listings")
        if name == "format":
            own.add_argument("files", nargs="*", metavar="FILE", help="listings (default: all of content/)")
        if name == "test":
            own.add_argument("rest", nargs=argparse.REMAINDER, metavar="…", help="arguments for pytest")
    return parser


def _common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--source", type=Path, default=ROOT, metavar="DIR", help="the folder with site.yaml and content/ (default: the one of build.py)")
    parser.add_argument("--content", type=Path, metavar="DIR", help="the listings (default: content/ in the source)")
    parser.add_argument("--output", type=Path, metavar="DIR", help="the site (default: public/ in the source)")
    parser.add_argument("-q", "--quiet", action="store_true", help="tell problems alone")
    parser.add_argument("-v", "--verbose", action="store_true", help="tell more")


def _day(written: str) -> date:
    try:
        return fields.day(written)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _order(typed: argparse.Namespace) -> Order:
    source = Path(os.path.abspath(typed.source))
    return Order(
        source=source,
        content=Path(os.path.abspath(typed.content or source / "content")),
        output=Path(os.path.abspath(typed.output or source / "public")),
        fresh=getattr(typed, "fresh", False),
        until=getattr(typed, "until", None),
    )

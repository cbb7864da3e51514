"""What each command does and prints."""

from __future__ import annotations

import argparse
import gc
import re
import sys
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

from gazette import config
from gazette.cli import order
from gazette.cli.order import Build, Built, Order
from gazette.core.errors import Refusal, Report
from gazette.core.version import ROOT
from gazette.listings import redirects
from gazette.sources import files

DONE = 0
MOST_LOST = 20
LOST = "lost.yaml"
FREE_FILES, FREE_BYTES = 20_000, 1_000_000_000


def build(typed: argparse.Namespace, make: Build, report: Report) -> int:
    started = time.perf_counter()
    gc.set_threshold(50_000, 20)  # nearly all of what a build makes is wanted to its end
    asked = order.of(typed)
    built = make(asked, report)
    print_warnings(report)
    edition = built.edition
    if typed.verbose:
        for word, paths in (("changed", edition.changed), ("removed", edition.removed)):
            print(*(f"{word} {path}\n" for path in paths), sep="", end="")
        print(asked.stages)
        print(f"{len(edition.after):,} files, {edition.size / 1e6:,.1f} MB")
    _tell_lost(edition.removed, asked)
    said = summary(built, len(edition.changed), len(edition.removed))
    if not typed.quiet:
        print(f"{said}, in {time.perf_counter() - started:.1f} s")
    much = _much(built)
    print(*much, sep="", end="\n" * len(much), file=sys.stderr)
    if built.glance and not typed.verbose and not typed.fresh:
        again = "" if typed.quiet else summary(built, 0, 0)
        built.glance.tell(typed.words, [*(f"warning: {each}" for each in report.warnings), *much], again)
    return DONE


def summary(built: Built, changed: int, removed: int) -> str:
    archive = built.archive
    return (
        f"built {len(archive.papers):,} papers, {len(archive.days):,} days, {len(archive.tags):,} tags: "
        f"{len(built.edition.after):,} files, {changed:,} changed, {removed:,} removed"
    )


def _much(built: Built) -> list[str]:
    """A line for a site that is larger than free hosts take."""
    files, size = len(built.edition.after), built.edition.size
    if files <= FREE_FILES and size <= FREE_BYTES:
        return []
    return [
        f"gazette: {files:,} files of {size / 1e6:,.0f} MB are more than free hosts take "
        f"({FREE_FILES:,}, {FREE_BYTES / 1e6:,.0f} MB); set fewer twins, raise tags.minimum, authors.minimum "
        f"or page.length, or name kinds of pages in leave_out ({config.NAME})"
    ]


def _tell_lost(removed: Iterable[str], asked: Order) -> None:
    """Addresses that somebody may have kept, and the lines that would let them lead somewhere."""
    lost = [path for path in removed if path.endswith(".html") and not re.search(r"/[0-9]+\.html$", path)]
    if lost and asked.until:
        print(
            f"gazette: {_counted(len(lost), 'page')} left the site, held back with the days after {asked.until}; "
            "a build without --until brings them back",
            file=sys.stderr,
        )
    elif lost:
        file = f"{files.shown_as(asked.content, asked.source)}/{redirects.NAME}"
        print(f"warning: addresses that are no more ({len(lost):,}); to keep them, add to {file}:", file=sys.stderr)
        rows = [f"  {path}: {{gone: why}}\n" for path in lost]
        more = asked.source / ".gazette" / LOST
        if len(rows) > MOST_LOST:
            with suppress(OSError):
                more.write_text("".join(rows), "utf-8")
                rows[MOST_LOST:] = [f"  … and {len(rows) - MOST_LOST:,} more: all of them are in .gazette/{LOST}\n"]
        print(*rows, sep="", end="", file=sys.stderr)


def check(args: argparse.Namespace, make: Build, report: Report) -> int:
    built = make(replace(order.of(args), checked_on=date.today()), report)
    print_warnings(report)
    if not args.quiet:
        archive = built.archive
        papers, days = _counted(len(archive.papers), "paper"), _counted(len(archive.days), "day")
        print(f"{papers}, {days}: no errors, {_counted(len(report.warnings), 'warning')}")
    return DONE


def serve(args: argparse.Namespace, make: Build, report: Report) -> int:
    from gazette.cli import server  # its packages take a while to load, and only this command needs them

    if args.output:
        raise Refusal("serve builds into a folder of its own; leave out --output")
    asked = order.of(args)
    # One process: forking while other threads run can deadlock.
    own = replace(asked, output=asked.source / ".gazette" / "serve", jobs=1)
    return server.serve(own, make, args.port, args.quiet)


def import_(args: argparse.Namespace, make: Build, report: Report) -> int:
    from gazette.cli import edit  # a build does not need it

    imported = edit.import_files(args.files, order.of(args).content, args.date, args.year, report)
    print_warnings(report)
    for each in [] if args.quiet else imported:
        new = f"{each.new:,} new" if each.changed else "nothing new"
        print(f"{each.file}: {_counted(each.papers, 'paper')} into {each.path}, {new}")
    return DONE


def format_(args: argparse.Namespace, make: Build, report: Report) -> int:
    from gazette.cli import edit

    named = [Path(name) for name in args.files]
    paths = named or edit.markdown_listings(order.of(args).content, report)
    for path in edit.format_files(paths, report, args.repair):
        if not args.quiet:
            print(f"formatted {path}")
    print_warnings(report)
    report.settle()
    return DONE


def repair(args: argparse.Namespace, make: Build, report: Report) -> int:
    from gazette.cli import edit

    lines = edit.repair_texts(args.files or [edit.STANDARD_INPUT], report)
    print_warnings(report)
    report.settle()
    print(*(f"{line}\n" for line in lines), sep="", end="")
    return DONE


def test(args: argparse.Namespace, make: Build, report: Report) -> int:
    import subprocess

    _require_clone("test", "tests")
    command = [sys.executable, "-m", "pytest", *(["-q"] if args.quiet else []), *(["-v"] if args.verbose else [])]
    if all(word.startswith("--") for word in args.rest):
        command += ["-n", "auto"]  # all tests: one process per core
    return subprocess.run([*command, *args.rest], cwd=ROOT, check=False).returncode


def bench(args: argparse.Namespace, make: Build, report: Report) -> int:
    _require_clone("bench", "bench")
    from bench.cli import main as measure

    return measure(args.rest)


def _require_clone(command: str, folder: str) -> None:
    """Refusal if Gazette has no such folder: an installed package has neither tests nor benchmarks."""
    if not (ROOT / folder).is_dir():
        raise Refusal(
            f"`{command}` needs Gazette's folder {folder}/, which {ROOT} does not have; "
            f"clone Gazette's repository and run `python3 build.py {command}` there"
        )


def print_warnings(report: Report) -> None:
    for warning in report.warnings:
        print(f"warning: {warning}", file=sys.stderr)


def _counted(count: int, noun: str) -> str:
    """`1 paper`, `2 papers`."""
    return f"{count:,} {noun}{'s' * (count != 1)}"

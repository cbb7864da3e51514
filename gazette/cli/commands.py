"""What each command does, and what it tells."""

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
from gazette.cli import asked, idle
from gazette.cli.asked import Build
from gazette.core.errors import Refusal, Report
from gazette.core.options import Options
from gazette.core.version import ROOT
from gazette.listings import redirects
from gazette.publishing.edition import Built
from gazette.sources import files

DONE = 0
MOST_LOST = 20
LOST = "lost.yaml"
FREE_FILES, FREE_BYTES = 20_000, 1_000_000_000


def build(typed: argparse.Namespace, make: Build, report: Report) -> int:
    started = time.perf_counter()
    gc.set_threshold(50_000, 20)  # nearly all of what a build makes is wanted to its end
    options = asked.options(typed)
    built = make(options, report)
    tell(report)
    edition = built.edition
    if typed.verbose:
        for word, paths in (("changed", edition.changed), ("removed", edition.removed)):
            print(*(f"{word} {path}\n" for path in paths), sep="", end="")
        print(options.timings)
        print(f"full build: {built.reason}" if built.reason else "only what the changes affect")
        print(f"{len(edition.after):,} files, {edition.size / 1e6:,.1f} MB")
    _tell_lost(edition.removed, options)
    said = summary(built, len(edition.changed), len(edition.removed))
    if not typed.quiet:
        print(f"{said}, in {time.perf_counter() - started:.1f} s")
    much = _much(built)
    print(*much, sep="", end="\n" * len(much), file=sys.stderr)
    if options.cache and not typed.verbose and not typed.fresh:
        again = "" if typed.quiet else summary(built, 0, 0)
        idle.note(options.cache, typed.words, [*(f"warning: {each}" for each in report.warnings), *much], again)
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


def _tell_lost(removed: Iterable[str], options: Options) -> None:
    """Addresses that somebody may have kept, and the lines that would let them lead somewhere."""
    lost = [path for path in removed if path.endswith(".html") and not re.search(r"/[0-9]+\.html$", path)]
    if lost and options.until:
        print(
            f"gazette: {_counted(len(lost), 'page')} left the site, held back with the days after {options.until}; "
            "a build without --until brings them back",
            file=sys.stderr,
        )
    elif lost:
        file = f"{files.shown_as(options.content, options.source)}/{redirects.NAME}"
        print(f"warning: addresses that are no more ({len(lost):,}); to keep them, add to {file}:", file=sys.stderr)
        rows = [f"  {path}: {{gone: why}}\n" for path in lost]
        more = options.source / ".gazette" / LOST
        if len(rows) > MOST_LOST:
            with suppress(OSError):
                more.write_text("".join(rows), "utf-8")
                rows[MOST_LOST:] = [f"  … and {len(rows) - MOST_LOST:,} more: all of them are in .gazette/{LOST}\n"]
        print(*rows, sep="", end="", file=sys.stderr)


def check(typed: argparse.Namespace, make: Build, report: Report) -> int:
    built = make(replace(asked.options(typed), checked_on=date.today()), report)
    tell(report)
    if not typed.quiet:
        archive = built.archive
        papers, days = _counted(len(archive.papers), "paper"), _counted(len(archive.days), "day")
        print(f"{papers}, {days}: no errors, {_counted(len(report.warnings), 'warning')}")
    return DONE


def serve(typed: argparse.Namespace, make: Build, report: Report) -> int:
    from gazette.cli import server  # its packages take a while to load, which no other command should wait for

    if typed.output:
        raise Refusal("serve builds into a folder of its own; leave --output out")
    options = asked.options(typed)
    # One process: while threads run, copies of it might wait for ever for what one of them held.
    own = replace(options, output=options.source / ".gazette" / "serve", jobs=1)
    return server.serve(own, make, typed.port, typed.quiet)


def import_(typed: argparse.Namespace, make: Build, report: Report) -> int:
    from gazette.cli import edit  # a build does without

    taken = edit.take(typed.files, asked.options(typed).content, typed.date, typed.year, report)
    tell(report)
    for each in [] if typed.quiet else taken:
        said = f"{each.new:,} new" if each.changed else "nothing in it is new"
        print(f"{each.file}: {_counted(each.papers, 'paper')} into {each.path}, {said}")
    return DONE


def format_(typed: argparse.Namespace, make: Build, report: Report) -> int:
    from gazette.cli import edit

    named = [Path(name) for name in typed.files]
    files = named or edit.markdown_in(asked.options(typed).content, report)
    for path in edit.format_all(files, report, typed.repair):
        if not typed.quiet:
            print(f"formatted {path}")
    tell(report)
    report.settle()
    return DONE


def repair(typed: argparse.Namespace, make: Build, report: Report) -> int:
    from gazette.cli import edit

    restored = edit.repaired(typed.files or [edit.STANDARD_INPUT], report)
    tell(report)
    report.settle()
    print(*(f"{line}\n" for line in restored), sep="", end="")
    return DONE


def test(typed: argparse.Namespace, make: Build, report: Report) -> int:
    import subprocess

    command = [sys.executable, "-m", "pytest", *(["-q"] if typed.quiet else []), *(["-v"] if typed.verbose else [])]
    if all(word.startswith("--") for word in typed.rest):
        command += ["-n", "auto"]  # the whole of the tests: one process a core
    return subprocess.run([*command, *typed.rest], cwd=ROOT, check=False).returncode


def bench(typed: argparse.Namespace, make: Build, report: Report) -> int:
    try:
        from bench.cli import main as measure  # it lies beside gazette/, and may be left out
    except ModuleNotFoundError as missing:
        if missing.name not in ("bench", "bench.cli"):
            raise
        raise Refusal("this copy of Gazette has no folder bench/; take it from where Gazette came from") from None
    return measure(typed.rest)


def tell(report: Report) -> None:
    for warning in report.warnings:
        print(f"warning: {warning}", file=sys.stderr)


def _counted(count: int, noun: str) -> str:
    """1 paper, 2 papers."""
    return f"{count:,} {noun}{'s' * (count != 1)}"

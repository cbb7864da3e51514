"""What each command does and prints."""

from __future__ import annotations

import argparse
import gc
import sys
import time
from collections.abc import Container
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

from gazette import config
from gazette.archive import moves
from gazette.cli import build_options, clock, idle
from gazette.cli.build_options import Build
from gazette.core import errors, names, urls
from gazette.core.errors import Mistakes, Problem, Refusal, Report, counted
from gazette.core.options import Options
from gazette.core.version import ROOT
from gazette.listings import redirects
from gazette.publishing.edition import Built
from gazette.sources import files

DONE = 0
MAX_LOST = 20
LOST = "lost.yaml"
NEEDED_FOLDERS = {"test": "tests", "bench": "bench"}
"""The folders that commands need, and that only a clone has."""
FREE_FILES, FREE_BYTES = 20_000, 1_000_000_000


def build(args: argparse.Namespace, make: Build, report: Report) -> int:
    started = time.perf_counter()
    gc.set_threshold(50_000, 20)  # nearly everything that a build makes is needed to its end
    options = build_options.of(args)
    try:
        built = make(options, report)
    except OSError as error:
        raise Refusal(f"{errors.of_system(error)} The published site was not changed.") from error
    print_warnings(report)
    edition = built.edition
    if args.verbose:
        for word, paths in (("changed", edition.changed), ("removed", edition.removed)):
            print(*(f"{word} {path}\n" for path in paths), sep="", end="")
        print(options.timings)
        print(f"full build: {built.reason}" if built.reason else "only what the changes affect")
        print(f"{len(edition.after):,} files, {edition.size / 1e6:,.1f} MB")
    _warn_about_feed_ids(built)
    _warn_about_lost(built, options)
    if not args.quiet:
        line = summary(built, len(edition.changed), len(edition.removed))
        print(f"{line}, in {time.perf_counter() - started:.1f} s")
    too_large = _too_large(built)
    print(*too_large, sep="", end="\n" * len(too_large), file=sys.stderr)
    if args.command == "build" and options.cache and not args.verbose and not args.fresh:
        unchanged = "" if args.quiet else summary(built, 0, 0)
        lines = [*(f"warning: {each}" for each in errors.in_order(report.warnings)), *too_large]
        idle.note(options.cache, built.number, args.words, lines, unchanged)
    return DONE


def summary(built: Built, changed: int, removed: int) -> str:
    archive = built.archive
    kinds = (archive.papers, "paper"), (archive.days, "day"), (archive.tags, "tag")
    files = counted(len(built.edition.after), "file")
    return (
        f"built {', '.join(counted(len(things), noun) for things, noun in kinds)}: "
        f"{files}, {changed:,} changed, {removed:,} removed"
    )


def _too_large(built: Built) -> list[str]:
    """A line about a site that is larger than free hosts take."""
    files, size = len(built.edition.after), built.edition.size
    if files <= FREE_FILES and size <= FREE_BYTES:
        return []
    return [
        f"warning: {files:,} files of {size / 1e6:,.0f} MB are more than free hosts take "
        f"({FREE_FILES:,} files, {FREE_BYTES / 1e6:,.0f} MB); set fewer twins, raise tags.minimum, authors.minimum, "
        f"orgs.minimum or page.length, or name kinds of pages in leave_out ({config.NAME})"
    ]


def _warn_about_feed_ids(built: Built) -> None:
    """Name the papers that feed readers will show as new ones."""
    changed = [(move, *moves.feed_ids(move)) for move in built.moves if not move.joined]
    changed = [each for each in changed if each[1] != each[2]]
    for move, old, new in changed[:MAX_LOST]:
        what = (
            f"the feed id of {errors.shown(move.now.facts.title)} changes from {old} to {new}, so readers see it again"
        )
        file = f"another file of that day, such as {move.earliest.listing.day}-b.md"
        more = "" if new.startswith("title:") else f", and add the new id in {file}"
        way_out = f"to keep it, undo this edit{more}"
        problem = Problem(move.earliest.listing.path, move.earliest.entry.line, what, way_out)
        print(f"warning: {problem}", file=sys.stderr)
    if others := len(changed[MAX_LOST:]):
        print(f"warning: the feed ids of {counted(others, 'more paper')} change", file=sys.stderr)


def _same_feed(path: str, addresses: Container[str]) -> str:
    """A lost feed in another format; "" if the site has none."""
    others = urls.other_formats(path) if path.endswith(".xml") else []
    return next((address for address in others if address.endswith(".xml") and address in addresses), "")


def _warn_about_lost(built: Built, options: Options) -> None:
    """Name the addresses that no longer exist, with the lines that would redirect them."""
    lost = [path for path in built.edition.removed if urls.may_be_known(path)]
    if lost and options.until:
        pages = counted(sum(path.endswith(".html") for path in lost), "page")
        print(f"warning: {pages} left the site with the days after {options.until}", file=sys.stderr)
    elif lost:
        file = f"{files.display_path(options.content, options.source)}/{redirects.NAME}"
        addresses = counted(len(lost), "address", "addresses")
        new = {path: address for path, address in built.new_addresses.items() if address in built.edition.after}
        new |= {path: found for path in lost if (found := _same_feed(path, built.edition.after))}
        way_out = (
            f"{'complete the lines below and add them' if len(new) < len(lost) else 'add the lines below'} to {file}"
        )
        print(f"warning: the site lost {addresses}; to redirect visitors, {way_out}:", file=sys.stderr)
        rows = [f"  {path}: {new.get(path, '{gone: REASON}')}\n" for path in lost]
        more = options.source / names.CACHE_FOLDER / LOST
        if len(rows) > MAX_LOST:
            with suppress(OSError):
                more.write_text("".join(rows), "utf-8")
                rows[MAX_LOST:] = [
                    f"  … and {len(rows) - MAX_LOST:,} more: all of them are in {names.CACHE_FOLDER}/{LOST}\n"
                ]
        print(*rows, sep="", end="", file=sys.stderr)


def check(args: argparse.Namespace, make: Build, report: Report) -> int:
    from gazette.cli import check as checking  # a build does not need it

    options = build_options.of(args)
    options = replace(options, checked_on=_today(options.source))
    if args.fix:
        for line in checking.fix(options.content, options.source, report):
            print(line, file=sys.stderr if args.format == checking.JSON else sys.stdout)
        report.clear()  # the check finds the same again
    if args.explain:
        return checking.explain(args.explain, make(options, report), options.source)
    return checking.check(lambda: make(options, report), report, args.format, args.quiet)


def _today(source: Path) -> date:
    """The day where the site is; in UTC if site.yaml cannot be read, which the check reports."""
    try:
        return clock.today(config.load(source, Report()).timezone)
    except Mistakes:
        return clock.today("UTC")


def serve(args: argparse.Namespace, make: Build, report: Report) -> int:
    from gazette.cli import server  # its packages take a while to load, and only this command needs them

    if args.output:
        raise Refusal("serve builds into a folder of its own; leave out --output")
    options = build_options.of(args)
    # One process: forking while other threads run can deadlock.
    own = replace(options, output=options.source / names.CACHE_FOLDER / "serve", jobs=1)
    return server.serve(own, make, args.port, args.quiet)


def import_(args: argparse.Namespace, make: Build, report: Report) -> int:
    from gazette.cli import edit, new  # a build does not need them

    content = build_options.of(args).content
    try:
        imported = edit.import_files(args.files, content, args.date, args.year, report)
        removed = new.remove_sample(content)
    except Mistakes as mistakes:
        note = Problem("", 0, "nothing was imported", "correct these mistakes and run the command again")
        raise Mistakes([*mistakes.problems, note]) from None
    except OSError as error:
        raise Refusal(f"{errors.of_system(error)} Nothing was imported.") from error
    print_warnings(report)
    for each in [] if args.quiet else imported:
        more = f"{each.new:,} new" if each.changed else "nothing new"
        print(f"{each.file}: {counted(each.papers, 'paper')} into {edit.shown(each.path)}, {more}")
    for path in [] if args.quiet else removed:
        print(f"removed the sample day {edit.shown(path)}")
    return DONE


def format_(args: argparse.Namespace, make: Build, report: Report) -> int:
    from gazette.cli import edit

    content = build_options.of(args).content
    if not args.files and not content.is_dir():
        what = "there is no such folder"
        report.about(edit.shown(content)).error(0, what, "create it, or name the right one with --source or --content")
    paths = [Path(name) for name in args.files] or edit.markdown_listings(content, report)
    formatted = edit.format_files(paths, report, args.repair, content)
    if not args.quiet:
        print(*(f"formatted {edit.shown(path)}\n" for path in formatted), sep="", end="")
    print_warnings(report)
    report.raise_errors()
    if not formatted and not args.quiet:
        print(f"{counted(len(paths), 'listing')}: nothing to change")
    return DONE


def repair(args: argparse.Namespace, make: Build, report: Report) -> int:
    from gazette.cli import edit

    lines = edit.repair_texts(args.files or [edit.STANDARD_INPUT], report)
    print_warnings(report)
    report.raise_errors()
    print(*(f"{line}\n" for line in lines), sep="", end="")
    return DONE


def test(args: argparse.Namespace, make: Build, report: Report) -> int:
    import subprocess

    _require_clone("test")
    command = [sys.executable, "-m", "pytest", *(["-q"] if args.quiet else []), *(["-v"] if args.verbose else [])]
    if all(word.startswith("--") for word in args.rest):
        command += ["-n", "auto"]  # all tests: one process per core
    return subprocess.run([*command, *args.rest], cwd=ROOT, check=False).returncode


def bench(args: argparse.Namespace, make: Build, report: Report) -> int:
    _require_clone("bench")
    from bench.cli import main as measure

    return measure(args.rest)


def is_available(command: str) -> bool:
    """Whether Gazette has the folder that the command needs: an installed package has neither tests nor benchmarks."""
    return command not in NEEDED_FOLDERS or (ROOT / NEEDED_FOLDERS[command]).is_dir()


def _require_clone(command: str) -> None:
    """Refusal if Gazette does not have the folder that the command needs."""
    if not is_available(command):
        raise Refusal(
            f"`{command}` needs Gazette's folder {NEEDED_FOLDERS[command]}/, which {ROOT} does not have; "
            f"clone Gazette's repository and run `python3 build.py {command}` there"
        )


def print_warnings(report: Report) -> None:
    for warning in errors.in_order(report.warnings):
        print(f"warning: {warning}", file=sys.stderr)

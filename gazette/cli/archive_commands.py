"""The commands that start an archive and keep it up to date: `new`, `fetch`, `enrich`, `summarize` and `daily`."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from gazette.cli import commands
from gazette.cli.build_options import Build
from gazette.cli.command import Add, Command, day
from gazette.core.errors import Report

Run = Callable[[argparse.Namespace, Build, Report], int]
MAX_SUMMARIES = 20


def _run(module: str, function: str) -> Run:
    """The function of a module in this folder; the module is imported when the command runs, as a build needs none."""

    def run(args: argparse.Namespace, make: Build, report: Report) -> int:
        getattr(import_module(f"gazette.cli.{module}"), function)(args, report)
        return _end(report)

    return run


def _run_daily(args: argparse.Namespace, make: Build, report: Report) -> int:
    from gazette.cli import daily

    daily.daily(args, make, report)
    return commands.DONE


def _end(report: Report) -> int:
    report.raise_errors()  # the caller prints the warnings too
    commands.print_warnings(report)
    return commands.DONE


def _new_options(add: Add) -> None:
    add("folder", type=Path, metavar="DIR", help="Folder to create.")
    add("--title", metavar="TEXT", help="The name of the archive (default: asks).")
    add("--url", metavar="URL", help="The address at which readers will find the site (default: asks).")
    help = "Where pip gets Gazette from, as in a requirements file (default: where this Gazette comes from)."
    add("--gazette", metavar="REQUIREMENT", help=help)


def _fetch_options(add: Add) -> None:
    add("--date", type=day, metavar="DAY", help="Fetch only this day, such as 2025-03-12.")
    add(
        "--from",
        dest="first",
        type=day,
        metavar="DAY",
        help="Fetch from this day (with --to alone: the last listing's).",
    )
    add("--to", dest="last", type=day, metavar="DAY", help="Fetch up to this day (with --from alone: today).")


def _enrich_options(add: Add) -> None:
    add("files", nargs="*", metavar="FILE", help="Listings (default: all in content/).")
    add("--again", action="store_true", help="Also ask about papers that are enriched already.")


def _summarize_options(add: Add) -> None:
    add("files", nargs="*", metavar="FILE", help="Listings (default: all in content/, the latest first).")
    help = f"Summarize at most N papers (default: {MAX_SUMMARIES})."
    add("--most", type=_most, default=MAX_SUMMARIES, metavar="N", help=help)


def _most(value: str) -> int:
    if not re.fullmatch("[1-9][0-9]{0,4}", value):
        raise argparse.ArgumentTypeError(f"{value!r} is not a number of papers; use 1 to 99999")
    return int(value)


def _daily_options(add: Add) -> None:
    add("--no-commit", action="store_true", help="Do not commit the new listings.")
    add("--first-send", action="store_true", help="Create the ledger of mails, as `digest --first-send` does.")


def _command(
    run: Run,
    options: Callable[[Add], None],
    help: str,
    more: str,
    uses: str = "source content quiet",
) -> Command:
    return Command(run, help, f"{help} {more}", tuple(uses.split()), options)


COMMANDS = {
    "new": _command(
        _run("new", "new"),
        _new_options,
        "Start an archive in a new folder.",
        "It gets site.yaml, a sample day, a README for you, and a workflow that fetches and publishes every morning on "
        "GitHub.",
        "quiet",
    ),
    "fetch": _command(
        _run("fetch", "fetch"),
        _fetch_options,
        "Get new listings from the sources in site.yaml.",
        "Without options, gets the days since the last listing, and the week before it again. A listing that exists "
        "gets new counts and late papers; nothing else in it changes. The exit status is 1 if a source failed.",
    ),
    "enrich": _command(
        _run("fetch", "enrich"),
        _enrich_options,
        "Get titles and abstracts with their TeX from arXiv.",
        "Also gets categories, DOIs, journal references, versions and withdrawals. What you edited stays.",
    ),
    "summarize": _command(
        _run("fetch", "summarize"),
        _summarize_options,
        "Write short summaries with a language model.",
        "Papers that have a summary keep it. Needs summarize.url and summarize.model in site.yaml; the key of the "
        "service is in the environment variable GAZETTE_SUMMARIZE_KEY.",
    ),
    "daily": _command(
        _run_daily,
        _daily_options,
        "Fetch, check, commit, build, deploy and mail.",
        "For a cron job. If a source fails, the site is built without it, and the exit status is 1. If a listing has "
        "an error, nothing is committed or published.",
        "source content output quiet",
    ),
}

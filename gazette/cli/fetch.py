"""The command `fetch`: what it prints, and how it ends."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from gazette import config
from gazette.cli import build_options
from gazette.config import Site
from gazette.config.sources import Feed, Source
from gazette.core import errors, names
from gazette.core.errors import Refusal, Report, counted
from gazette.core.options import Options
from gazette.fetching import days
from gazette.fetching import enrich as enriching
from gazette.fetching.client import Client, FetchError, host_of
from gazette.fetching.fetch import Fetcher, Outcome
from gazette.fetching.listed import Listed
from gazette.fetching.state import State

STATE = "fetch.sqlite"
ARXIV_PAUSE = 3.0
"""Seconds between two requests to arXiv, which it asks for."""


def fetch(args: argparse.Namespace, report: Report) -> None:
    """Fetch the days that the command line names, or those that are missing; Mistakes if anything failed."""
    options = build_options.of(args)
    site = config.load(options.source)
    if not site.fetch_sources:
        raise Refusal(f"{config.NAME} names no sources; add `fetch: {{sources: [huggingface]}}` to it")
    now = datetime.now(UTC)
    today = now.astimezone(ZoneInfo(site.timezone)).date()
    listed = Listed(options.content, report)
    with client(site, options) as fetching:
        fetcher = Fetcher(site, listed, fetching, report, now)
        asked = _days(args, site, fetcher, listed, today)
        with _progress(sum(map(len, asked.values())), args.quiet) as show:
            for outcome in fetcher.run(asked):
                show(outcome)
        every = {day for each in asked.values() for day in each}
        if site.fetch_enrich and (paths := listed.markdown(every)):  # not only those that changed: an earlier run
            _enrich(site, listed, fetching, paths, report, args.quiet)  # may have been stopped before this
    for day in days.gaps(every, listed.days, today):
        way_out = f"if that is right, add {options.content.name}/{day.year}/{day}.md with `quiet: true`"
        report.about(str(day)).warn(0, f"{day:%A} has no papers", way_out)


def enrich(args: argparse.Namespace, report: Report) -> None:
    """Enrich the listings that the command line names, or all; Mistakes if anything failed."""
    options = build_options.of(args)
    site = config.load(options.source)
    listed = Listed(options.content, report)
    paths = [Path(os.path.abspath(name)) for name in args.files] or listed.markdown()
    with client(site, options) as fetching:
        _enrich(site, listed, fetching, paths, report, args.quiet, args.again)


def _enrich(
    site: Site,
    listed: Listed,
    fetching: Client,
    paths: Sequence[Path],
    report: Report,
    quiet: bool,
    again: bool = False,
) -> None:
    try:
        for result in enriching.run(site, listed, fetching, paths, again):
            if not quiet:
                print(f"{result.path}: {counted(result.changed, 'paper')} enriched")
            for title in result.withdrawn:
                report.about(result.path).warn(0, f"{errors.shown(title)} was withdrawn", "check its entry")
    except FetchError as error:
        report.about("arXiv").error(0, error.what, error.way_out)


def _days(
    args: argparse.Namespace, site: Site, fetcher: Fetcher, listed: Listed, today: date
) -> Mapping[Source, list[date]]:
    """The days that each source is asked for."""
    if args.date:
        return {source: [args.date] for source in site.fetch_sources}
    if args.first or args.last:
        first, last = args.first or max(listed.days, default=today), args.last or today
        if first > last:
            raise Refusal(f"--from {first} is after --to {last}; exchange them")
        return {source: days.between(first, last) for source in site.fetch_sources}
    return fetcher.missing(today)


@contextmanager
def client(site: Site, options: Options) -> Iterator[Client]:
    """A client with what earlier runs kept."""
    addresses = [site.fetch_arxiv_url, *(source.url for source in site.fetch_sources if isinstance(source, Feed))]
    hosts = {host_of(each) for each in addresses}
    pauses = {host: ARXIV_PAUSE for host in hosts if host == host_of(addresses[0]) or host.endswith("arxiv.org")}
    with (
        State(options.source / names.CACHE_FOLDER / STATE) as state,
        Client(state, site.url, pauses) as found,
    ):
        yield found


@contextmanager
def _progress(total: int, quiet: bool) -> Iterator[Callable[[Outcome], None]]:
    """A function that shows an outcome: a progress bar on a terminal, a line for each day elsewhere."""
    if quiet:
        yield lambda _: None
    elif sys.stderr.isatty():
        from rich.console import Console
        from rich.progress import Progress

        with Progress(console=Console(stderr=True), transient=True) as progress:
            task = progress.add_task("fetching", total=total)

            def advance(outcome: Outcome) -> None:
                progress.update(task, advance=1, description=str(outcome.day))
                if outcome.changed:
                    progress.console.print(line(outcome), highlight=False, markup=False)

            yield advance
    else:
        yield lambda outcome: print(line(outcome))


def line(outcome: Outcome) -> str:
    if outcome.failed:
        return f"{outcome.day}: failed"
    papers = counted(outcome.papers, "paper")
    change = f"{outcome.new:,} new" if outcome.new else "updated" if outcome.changed else "nothing new"
    return f"{outcome.day}: {papers} in {outcome.path}, {change}"

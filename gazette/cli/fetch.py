"""The commands `fetch`, `enrich` and `summarize`: what they print. Errors are added to the report."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

from gazette import config
from gazette.cli import build_options, clock
from gazette.config import Site
from gazette.config.sources import Feed, Source
from gazette.core import errors, names
from gazette.core.errors import Refusal, Report, counted
from gazette.core.options import Options
from gazette.fetching import days
from gazette.fetching import enrich as enriching
from gazette.fetching import summarize as summarizing
from gazette.fetching.client import Client, FetchError, host_of
from gazette.fetching.fetch import Fetcher, Outcome
from gazette.fetching.listed import Listed
from gazette.fetching.state import State

STATE = "fetch.sqlite"
ARXIV_PAUSE = 3.0
"""Seconds between two requests to arXiv, which it asks for."""
FIRST_DAY = date(1991, 8, 14)
"""The day on which arXiv started; no listing is older."""


def fetch(args: argparse.Namespace, report: Report) -> None:
    """Fetch the days that the command line names, or those that are missing."""
    options = build_options.of(args)
    site = config.load(options.source)
    if not site.fetch_sources:
        raise Refusal(f"{config.NAME} names no sources; add `fetch: {{sources: [huggingface]}}` to it")
    today = clock.today(site.timezone)
    listed = Listed(options.content, report)
    with client(site, options) as fetching:
        fetcher = Fetcher(site, listed, fetching, report, clock.now())
        asked = _days(args, site, fetcher, listed, today)
        every = {day for each in asked.values() for day in each}
        with _progress(sum(map(len, asked.values())), args.quiet) as show:
            outcomes = [outcome for outcome in fetcher.run(asked) if show(outcome) is None]
        if not args.quiet and not any(outcome.changed or outcome.failed for outcome in outcomes):
            _print_nothing_new(sorted(every), outcomes, fetcher.answered)
        if site.fetch_enrich:  # and what an earlier run could not enrich
            recent = {day for day in listed.days if today - timedelta(days.AGAIN) <= day <= today}
            paths = fetcher.listings(sorted(recent.union(every)))
            _enrich(site, listed, fetching, paths, report, args.quiet)
    report.errors[:] = dict.fromkeys(report.errors)  # a listing may have been read twice
    for day in days.gaps(fetcher.answered, listed.days, today):
        path = f"{options.content.name}/{day.year}/{day}.md"
        way_out = f"if that is right, add {path} with the three lines `---`, `quiet: true` and `---`"
        report.about(str(day)).warn(0, f"{day:%A} has no papers", way_out)


def _print_nothing_new(asked: Sequence[date], outcomes: Sequence[Outcome], answered: Collection[date]) -> None:
    """Say in one line that the days that were asked for have nothing new, unless each day has its line already."""
    if len(asked) == 1 and not outcomes and asked[0] in answered:
        print(f"{asked[0]}: no papers")
    elif asked and answered and (not outcomes or sys.stderr.isatty()):
        print(f"{asked[0]} to {asked[-1]}: nothing new" if asked[1:] else f"{asked[0]}: nothing new")


def enrich(args: argparse.Namespace, report: Report) -> None:
    """Enrich the listings that the command line names, or all."""
    options = build_options.of(args)
    site = config.load(options.source)
    with client(site, options) as fetching:
        listed = Listed(options.content, report)
        _enrich(site, listed, fetching, _named(args, listed, report), report, args.quiet, args.again)


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
                print(f"{result.path}: {counted(result.changed, 'paper')} enriched", flush=True)
            for title in result.withdrawn:
                report.about(result.path).warn(0, f"{errors.shown(title)} was withdrawn", "check its entry")
    except FetchError as error:
        report.about("arXiv").error(0, error.what, error.way_out)


def summarize(args: argparse.Namespace, report: Report) -> None:
    """Summarise papers of the listings that the command line names, or of all."""
    options = build_options.of(args)
    site = config.load(options.source)
    for setting, value in (("url", site.summarize_url), ("model", site.summarize_model)):
        if not value:
            raise Refusal(f"{config.NAME} has no summarize.{setting}; add it, or write summaries by hand")
    key = os.environ.get(summarizing.KEY, "").strip()
    with client(site, options) as fetching:
        listed = Listed(options.content, report)
        paths = _named(args, listed, report)
        try:
            for result in summarizing.run(site, listed, fetching, paths, key, args.most):
                if not args.quiet:
                    print(f"{result.path}: {counted(result.summaries, 'summary', 'summaries')}", flush=True)
        except FetchError as error:
            report.about("summarize").error(0, error.what, error.way_out)


def _named(args: argparse.Namespace, listed: Listed, report: Report) -> list[Path]:
    """The listings that the command line names, or all; other files are reported."""
    if not args.files:
        return listed.markdown()
    paths = [Path(os.path.abspath(name)) for name in args.files]
    for path in paths:
        if path.suffix != ".md" or not path.is_file():
            what = "is not a Markdown listing" if path.is_file() else "there is no such file"
            report.about(listed.shown(path)).error(0, what, "name a listing in Markdown")
    return [path for path in paths if path.suffix == ".md" and path.is_file()]


def _days(
    args: argparse.Namespace, site: Site, fetcher: Fetcher, listed: Listed, today: date
) -> Mapping[Source, list[date]]:
    """The days that each source is asked for."""
    if args.date and (args.first or args.last):
        raise Refusal("--date names one day, --from and --to name several; leave out one of them")
    for option, day in (("--date", args.date), ("--from", args.first), ("--to", args.last)):
        if day and not FIRST_DAY <= day <= today + timedelta(1):  # it may be tomorrow already at the source
            when = "in the future" if day > today else "before there were preprints"
            raise Refusal(f"{option}: {day} is {when}; correct it")
    if args.date:
        return {source: [args.date] for source in site.fetch_sources}
    if not args.first and not args.last:
        return fetcher.missing(today)
    last = args.last or max(today, args.first)
    first = args.first or max((day for day in listed.days if day <= today), default=last)
    if first > last:
        way_out = "exchange them" if args.first else "also give --from"
        raise Refusal(
            f"--to {last} is before {f'--from {first}' if args.first else f'the last listing, {first}'}; {way_out}"
        )
    return {source: days.between(first, last) for source in site.fetch_sources}


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
        yield lambda outcome: print(line(outcome), flush=True)


def line(outcome: Outcome) -> str:
    if outcome.failed:
        return f"{outcome.day}: failed"
    papers = counted(outcome.papers, "paper")
    change = f"{outcome.new:,} new" if outcome.new else "updated" if outcome.changed else "nothing new"
    return f"{outcome.day}: {papers} in {outcome.path}, {change}"

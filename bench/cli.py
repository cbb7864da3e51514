"""Run the commands of `build.py bench`."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence

from bench import arguments
from bench.corpora import papers, source_folder, synthetic
from bench.generators.registry import GENERATORS
from bench.quality import (
    formula_sheet,
    frequencies,
    related,
    restoration,
    screenshots,
    search,
    topic_learning,
    topic_tables,
    topics,
    trends,
)
from bench.speed import benchmark
from gazette.core.errors import counted


def main(words: Sequence[str]) -> int:
    """Run a command and return 0; raise SystemExit for help and wrong usage, Refusal if the command cannot run."""
    options = arguments.parse(words)
    _COMMANDS[options.command](options)
    return 0


def _run(options: argparse.Namespace) -> None:
    measures = arguments.MEASURES_AGAINST if options.against else benchmark.MEASURES
    generators = () if options.against else tuple(GENERATORS)
    chosen = benchmark.Options(
        options.sizes,
        tuple(options.corpus),
        options.runs,
        measures if options.only is None else options.only,
        generators if options.generators is None else options.generators,
        {name: getattr(options, name) for name in GENERATORS},
        options.against and options.against.resolve(),
    )
    for part in benchmark.report(chosen, options.scratch):
        print(part, flush=True)


def _make(options: argparse.Namespace) -> None:
    synthetic.write(options.output, options.count, options.seed)


def _corpus(options: argparse.Namespace) -> None:
    rows = papers.read(options.corpus, options.start, options.stop)
    settings = source_folder.FULL_SETTINGS if options.full else source_folder.BASIC_SETTINGS
    count = source_folder.write(rows, options.folder, settings)
    print(f"{counted(count, 'paper')} written to {options.folder}")


def _words(options: argparse.Namespace) -> None:
    for line in frequencies.table(options.papers, options.stop):
        print(line, flush=True)


def _topics(options: argparse.Namespace) -> None:
    if options.judged:
        print(*topic_tables.precision(options.judged), sep="\n")
    elif options.labelled:
        print(*topic_tables.recall(options.labelled, options.folders, topics.shipped()), sep="\n")
    elif options.learn:
        print(*topic_learning.rows(options.learn, options.folders, topics.shipped()), sep="\n")
    elif options.sample:
        print(topics.sample_table(options.folders, options.sample, options.seed), end="")
    else:
        for line in topics.report(options.folders):
            print(line, flush=True)


def _search(options: argparse.Namespace) -> None:
    for line in search.report(options.site, options.queries, options.seed, options.chromium):
        print(line, flush=True)


def _related(options: argparse.Namespace) -> None:
    for line in related.report(options.folder, options.seed):
        print(line, flush=True)


def _trends(options: argparse.Namespace) -> None:
    for line in trends.report(options.folder, options.days):
        print(line, flush=True)


def _maths(options: argparse.Namespace) -> None:
    if options.corpus:
        for line in restoration.compare(options.corpus, options.misses, options.framed):
            print(line, flush=True)
    if options.listings:
        for line in restoration.restored_in(options.listings, options.limit):
            print(line, flush=True)


def _formulas(options: argparse.Namespace) -> None:
    sample = options.corpus, options.listings, options.each, options.seed
    print(formula_sheet.write(options.sheet, *sample, options.katex))
    if options.picture:
        formula_sheet.take_picture(options.sheet, options.picture, options.chromium)


def _screens(options: argparse.Namespace) -> None:
    widths, themes = options.width or screenshots.WIDTHS, options.theme or screenshots.THEMES
    choice = options.page, widths, themes, options.height
    count = screenshots.take(options.site, options.pictures, *choice, options.chromium)
    print(f"{counted(count, 'picture')} in {options.pictures}")


_COMMANDS: dict[str, Callable[[argparse.Namespace], None]] = {
    "run": _run,
    "make": _make,
    "corpus": _corpus,
    "words": _words,
    "topics": _topics,
    "search": _search,
    "related": _related,
    "trends": _trends,
    "maths": _maths,
    "formulas": _formulas,
    "screens": _screens,
}

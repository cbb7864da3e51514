"""The command `search`: answer a query from the index in the published site."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from typing import NoReturn

from gazette import config
from gazette.cli import build_options
from gazette.cli.build_options import Build
from gazette.cli.command import Add, Command
from gazette.core import urls
from gazette.core.errors import Refusal, Report, counted

LIMIT = 10


def _run(args: argparse.Namespace, make: Build, report: Report) -> int:
    from gazette.search.reader import Answer, Broken, Reader  # a build does not need them

    options = build_options.of(args)
    site = config.load(options.source)
    query = " ".join(args.words_of_query)
    try:
        answer: Answer = Reader(lambda path: (options.output / path).read_bytes()).search(query, args.limit)
    except Broken as error:
        _refuse(str(error), str(options.output), site.search)
    if args.json:
        hits = [{**hit._asdict(), "url": site.absolute(urls.paper(hit.slug))} for hit in answer.hits]
        found = {"query": query, "found": answer.found, "notes": answer.notes, "papers": hits}
        print(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        print("\n".join(_lines(answer.hits, answer.found, answer.notes)))
    return 0


def _refuse(path: str, output: str, is_on: bool) -> NoReturn:
    way_out = "build the site" if is_on else f"write `search: true` into {config.NAME} and build the site"
    raise Refusal(f"{output}/{path}: there is no search index; {way_out}")


def _lines(hits: Sequence[object], found: int, notes: Sequence[str]) -> list[str]:
    lines = [*notes, counted(found, "paper") if found else "No paper has these words."]
    for hit in hits:
        slug, title, authors, day, _ = hit  # type: ignore[misc]
        lines += ["", title, f"  {authors}" if authors else "  (no authors)", f"  {day}  {urls.paper(slug)}"]
    return lines


def _limit(value: str) -> int:
    if not value.isascii() or not value.isdecimal() or not 0 < int(value) <= 1000:
        raise argparse.ArgumentTypeError(f"{value!r} is not a number of papers; use 1 to 1000")
    return int(value)


def _options(add: Add) -> None:
    add("words_of_query", nargs="+", metavar="WORD", help="The query; docs/search.md explains it.")
    add("--json", action="store_true", help="Print the papers as JSON.")
    add("--limit", type=_limit, default=LIMIT, metavar="N", help=f"Print at most N papers (default: {LIMIT}).")


COMMANDS = {
    "search": Command(
        _run,
        "Search the published archive.",
        "Search the archive with the index that a build wrote, which needs the setting search. Write -- before a query "
        "that begins with a minus.",
        ("source", "output", "quiet"),
        _options,
    ),
}

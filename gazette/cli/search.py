"""The command `search`: answer a query from the index in the published site."""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NoReturn

from gazette import config
from gazette.cli import build_options
from gazette.cli.build_options import Build
from gazette.cli.command import Add, Command
from gazette.core.errors import Refusal, Report, counted

if TYPE_CHECKING:
    from gazette.search.reader import Answer, Hit

LIMIT = 10
SORTS = ("relevance", "date", "votes")
OPTIONS = ("-q", "-h")
_MINUS = "\N{MINUS SIGN}"


def protected(words: Sequence[str]) -> list[str]:
    """A command line whose words such as `-survey` are no options."""
    return [_MINUS + word[1:] if re.match("-[^-]", word) and word not in OPTIONS else word for word in words]


def _run(args: argparse.Namespace, _make: Build, _report: Report) -> int:
    from gazette.search import index
    from gazette.search.reader import Reader
    from gazette.search.tier import Broken  # a build does not need them

    options = build_options.of(args)
    site = config.load(options.source)
    query = " ".join(re.sub(f"^{_MINUS}", "-", word) for word in args.words_of_query)
    try:
        reader = Reader(lambda path: (options.output / path).read_bytes())
        answer = reader.search(query, args.limit, args.sort)
    except Broken as error:
        _refuse(str(error), str(options.output), site.search)
    form = index.address_form(site.leave_out)

    def address(hit: Hit) -> str:
        return form.replace("PATH", hit.slug).replace("DAY", hit.day)

    if args.json:
        addresses = {hit.slug: site.absolute(path) if (path := address(hit)) else "" for hit in answer.hits}
        print(json.dumps(_as_json(query, answer, addresses, reader.subjects(query)), ensure_ascii=False, indent=2))
    else:
        print("\n".join(_lines(answer, address)))
    return 0


def _refuse(path: str, output: str, is_on: bool) -> NoReturn:
    way_out = "build the site" if is_on else f"write `search: true` into {config.NAME} and build the site"
    raise Refusal(f"{output}/{path}: there is no search index; {way_out}")


def _as_json(
    query: str, answer: Answer, addresses: Mapping[str, str], subjects: Iterable[tuple[str, str, int]]
) -> dict[str, Any]:
    return {
        "query": query,
        "found": answer.found,
        "with_all_words": answer.complete,
        "notes": answer.notes,
        "suggestion": answer.suggestion,
        "years": answer.years,
        "subjects": [{"tag": term, "name": name, "papers": count} for term, name, count in subjects],
        "papers": [{**hit._asdict(), "url": addresses[hit.slug]} for hit in answer.hits],
    }


def _lines(answer: Answer, address: Callable[[Hit], str]) -> list[str]:
    none = [] if answer.notes else ["No paper matches."]
    lines = [*answer.notes, *([_counts(answer)] if answer.found else none)]
    lines += [f"Did you mean: {answer.suggestion}"] if answer.suggestion else []
    for hit in answer.hits:
        lines += ["", hit.title, *([f"  {hit.authors}"] if hit.authors else [])]
        lines.append(f"  {hit.day}  {address(hit)}".rstrip())
    return lines


def _counts(answer: Answer) -> str:
    some = answer.found - answer.complete
    return (
        f"{counted(answer.complete, 'paper')} with all words, {some:,} with some"
        if some
        else counted(answer.found, "paper")
    )


def _limit(value: str) -> int:
    if not value.isascii() or not value.isdecimal() or not 0 < int(value) <= 1000:
        raise argparse.ArgumentTypeError(f"{value!r} is not a number of papers; use 1 to 1000")
    return int(value)


def _options(add: Add) -> None:
    add("words_of_query", nargs="+", metavar="WORD", help="The query; docs/search.md explains it.")
    add("--json", action="store_true", help="Print the papers as JSON.")
    add("--sort", choices=SORTS, default=SORTS[0], help=f"The order of the papers (default: {SORTS[0]}).")
    add("--limit", type=_limit, default=LIMIT, metavar="N", help=f"Print at most N papers (default: {LIMIT}).")


COMMANDS = {
    "search": Command(
        _run,
        "Search the published archive.",
        "Search the archive with the index that a build wrote, which needs the setting search.",
        ("source", "output", "quiet"),
        _options,
        (
            "search large language models",
            "search 'author:\"Wei Zhang\" -survey'",
            "search --sort votes 'tag:robotics after:2025-06 votes:>50'",
            "search --json 2503.01234",
        ),
    ),
}

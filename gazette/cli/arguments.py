"""The command line: what people may type, and how a command ends."""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from io import TextIOWrapper
from pathlib import Path
from typing import NoReturn

from gazette.cli import commands
from gazette.cli.asked import Build
from gazette.core.errors import BadValue, Mistakes, Refusal, Report
from gazette.core.version import ROOT
from gazette.listings import fields

DONE, MISTAKE, REFUSED = 0, 1, 2


def main(build: Build, arguments: Sequence[str] | None = None) -> int:
    """Run what was typed; the exit status: 0 done, 1 a mistake in people's files, 2 it cannot be done here."""
    _print_anyhow()
    words = sys.argv[1:] if arguments is None else arguments
    asked = typed(words)
    asked.words = words
    report = Report()
    try:
        status: int = COMMANDS[asked.command].run(asked, build, report)
    except Mistakes as mistakes:
        commands.tell(report)
        print(mistakes, file=sys.stderr)
        return MISTAKE
    except Refusal as refusal:
        print(f"gazette: {refusal}", file=sys.stderr)
        return REFUSED
    except OSError as trouble:
        where = f" ({trouble.filename})" if trouble.filename else ""
        way_out = "see to that and type it again: the site is whole"
        print(f"gazette: {trouble.strerror or trouble}{where}; {way_out}", file=sys.stderr)
        return REFUSED
    except KeyboardInterrupt:
        print("gazette: stopped; the next build will finish what was begun", file=sys.stderr)
        return REFUSED
    return status


def leave(status: int) -> NoReturn:
    """End the process here and now: Python would first free a whole archive, one value after another."""
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:  # who was to read it is gone, or its disk is full
        status = status or REFUSED
    os._exit(status)


def typed(arguments: Sequence[str]) -> argparse.Namespace:
    """What the words of a command line ask for; SystemExit if they are no command line."""
    return _parse(_with_command(list(arguments)))


def _print_anyhow() -> None:
    """Where a terminal or a file lacks a letter, its number is shown."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


@dataclass(frozen=True, slots=True)
class Command:
    run: Callable[[argparse.Namespace, Build, Report], int]
    help: str


COMMANDS = {
    "build": Command(commands.build, "build the site: content/ → public/ (the default)"),
    "serve": Command(commands.serve, "show the site in the browser, anew at every save"),
    "check": Command(commands.check, "read everything, report every problem, write nothing"),
    "import": Command(commands.import_, "turn foreign files into listings under content/"),
    "format": Command(commands.format_, "rewrite Markdown listings in canonical form"),
    "repair": Command(commands.repair, "print text with its mangled mathematics restored as $…$, a line an abstract"),
    "test": Command(commands.test, "run the tests; further arguments go to pytest"),
    "bench": Command(commands.bench, "measure how fast it is, beside others; `bench --help` tells how"),
}


def _with_command(typed: list[str]) -> list[str]:
    """`build` if no command is named."""
    first = next((word for word in typed if not word.startswith("-")), "")
    asks = {"-h", "--help"} & set(typed)
    named = typed[:1] and typed[0] in COMMANDS
    return typed if named or (asks and not first) or (typed and not typed[0].startswith("-")) else ["build", *typed]


def _parse(words: list[str]) -> argparse.Namespace:
    """What was typed; what `test` does not know itself, such as `--slow`, is for pytest."""
    if words[:1] == ["bench"]:  # it has a command line of its own
        return argparse.Namespace(command="bench", rest=words[1:])
    parser = _parser()
    typed, unknown = parser.parse_known_args(words)
    if unknown and typed.command != "test":
        parser.error(f"unrecognized arguments: {' '.join(unknown)}")
    if typed.command == "test":
        typed.rest = unknown + typed.rest  # `rest` takes all from the first word on, so the order is as typed
    return typed


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="build.py",
        description="Turn a folder of daily listings into the website of a trending-papers archive.",
        epilog="`build.py COMMAND --help` tells more of a command. README.md tells what to do first.",
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    for name, command in COMMANDS.items():
        own = commands.add_parser(name, help=command.help, description=command.help, allow_abbrev=name != "test")
        _common(own)
        _only(name, own)
    return parser


def _only(command: str, parser: argparse.ArgumentParser) -> None:
    """What this command alone is asked."""
    add = parser.add_argument
    if command == "build":
        add("--fresh", action="store_true", help="trust nothing remembered and redraw all")
        add("--jobs", type=_jobs, metavar="N", help="processes to draw with (default: all cores)")
        add("--until", type=_day, metavar="DAY", help="hold back later listings")
    if command == "serve":
        add("--port", type=_port, default=8000, metavar="N", help="8000; 0 takes any that is free")
    if command == "import":
        add("files", nargs="+", metavar="FILE", help="captures, API answers, listings; - is standard input")
        add("--date", type=_day, metavar="DAY", help="the day, where neither name nor text says it")
        add("--year", type=_year, metavar="YEAR", help="the year of a day that is given without one")
    if command == "format":
        add("files", nargs="*", metavar="FILE", help="listings (default: all of content/)")
        add("--repair", action="store_true", help="restore mangled mathematics, too")
    if command == "repair":
        add("files", nargs="*", metavar="FILE", help="listings (default: standard input, line by line)")
    if command == "test":
        add("rest", nargs=argparse.REMAINDER, metavar="…", help="arguments for pytest")


def _common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--source",
        type=Path,
        default=ROOT,
        metavar="DIR",
        help="the folder with site.yaml and content/ (default: the one of build.py)",
    )
    parser.add_argument("--content", type=Path, metavar="DIR", help="the listings (default: content/ in the source)")
    parser.add_argument("--output", type=Path, metavar="DIR", help="the site (default: public/ in the source)")
    parser.add_argument("-q", "--quiet", action="store_true", help="tell problems alone")
    parser.add_argument("-v", "--verbose", action="store_true", help="tell more")


def _port(written: str) -> int:
    if not re.fullmatch("[0-9]{1,5}", written) or int(written) > 65535:
        raise argparse.ArgumentTypeError(f"{written!r} is no port; name one up to 65535")
    return int(written)


def _jobs(written: str) -> int:
    if not re.fullmatch("[1-9][0-9]{0,2}", written):
        raise argparse.ArgumentTypeError(f"{written!r} is no number of processes; write 1 to 999")
    return int(written)


def _year(written: str) -> int:
    if not re.fullmatch("[0-9]{4}", written):
        raise argparse.ArgumentTypeError(f"{written!r} is no year; write it as 2025")
    return int(written)


def _day(written: str) -> date:
    try:
        return fields.day(written)
    except BadValue as bad:
        raise argparse.ArgumentTypeError(str(bad)) from None

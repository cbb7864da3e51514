"""The command line: parse it, run the command, choose the exit status."""

from __future__ import annotations

import argparse
import os
import re
import sqlite3
import sys
from collections.abc import Container, Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import Any, NoReturn

import gazette
from gazette.cli import archive_commands, commands, mail_commands, program, search
from gazette.cli.build_options import Build
from gazette.cli.command import Command, day
from gazette.core import errors, names
from gazette.core.errors import Mistakes, Refusal, Report

MISTAKE, REFUSED = 1, 2


def main(build: Build, words: Sequence[str] | None = None) -> int:
    """Run a command line and return its exit status.

    0: done. 1: the user's files have errors. 2: the command line is wrong, or the environment does not allow it.
    """
    _escape_unencodable()
    report = Report()
    try:
        return _run(sys.argv[1:] if words is None else words, build, report)
    except SystemExit as ended:  # argparse has printed help, the version, or what is wrong with the command line
        return ended.code if isinstance(ended.code, int) else REFUSED
    except Mistakes as mistakes:
        commands.print_warnings(report)
        print(mistakes, file=sys.stderr)
        return MISTAKE
    except BrokenPipeError:  # as in `build.py -v | head`: nobody reads the output any more
        return REFUSED
    except (Refusal, OSError, KeyboardInterrupt, sqlite3.Error) as error:
        print(f"gazette: {_explain(error)}", file=sys.stderr)
        return REFUSED


def _run(words: Sequence[str], build: Build, report: Report) -> int:
    args = parse(words)
    args.words = words
    status: int = COMMANDS[args.command].run(args, build, report)
    return status


def _explain(error: BaseException) -> str:
    if isinstance(error, KeyboardInterrupt):
        return "interrupted. Run the command again to complete it."
    if isinstance(error, OSError):
        return errors.of_system(error)
    if isinstance(error, sqlite3.Error):
        return f"the cache is damaged ({error}). Delete the folder {names.CACHE_FOLDER} and run the command again."
    return str(error)


def leave(status: int) -> NoReturn:
    """Exit at once: Python would first free every object of a large archive, which takes a while."""
    try:
        for stream in (sys.stdout, sys.stderr):
            if stream:  # None if the shell closed it (`>&-`)
                stream.flush()
    except OSError:  # the reader of a pipe is gone, or the disk is full
        status = status or REFUSED
    os._exit(status)


def _escape_unencodable() -> None:
    r"""Print characters that the terminal's encoding lacks as \u2192 instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


COMMANDS = {
    "build": Command(
        commands.build,
        "Build the site (default).",
        "Build the site from the listings in content/. Only pages that your changes affect are written.",
        ("source", "content", "output", "quiet", "verbose"),
    ),
    "serve": Command(
        commands.serve,
        "Preview the site in a browser.",
        "Serve the site on this machine. It is rebuilt, and the browser reloads, whenever you save a file. "
        "The published site is not changed.",
        ("source", "content", "quiet"),
    ),
    "check": Command(
        commands.check,
        "Report all problems without writing anything.",
        "Read all files and report all errors and warnings, also after an error in site.yaml, and what is probably "
        "wrong with listings. Nothing is written, but with --fix. The exit status is 1 if there are errors.",
        ("source", "content", "quiet"),
    ),
    "import": Command(
        commands.import_,
        "Convert other formats to Markdown listings.",
        "Convert saved pages, API responses and listings to Markdown listings in content/. "
        "Papers are added to the listing of their day if it exists. "
        "Formats: answers of Hugging Face's and arXiv's APIs, OAI-PMH, RSS, Atom and JSON feeds, BibTeX, RIS, "
        "CSL-JSON, CSV, JSON Lines, YAML, JSON, copies of Hugging Face's page, and Markdown lists of links.",
        ("source", "content", "quiet"),
    ),
    "format": Command(
        commands.format_,
        "Rewrite Markdown listings in canonical form.",
        "Rewrite Markdown listings in canonical form. Formatting a listing twice changes nothing more.",
        ("source", "content", "quiet"),
    ),
    "repair": Command(
        commands.repair,
        "Restore formulas that lost their TeX markup.",
        "Print text in which formulas that lost their TeX markup are restored as $…$. Prints one line for each line "
        "of standard input, or for each abstract of the files. No file is changed.",
    ),
    **archive_commands.COMMANDS,
    **mail_commands.COMMANDS,
    **search.COMMANDS,
    "test": Command(
        commands.test,
        "Run Gazette's tests.",
        "Run Gazette's tests: without a path, all of them, on all cores. Other options and arguments are passed to "
        "pytest.",
        ("quiet", "verbose"),
    ),
    "bench": Command(commands.bench, "Measure how fast Gazette is, and the quality of topics, formulas and pages."),
}
TEST_OPTIONS = {
    "--slow": "Run every test in full, which takes much longer.",
    "--regold": "Rewrite the expected pages in tests/sites/ after a change of the design.",
}
"""The options of tests/conftest.py."""


def parse(words: Sequence[str]) -> argparse.Namespace:
    """Parse a command line; SystemExit if it is wrong, or asks for help or the version."""
    return _parse(_with_command(list(words)))


def _with_command(words: list[str]) -> list[str]:
    """Insert `build` if the command line begins with an option of `build`, or is empty."""
    if words and (not words[0].startswith("-") or words[0] in ("-h", "--help")):
        return words
    return ["build", *words]


def _parse(words: list[str]) -> argparse.Namespace:
    if words[:1] == ["bench"] and "--version" not in words:  # bench/ parses its own options
        return argparse.Namespace(command="bench", rest=words[1:])
    parser, own = _parsers()
    args, unknown = parser.parse_known_args(search.protected(words) if words[:1] == ["search"] else words)
    if args.command == "search" and not any(word.startswith("-") for word in unknown):
        args.words_of_query += unknown  # words after an option
        unknown = []
    if unknown and args.command != "test":
        own[args.command].error(f"unrecognized arguments: {' '.join(unknown)}")
    if args.command == "test":  # `rest` begins at the first positional argument, so this is the order on the line
        args.rest = args.own + unknown + args.rest
    return args


class _Formatter(argparse.HelpFormatter):
    """Keeps the lines of examples."""

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return text if text.startswith("examples:") else super()._fill_text(text, width, indent)


def _parsers() -> tuple[argparse.ArgumentParser, dict[str, argparse.ArgumentParser]]:
    """The parser of the command line, and those of the commands by name."""
    name = program.name()
    parser = argparse.ArgumentParser(
        prog=name,
        description="Build a website from daily listings of research papers.",
        epilog=f"Run `{name} COMMAND --help` for the options of a command.",
        add_help=False,
    )
    _add_help(parser)
    adder = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    own = {}
    for command, about in COMMANDS.items():
        listed: dict[str, Any] = {"help": about.help} if commands.is_available(command) else {}
        own[command] = adder.add_parser(
            command,
            description=about.description or about.help,
            epilog="examples:\n" + "".join(f"  {name} {line}\n" for line in about.examples) if about.examples else None,
            formatter_class=_Formatter if about.examples else argparse.HelpFormatter,
            allow_abbrev=command != "test",  # an abbreviated option may be one of pytest's
            add_help=False,
            **listed,
        )
        _add_own_options(command, own[command])
        about.add_options(own[command].add_argument)
        _add_common_options(own[command], about.uses)
    return parser, own


def _add_own_options(command: str, parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    if command == "build":
        add("--fresh", action="store_true", help="Ignore the cache and draw every page again.")
        add("--jobs", type=_jobs, metavar="N", help="Number of processes (default: the number of cores).")
        add("--until", type=day, metavar="DAY", help="Leave out listings after this day, such as 2025-03-12.")
    if command == "serve":
        add("--port", type=_port, default=8000, metavar="N", help="Port (default: 8000). 0 selects a free one.")
    if command == "check":
        add("--fix", action="store_true", help="First correct in Markdown listings what has only one right form.")
        add("--format", choices=("text", "json"), default="text", help="How to print problems (default: text).")
        add("--explain", metavar="ID", help="Only print where each field of a paper comes from: an id, or its address.")
    if command == "import":
        add("files", nargs="+", metavar="FILE", help="Files to convert. - reads standard input.")
        add("--date", type=day, metavar="DAY", help="The day, if neither the file's name nor its text gives it.")
        add("--year", type=_year, metavar="YEAR", help="The year, if the text gives a day without one.")
    if command == "format":
        add("files", nargs="*", metavar="FILE", help="Listings to format (default: all in content/).")
        add("--repair", action="store_true", help="Also restore formulas that lost their TeX markup.")
    if command == "repair":
        add("files", nargs="*", metavar="FILE", help="Listings (default: lines of text from standard input).")
    if command == "test":
        for option, help in TEST_OPTIONS.items():
            add(option, action="append_const", dest="own", const=option, default=[], help=help)
        add("rest", nargs=argparse.REMAINDER, metavar="…", help="Options and arguments for pytest.")


def _add_common_options(parser: argparse.ArgumentParser, used: Container[str]) -> None:
    group = parser.add_argument_group("general options")
    default = "the folder of build.py" if program.name() == program.SCRIPT else "the current folder"

    def add(to: argparse._ActionsContainer, *names: str, help: str, **more: Any) -> None:
        to.add_argument(*names, help=help if names[-1][2:] in used else argparse.SUPPRESS, **more)

    folder = {"type": Path, "metavar": "DIR"}
    help = f"Folder with site.yaml and content/ (default: {default})."
    add(group, "--source", default=program.default_source(), help=help, **folder)
    add(group, "--content", help="Folder with the listings (default: content/ in the source).", **folder)
    add(group, "--output", help="Folder for the site (default: public/ in the source).", **folder)
    either = group.add_mutually_exclusive_group()
    add(either, "-q", "--quiet", action="store_true", help="Print only errors and warnings.")
    add(either, "-v", "--verbose", action="store_true", help="Print more, such as the files that changed.")
    _add_help(group)


def _add_help(parser: argparse._ActionsContainer) -> None:
    version = f"gazette {gazette.__version__}"
    parser.add_argument("-h", "--help", action="help", help="Show help and exit.")
    parser.add_argument("--version", action="version", version=version, help="Show Gazette's version and exit.")


def _port(value: str) -> int:
    if not re.fullmatch("[0-9]{1,5}", value) or int(value) > 65535:
        raise argparse.ArgumentTypeError(f"{value!r} is not a port; use a number from 0 to 65535")
    return int(value)


def _jobs(value: str) -> int:
    if not re.fullmatch("[1-9][0-9]{0,2}", value):
        raise argparse.ArgumentTypeError(f"{value!r} is not a number of processes; use 1 to 999")
    return int(value)


def _year(value: str) -> int:
    if not re.fullmatch("[0-9]{4}", value):
        raise argparse.ArgumentTypeError(f"{value!r} is not a year; write it as 2025")
    return int(value)

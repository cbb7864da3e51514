"""The arguments of `build.py bench`."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.corpora.papers import PAPERS_PER_DAY
from bench.generators.registry import GENERATORS
from bench.quality.screenshots import HEIGHT, THEMES, WIDTHS
from bench.speed.benchmark import MEASURES

PROGRAM = "build.py bench"
DESCRIPTION = "Measure how fast Gazette is, and the quality of its topics, formulas and pages."
EPILOG = "Without COMMAND, `run` is used. `build.py bench COMMAND --help` describes a command."
RUN_EPILOG = """\
measures:
  clean     a build without a cache into a new folder: Gazette with what every generator can do, and the others
  full      the same build with every page that Gazette has
  io        only writing: `cp -a` of Gazette's site, and a process that writes as many files of the same sizes
  memory    the peak memory of all processes together, in separate runs
  same      a rebuild without a change
  day       a rebuild after a day of 25 papers was added
  touched   a rebuild after the modification time of every listing changed, but not its content

Generators that are not installed are skipped. Everything is written to a new folder in --scratch, which is removed
at the end. The tables are printed as Markdown, progress messages to standard error. docs/benchmarks.md explains them.

With --against, both checkouts build the same papers alternately, each with its own source, cache and output folders,
and with the same Python and packages. Other generators and `io` are then left out unless you ask for them."""
MEASURES_AGAINST = tuple(name for name in MEASURES if name != "io")


def parse(words: Sequence[str]) -> argparse.Namespace:
    """Return the arguments with `command`; print help or usage and raise SystemExit if that is what they ask for."""
    if words[:1] in (["-h"], ["--help"]):
        print(f"{_parser().format_help()}\n{_parser('run').format_help()}", end="")
        raise SystemExit(0)
    named = words and not words[0].startswith("-")
    arguments = _parser().parse_args(words if named else ["run", *words])
    if problem := COMMANDS[arguments.command].problem(arguments):
        _parser(arguments.command).error(problem)
    return arguments


def _parser(command: str = "") -> argparse.ArgumentParser:
    """Return the parser of all commands, or of one."""
    parser = argparse.ArgumentParser(prog=PROGRAM, description=DESCRIPTION, epilog=EPILOG, add_help=False)
    _add_help(parser)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND", title="commands")
    parsers = {"": parser}
    for name, each in COMMANDS.items():
        style = argparse.RawDescriptionHelpFormatter
        parsers[name] = commands.add_parser(
            name, help=each.help, description=each.help, epilog=each.epilog, formatter_class=style, add_help=False
        )
        each.add_arguments(parsers[name])
        _add_help(parsers[name])
    return parsers[command]


def _add_help(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("-h", "--help", action="help", help="Show help and exit.")


def _run(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add(
        "--sizes",
        type=_sizes,
        default="1000,10000,100000",
        metavar="N,…",
        help="Numbers of synthetic papers (default: %(default)s).",
    )
    add(
        "--corpus", type=_named_file, action="append", default=[], metavar="NAME=FILE", help="Add a corpus; repeatable."
    )
    add("--runs", type=_number, default=3, metavar="N", help="Rounds of each measure (default: %(default)s).")
    add("--only", type=_names(MEASURES), metavar="NAME,…", help="Measures (default: all of those below).")
    add(
        "--generators",
        type=_names(GENERATORS),
        metavar="NAME,…",
        help=f'Other generators (default: {",".join(GENERATORS)}); "" for none.',
    )
    for name in GENERATORS:
        add(f"--{name}", type=Path, metavar="PATH", help=f"The program {name}, if it is not found.")
    add("--against", type=Path, metavar="CHECKOUT", help="Compare with another checkout of Gazette.")
    add("--scratch", type=Path, metavar="DIR", help="Where to write (default: the system's temporary folder).")


def _make(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("output", type=Path, metavar="OUT.jsonl")
    add("count", type=_number, metavar="N", help="The number of papers: 25 a day, from 2015-01-01.")
    add("--seed", type=int, default=1, metavar="S", help="Another seed gives other papers (default: %(default)s).")


def _corpus(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add(
        "corpus",
        type=Path,
        metavar="CORPUS.jsonl",
        help="As `make` or the ACL Anthology writes it, or .jsonl.gz.",
    )
    add("folder", type=Path, metavar="DIR", help="A source folder; papers are added to it if it exists.")
    add("--full", action="store_true", help="With every page that Gazette has, not only what other generators have.")
    add("--start", type=_index, default=0, metavar="N", help="From paper number N, counted from 0.")
    add("--stop", type=_index, metavar="N", help="Up to, but not including, paper number N.")


def _words(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("papers", nargs="+", type=Path, metavar="PAPERS", help="A corpus, or a folder of listings.")
    add("--stop", type=_number, metavar="N", help="Count only the first N papers with an abstract.")


def _topics(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("folders", nargs="*", type=Path, metavar="FOLDER", help="A folder of listings, in any format Gazette imports.")
    add("--sample", type=_number, metavar="N", help="Print N pairs of a paper and a topic for you to judge, as TSV.")
    add("--seed", type=int, default=1, metavar="S", help="Choose other pairs (default: %(default)s).")
    add("--judged", type=Path, metavar="TABLE", help="Print the precision of a table that you have judged.")
    add("--labelled", type=Path, metavar="TABLE", help="Print how many of the labels of papers in a table are found.")
    add("--learn", type=Path, metavar="TABLE", help="Learn the weights of words from such a table, and print them.")


def _search(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("site", type=Path, metavar="SITE", help="The folder that a build with the setting search wrote.")
    add("--queries", type=_number, default=500, metavar="N", help="Queries of each kind (default: %(default)s).")
    add("--seed", type=int, default=1, metavar="S", help="Ask other queries (default: %(default)s).")
    add("--chromium", type=Path, metavar="PATH", help="Also measure how fast this browser ranks; needs Playwright.")


def _related(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("folder", type=Path, metavar="FOLDER", help="A folder of listings named after their days.")
    add("--seed", type=int, default=1, metavar="S", help="Choose other papers at random (default: %(default)s).")


def _trends(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("folder", type=Path, metavar="FOLDER", help="A folder with the listings of two years or more.")
    add("--days", type=_number, default=5, metavar="N", help="Days, eight weeks apart (default: %(default)s).")


def _maths(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("corpus", nargs="?", type=Path, metavar="CORPUS", help="Abstracts with TeX (.jsonl), or sentences (.txt).")
    add("--framed", action="store_true", help="Put each formula of the corpus into made-up sentences.")
    add("--misses", type=_index, default=0, metavar="N", help="Print N formulas that were not restored as they were.")
    add("--listings", type=Path, metavar="FOLDER", help="Print every formula that is restored in these listings.")
    add("--limit", type=_number, metavar="N", help="Read only the first N abstracts of the listings.")


def _formulas(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("sheet", type=Path, metavar="SHEET.html", help="The page to write.")
    add("--corpus", type=Path, metavar="CORPUS.jsonl", help="Take formulas from abstracts with TeX.")
    add("--listings", type=Path, metavar="FOLDER", help="Take formulas from listings.")
    add("--each", type=_number, default=30, metavar="N", help="Formulas from each of the two (default: %(default)s).")
    add("--seed", type=int, default=1, metavar="S", help="Choose other formulas (default: %(default)s).")
    add("--katex", type=Path, metavar="DIST", help="Draw each formula with KaTeX, too; DIST is its folder dist.")
    add(
        "--picture",
        type=Path,
        metavar="FILE.png",
        help="Also save a picture of it; needs Playwright and Chromium.",
    )
    add("--chromium", type=Path, metavar="PATH", help="The browser (default: the one on PATH).")


def _screens(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    widths = ", ".join(map(str, WIDTHS))
    add("site", type=Path, metavar="SITE", help="The folder that a build wrote, such as public/.")
    add("pictures", type=Path, metavar="PICTURES", help="The folder for the pictures.")
    add("--page", action="append", default=[], metavar="PAGE", help="A page (default: one of each kind); repeatable.")
    add("--width", action="append", type=_number, metavar="PIXELS", help=f"A width (default: {widths}); repeatable.")
    add(
        "--height", type=_number, default=HEIGHT, metavar="PIXELS", help="Cut off what is below (default: %(default)s)."
    )
    add("--theme", action="append", choices=THEMES, help="A theme (default: both).")
    add("--chromium", type=Path, metavar="PATH", help="The browser (default: the one on PATH).")


def _topics_problem(arguments: argparse.Namespace) -> str:
    return "" if arguments.folders or arguments.judged else "pass a folder of listings, or a table with --judged"


def _maths_problem(arguments: argparse.Namespace) -> str:
    return "" if arguments.corpus or arguments.listings else "pass a corpus, or a folder with --listings"


def _formulas_problem(arguments: argparse.Namespace) -> str:
    return "" if arguments.corpus or arguments.listings else "pass a corpus with --corpus, or a folder with --listings"


@dataclass(frozen=True, slots=True)
class Command:
    help: str
    add_arguments: Callable[[argparse.ArgumentParser], None]
    problem: Callable[[argparse.Namespace], str] = lambda _: ""
    """Returns what is wrong with a combination of arguments."""
    epilog: str | None = None


COMMANDS = {
    "run": Command("Measure builds and rebuilds, and print tables.", _run, epilog=RUN_EPILOG),
    "make": Command("Generate a corpus of synthetic papers.", _make),
    "corpus": Command("Turn a corpus into a source folder for `build --source`.", _corpus),
    "words": Command("Report how frequent the words of some papers are.", _words),
    "topics": Command("Report how well the topics fit the papers of some listings.", _topics, _topics_problem),
    "search": Command("Measure how well the search of a site finds papers, and what a query reads.", _search),
    "related": Command("Measure how well related papers fit, and what they cost.", _related),
    "trends": Command("Measure how long rising subjects and words last.", _trends),
    "maths": Command("Measure how well formulas that lost their markup are restored.", _maths, _maths_problem),
    "formulas": Command("Write a page that shows formulas next to their TeX.", _formulas, _formulas_problem),
    "screens": Command("Take pictures of a site's pages; needs Playwright and Chromium.", _screens),
}


def _number(text: str) -> int:
    if not re.fullmatch("[1-9][0-9]{0,7}", text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a positive number; write 1 or more")
    return int(text)


def _index(text: str) -> int:
    return 0 if text == "0" else _number(text)


def _sizes(text: str) -> tuple[int, ...]:
    """Parse numbers of papers: rounded down to whole days, sorted."""
    sizes = [_number(each) for each in text.split(",")] if text else []
    return tuple(sorted({max(size // PAPERS_PER_DAY, 1) * PAPERS_PER_DAY for size in sizes}))


def _names(known: Collection[str]) -> Callable[[str], tuple[str, ...]]:
    def parse(text: str) -> tuple[str, ...]:
        names = text.split(",") if text else []
        if unknown := [each for each in names if each not in known]:
            raise argparse.ArgumentTypeError(f"{unknown[0]!r} is not one of {', '.join(known)}")
        return tuple(each for each in known if each in names)

    return parse


def _named_file(text: str) -> tuple[str, Path]:
    name, _, path = text.partition("=")
    if not re.fullmatch("[a-z0-9-]+", name) or not path:
        raise argparse.ArgumentTypeError(f"{text!r} is not NAME=FILE; write it as acl=FILE")
    return name, Path(path)

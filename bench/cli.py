"""Measure Gazette, beside other generators and beside the least that any could take."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from bench import corpus, made, run
from bench.measures import NAMES
from bench.peer import PEERS

COMMANDS = ("run", "corpus", "make")
WHAT = """\
measures:
  clean     all anew into a new folder: Gazette with what every generator can do, and the peers
  full      the same with everything that Gazette has
  floor     cp -a of Gazette's site, and one process that only writes as many files of the same sizes
  memory    the peak of all processes together, watched in a run of its own
  same      a rebuild with nothing new
  day       a rebuild with a day of 25 more papers
  touched   a rebuild with every listing touched, none changed

Sources and sites lie in a new folder in --scratch, which goes at the end.  The tables are printed as Markdown;
what is going on is told on standard error.  BENCHMARKS.md says how to read them."""


def main(words: Sequence[str]) -> int:
    """Do what was typed after `build.py bench`; `run` if nothing is named."""
    if words and words[0] in ("-h", "--help"):
        print(_help())
        return 0
    typed = _parser().parse_args(words if words and words[0] in COMMANDS else ["run", *words])
    if typed.command == "make":
        made.make(typed.out, typed.count, typed.seed)
    elif typed.command == "corpus":
        rows = corpus.read(typed.corpus, typed.start, typed.stop)
        count = corpus.write(rows, typed.folder, corpus.FULL if typed.full else corpus.BARE)
        print(f"{count:,} papers into {typed.folder}")
    else:
        programs = {name: getattr(typed, name) for name in PEERS}
        ask = run.Ask(typed.sizes, typed.corpus, typed.runs, typed.only, typed.peers, programs)
        for part in run.report(ask, typed.scratch):
            print(part, flush=True)
    return 0


def _help() -> str:
    """Of all three commands at once."""
    return "\n".join([_parser().format_help(), *(_parser(name).format_help() for name in COMMANDS)])


def _parser(name: str = "") -> argparse.ArgumentParser:
    """The parser of all commands, or of the one that is named."""
    raw = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(prog="build.py bench", description=__doc__, formatter_class=raw)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    own = {}
    for command, (told, fill) in _COMMANDS.items():
        epilog = WHAT if command == "run" else None
        own[command] = commands.add_parser(command, help=told, description=told, epilog=epilog, formatter_class=raw)
        fill(own[command])
    return own.get(name, parser)


def _run(parser: argparse.ArgumentParser) -> None:
    names, peers = ",".join(NAMES), ",".join(PEERS)
    add = parser.add_argument
    add("--sizes", type=_sizes, default="1000,10000,100000", metavar="N,…", help="how many papers (%(default)s)")
    add("--corpus", type=_named, action="append", default=[], metavar="NAME=FILE", help="one more corpus; or several")
    add("--runs", type=_number, default=3, metavar="N", help="rounds of each measure (%(default)s)")
    add("--only", type=_some(NAMES), default=names, metavar="NAME,…", help="measures (%(default)s)")
    add("--peers", type=_some(PEERS), default=peers, metavar="NAME,…", help='(%(default)s); "" for none')
    for each in PEERS:
        add(f"--{each}", type=Path, metavar="PATH", help=f"{each}'s program, where it is not found by itself")
    add("--scratch", type=Path, metavar="DIR", help="where there is room (default: the system's temporary folder)")


def _corpus(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("corpus", type=Path, metavar="CORPUS.jsonl", help="as `make` writes it, or the ACL Anthology's; or .jsonl.gz")
    add("folder", type=Path, metavar="DIR")
    add("--full", action="store_true", help="with every page that Gazette has, not only what its peers have too")
    add("--start", type=int, default=0, metavar="N", help="papers from number N on, counted from 0")
    add("--stop", type=int, metavar="N", help="papers before number N")


def _make(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("out", type=Path, metavar="OUT.jsonl")
    parser.add_argument("count", type=_number, metavar="N")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="another seed, other papers (%(default)s)")


_COMMANDS: dict[str, tuple[str, Callable[[argparse.ArgumentParser], None]]] = {
    "run": ("measure, and print tables (the default)", _run),
    "corpus": ("a corpus as a source folder for `build --source`, or more papers for one that is there", _corpus),
    "make": ("made-up papers, 25 a day from 2015 on; few of a seed are the first of many", _make),
}


def _number(written: str) -> int:
    if not re.fullmatch("[1-9][0-9]{0,7}", written):
        raise argparse.ArgumentTypeError(f"{written!r} is no number; write 1 or more")
    return int(written)


def _sizes(written: str) -> tuple[int, ...]:
    """Whole days, the small ones first."""
    sizes = [_number(each) for each in written.split(",")] if written else []
    return tuple(sorted({max(size // corpus.PER_DAY, 1) * corpus.PER_DAY for size in sizes}))


def _some(known: Collection[str]) -> Callable[[str], tuple[str, ...]]:
    def read(written: str) -> tuple[str, ...]:
        named = written.split(",") if written else []
        if odd := [each for each in named if each not in known]:
            raise argparse.ArgumentTypeError(f"{odd[0]!r} is none of {', '.join(known)}")
        return tuple(each for each in known if each in named)

    return read


def _named(written: str) -> tuple[str, Path]:
    name, _, path = written.partition("=")
    if not re.fullmatch("[a-z0-9-]+", name) or not Path(path).is_file():
        raise argparse.ArgumentTypeError(f"{written!r} names no file; write it as acl=FILE")
    return name, Path(path)

"""How well mangled mathematics is restored.

    python3 bench/maths.py CORPUS.jsonl.gz                  mangle its abstracts, restore them, compare
    python3 bench/maths.py CORPUS.jsonl.gz --misses 40      and print some that went wrong
    python3 bench/maths.py --listings FOLDER                repairs made in real abstracts, to be read and judged

Run it from the project's folder.  `mangled` says how the abstracts are mangled and what counts as found.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench import mangled
from gazette import tex
from gazette.core.errors import Report
from gazette.listings import importers
from gazette.sources.files import UnreadFile
from gazette.tex import mathml

RUNS = 5


def compare(corpus: Path, misses: int) -> None:
    """Print the table, and some formulas that were not restored as they had been."""
    pairs = [mangled.mangle(abstract) for abstract in mangled.abstracts(corpus)]
    score = mangled.Score()
    wrong = [words for text, formulas in pairs for words in score.add(text, formulas)]
    for words in random.Random(7).sample(wrong, min(misses, len(wrong))):
        print(words)
    for name, value in rows(score):
        print(f"| {name} | {value} |")
    print(f"| restoring, µs an abstract | {cost([text for text, _ in pairs]):.0f} |")
    print(f"| converting, µs an expression | {conversion([each.tex for _, row in pairs for each in row]):.0f} |")


def rows(score: mangled.Score) -> list[tuple[str, str]]:
    return [
        ("abstracts with formulas", f"{score.abstracts:,}"),
        ("formulas; of them required", f"{score.formulas:,}; {score.required:,}"),
        ("precision, of restored formulas", _share(score.right, score.restored)),
        ("precision, of the commands and scripts in them", _share(score.tokens_right, score.tokens)),
        ("recall, required", _share(score.required_found, score.required)),
        ("recall, required, with every letter and sign of the original", _share(score.required_whole, score.required)),
        ("recall, all", _share(score.found, score.formulas)),
        ("characters altered outside formulas", f"{score.altered}"),
    ]


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.4f} ({part:,} of {whole:,})"


def cost(texts: Sequence[str]) -> float:
    """Microseconds to restore one, the median of several rounds."""
    return _median(texts, tex.lost_formulas.__wrapped__)


def conversion(formulas: Sequence[str]) -> float:
    """Microseconds to convert one that was not met before."""
    return _median(list(dict.fromkeys(formulas)), mathml.render.__wrapped__)


def _median(things: Sequence[str], work: Callable[[str], object]) -> float:
    rounds = []
    for _ in range(RUNS):
        began = time.process_time()
        for thing in things:
            work(thing)
        rounds.append((time.process_time() - began) / len(things) * 1e6)
    return statistics.median(rounds)


def tell(folder: Path, most: int) -> None:
    """Every repair in the abstracts of real listings."""
    texts = list(dict.fromkeys(real(folder)))[:most]
    found = [(text, each) for text in texts for each in tex.lost_formulas(text)]
    for text, each in found:
        print(f"{each.tex}   in   …{text[max(0, each.start - 30) : each.end + 30]}…")
    repaired = len({text for text, _ in found})
    counted = f"{len(texts):,} abstracts, {repaired:,} with repairs, {len(found):,} repairs"
    print(f"{counted}, {cost(texts):.0f} µs an abstract")


def real(folder: Path) -> Iterator[str]:
    """The abstracts of a folder of listings."""
    for path in sorted(folder.rglob("*.json")):
        source = UnreadFile(path.name, path).read(Report(path.name))
        listing = importers.parse(source, Report(path.name)) if source else None
        for entry in listing.entries if listing else ():
            yield "\n\n".join(entry.abstract)


def main() -> None:
    typed = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    typed.add_argument("corpus", type=Path, nargs="?")
    typed.add_argument("--misses", type=int, default=0, help="so many that went wrong")
    typed.add_argument("--listings", type=Path, help="a folder of listings")
    typed.add_argument("--most", type=int, default=100_000, help="so many abstracts of the listings")
    asked = typed.parse_args()
    if asked.corpus:
        compare(asked.corpus, asked.misses)
    if asked.listings:
        tell(asked.listings, asked.most)


if __name__ == "__main__":
    main()

"""How well mangled mathematics is restored.

    python3 bench/maths.py CORPUS.jsonl.gz                  mangle its abstracts, restore them, compare
    python3 bench/maths.py CORPUS.jsonl.gz --misses 40      and print some that went wrong
    python3 bench/maths.py --listings FOLDER                repairs made in real abstracts, to be read and judged

Run it from the project's folder.  A corpus has a JSON object a line, with an `abstract` that holds TeX.  It is mangled as
the papers page mangles: everywhere `\\name{argument}` becomes `argument`, up to the first `}`; then between two `$` every
backslash goes, and the two `$`.  A restored formula is right if its tokens are those of the original at the same place.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from gazette import importers, tex
from gazette.content import Unread
from gazette.errors import Report
from gazette.tex import names

RUNS = 5
_COMMAND = re.compile(r"\\[A-Za-z]+\{([^}]*)\}")
_FORMULA = re.compile(r"\$([^$]+)\$")
_TOKEN = re.compile(r"\\[A-Za-z]+|\\.|\S", re.DOTALL)
_SCAR = re.compile(r"[_^]|\{\w+\}|\{\W\}")


@dataclass(frozen=True, slots=True)
class Formula:
    """Where a formula stands in a text without `$`, what it was, and whether it is to be found again."""

    start: int
    end: int
    tex: str
    required: bool = False


def mangle(abstract: str) -> tuple[str, tuple[Formula, ...]]:
    """The abstract as the papers page would show it, and the formulas that were in it, as far as they came through."""
    first = _COMMAND.sub(r"\1", abstract)
    whole = set(_FORMULA.findall(abstract))
    text, formulas, last = "", [], 0
    for match in _FORMULA.finditer(first):
        text += first[last : match.start()]
        bare = match[1].replace("\\", "")
        kept = match[1] in whole
        formulas.append(Formula(len(text), len(text) + len(bare), match[1], kept and scarred(bare)))
        text += bare
        last = match.end()
    return text + first[last:], tuple(formulas)


def scarred(bare: str) -> bool:
    """Whether a formula without `$` and backslashes still shows that it is one."""
    words = re.findall(r"[A-Za-z]+", bare)
    glued = re.findall(r"(?<=[\d)\]}])[A-Za-z]+|[A-Za-z]+(?=[\d(\[{])", bare)
    return bool(
        _SCAR.search(bare)
        or any(part in names.ALL - names.WORDS for word in words for part in names.split(word))
        or any(word in names.ALL for word in glued)
        or any(len(names.split(word)) > 1 for word in words)
        or any(word in names.GREEK and re.search(rf"\b{word}\s*[=<>]|[=<>]\s*{word}\b", bare) for word in words)
    )


@dataclass(slots=True)
class Score:
    """What was found of the formulas of all abstracts."""

    formulas: int = 0
    found: int = 0
    required: int = 0
    required_found: int = 0
    restored: int = 0
    right: int = 0
    exact: int = 0
    altered: int = 0
    abstracts: int = 0

    def add(self, text: str, formulas: Sequence[Formula]) -> Iterator[str]:
        """Compare; what went wrong is yielded in words."""
        restored = [Formula(each.start, each.end, each.tex) for each in tex.restored(text)]
        there = {token for each in formulas for token in places(text, each)}
        ours = {token for each in restored for token in places(text, each)}
        names = {place for place, token in there if len(token) > 1}
        self.abstracts += 1
        self.altered += sum(each.tex.replace("\\", "") != text[each.start : each.end] for each in restored)
        for each in formulas:
            hit = {token for token in places(text, each) if _needs(token[1])} <= ours
            self.formulas += 1
            self.found += hit
            self.required += each.required
            self.required_found += each.required and hit
            if each.required and not hit:
                yield f"missed  {each.tex}   in   …{text[max(0, each.start - 40) : each.end + 40]}…"
        for each in restored:
            tokens = places(text, each)
            meant = any(other.start < each.end and each.start < other.end for other in formulas)
            right = meant and all(place in there or (len(place[1]) == 1 and place[0] not in names) for place in tokens)
            self.restored += 1
            self.right += right
            self.exact += any(other.start == each.start and other.end == each.end for other in formulas) and right
            if not right:
                yield f"wrong   {each.tex}   in   …{text[max(0, each.start - 40) : each.end + 40]}…"


def _needs(token: str) -> bool:
    """Whether a token means something else, or nothing, outside a formula."""
    return token[0] == "\\" and token != "\\%" or token in ("^", "_")


def places(text: str, formula: Formula) -> set[tuple[int, str]]:
    """The tokens of a formula, each with its place in the mangled text."""
    found, at = set(), formula.start
    for token in _TOKEN.findall(formula.tex):
        bare = token.removeprefix("\\")
        at = text.find(bare, at) if bare.strip() else at
        found.add((at, token))
        at += len(bare)
    return found


def abstracts(corpus: Path) -> Iterator[str]:
    """The abstracts of a corpus that hold formulas."""
    opened = gzip.open(corpus, "rt", encoding="utf-8") if corpus.suffix == ".gz" else corpus.open(encoding="utf-8")
    with opened as lines:
        for line in lines:
            abstract = json.loads(line).get("abstract") or ""
            if _FORMULA.search(abstract):
                yield abstract


def compare(corpus: Path, misses: int) -> None:
    pairs = [mangle(abstract) for abstract in abstracts(corpus)]
    score = Score()
    wrong = [words for text, formulas in pairs for words in score.add(text, formulas)]
    for words in random.Random(7).sample(wrong, min(misses, len(wrong))):
        print(words)
    rows = [
        ("abstracts with formulas", f"{score.abstracts:,}"),
        ("formulas, required", f"{score.formulas:,}, {score.required:,}"),
        ("precision, of formulas", f"{score.right / score.restored:.4f} ({score.right:,} of {score.restored:,})"),
        ("of these, with the very extent of the original", f"{score.exact:,}"),
        ("recall, required", f"{score.required_found / score.required:.4f}"),
        ("recall, all", f"{score.found / score.formulas:.4f}"),
        ("characters altered outside formulas", f"{score.altered}"),
        ("µs an abstract", f"{cost([text for text, _ in pairs]):.0f}"),
    ]
    for name, value in rows:
        print(f"| {name} | {value} |")


def cost(texts: Sequence[str]) -> float:
    """Microseconds to restore one, the median of several rounds."""
    rounds = []
    for _ in range(RUNS):
        began = time.perf_counter()
        for text in texts:
            tex.restored(text)
        rounds.append((time.perf_counter() - began) / len(texts) * 1e6)
    return statistics.median(rounds)


def tell(folder: Path, most: int) -> None:
    """Every repair in the abstracts of real listings."""
    texts = list(dict.fromkeys(real(folder)))[:most]
    found = [(text, each) for text in texts for each in tex.restored(text)]
    for text, each in found:
        print(f"{each.tex}   in   …{text[max(0, each.start - 30) : each.end + 30]}…")
    repaired = len({text for text, _ in found})
    print(f"{len(texts):,} abstracts, {repaired:,} with repairs, {len(found):,} repairs, {cost(texts):.0f} µs an abstract")


def real(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*.json")):
        source = Unread(path.name, path).read(Report(path.name))
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

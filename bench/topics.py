"""How well the topics of gazette/topics.yaml fit the papers of some folders of listings.

    python3 bench/topics.py FOLDER...                       coverage, distribution, overlaps, cost
    python3 bench/topics.py FOLDER... --sample 200 --seed 7     pairs to judge, as TSV, as many from each folder
    python3 bench/topics.py --judged bench/topics.tsv           the precision of the pairs that were judged

Run it from the project's folder.  The folders hold listings in any format that Gazette reads; a
paper that several of them list counts once for each folder.  A copied page that tells no day is
read as if it were of 2000, for topics know no days.  A judged table has the columns id, title,
topic, judgement (right or wrong) and reason; the id is arXiv's, or the title where there is none.
"""

from __future__ import annotations

import argparse
import csv
import random
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from math import sqrt
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from gazette import config
from gazette.config import topics
from gazette.config.topics import Vocabulary
from gazette.core.errors import Report
from gazette.core.model import Entry
from gazette.listings import importers
from gazette.sources import files
from gazette.sources.files import SourceFile

RUNS = 7
MUCH = 0.8
FEW = 5
Found = Sequence[tuple[Entry, tuple[str, ...]]]


def main() -> None:
    asked = _asked()
    if asked.judged:
        print(judged(asked.judged.read_text("utf-8")))
        return
    words = topics.vocabulary(config.parse("title: Bench\nurl: https://example.org/", Report()).topics)
    papers = {folder: read(folder) for folder in asked.folders}
    if asked.sample:
        _print_sample(papers, words, asked.sample, asked.seed)
        return
    for folder, entries in papers.items():
        print(f"\n{folder}: {len(entries):,} papers")
        found = [(entry, topics.find(entry, words)) for entry in entries]
        print("\n".join([*coverage(found), *sizes(found, words), *overlaps(found, words), cost(entries, words)]))


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER", help="where listings lie")
    parser.add_argument("--sample", type=int, metavar="N", help="print N pairs of a paper and a topic")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="which pairs (%(default)s)")
    parser.add_argument("--judged", type=Path, metavar="TABLE", help="print the precision of a judged table")
    asked = parser.parse_args()
    if not asked.folders and not asked.judged:
        parser.error("name a folder of listings, or a table with --judged")
    return asked


# Papers.


def read(folder: Path) -> tuple[Entry, ...]:
    """Every paper of the folder's listings, once; what cannot be read is told on stderr."""
    report = Report()
    listed = files.read(Path.cwd(), folder.resolve(), report).listings
    sources = [source for each in listed if (source := each.read(report))]
    papers = {_name(entry): entry for source in sources for entry in _entries(source, report)}
    for problem in report.errors:
        print(problem, file=sys.stderr)
    return tuple(papers.values())


def _entries(source: SourceFile, report: Report) -> Sequence[Entry]:
    name = Path(source.path).name
    for path in (source.path, f"2000-{name}", f"2000-01-01-{name}"):
        trouble = Report(source.path)
        listing = importers.parse(replace(source, path=path), trouble)
        if listing:
            return listing.entries
    report.errors.extend(trouble.errors)
    return ()


def _name(entry: Entry) -> str:
    return entry.arxiv or entry.title


# Figures.


def coverage(found: Found) -> Iterator[str]:
    """The share of papers with a topic, and how many papers have how many."""
    counts = [len(slugs) for _, slugs in found]
    tally = Counter(counts)
    yield f"with a topic: {1 - tally[0] / len(counts):.1%}"
    yield (
        f"topics a paper: median {statistics.median(counts):g}, mean {statistics.mean(counts):.2f}, "
        f"most {max(counts)}; " + ", ".join(f"{n} on {tally[n]:,}" for n in sorted(tally))
    )


def sizes(found: Found, words: Vocabulary) -> Iterator[str]:
    """How many papers each topic has, the greatest first."""
    tally = Counter(slug for _, slugs in found for slug in slugs)
    yield "papers a topic: " + ", ".join(f"{slug} {count:,}" for slug, count in tally.most_common())
    yield "topics without a paper: " + (", ".join(slug for slug in words.topics if not tally[slug]) or "none")


def overlaps(found: Found, words: Vocabulary) -> Iterator[str]:
    """The pairs that share more than MUCH of their papers: of both together, or of the smaller of them.

    Topics of fewer than FEW papers are left out, for chance decides there.
    """
    papers: dict[str, set[int]] = {}
    for place, (_, slugs) in enumerate(found):
        for slug in slugs:
            papers.setdefault(slug, set()).add(place)
    grown = sorted(slug for slug, places in papers.items() if len(places) >= FEW)
    rows = [row for one, other in combinations(grown, 2) if (row := _overlap(one, other, papers, words))]
    yield f"pairs that overlap by more than {MUCH:.0%}: " + ("; ".join(rows) or "none")


def _overlap(one: str, other: str, papers: Mapping[str, set[int]], words: Vocabulary) -> str:
    shared = len(papers[one] & papers[other])
    together = shared / len(papers[one] | papers[other])
    smaller, greater = sorted((one, other), key=lambda slug: len(papers[slug]))
    within = shared / len(papers[smaller])
    kin = " (its child)" if words.topics[smaller].parent == greater else ""
    if together > MUCH:
        return f"{one} and {other}, Jaccard {together:.0%}"
    return f"{smaller} lies within {greater}{kin}, containment {within:.0%}" if within > MUCH else ""


def cost(entries: Sequence[Entry], words: Vocabulary) -> str:
    """The processor's time that matching takes, over several runs."""
    runs = []
    for _ in range(RUNS):
        start = time.process_time()
        for entry in entries:
            words.cache.clear()  # what is found is remembered, and the search is what is measured
            topics.find(entry, words)
        runs.append((time.process_time() - start) / len(entries) * 1e6)
    return f"matching a paper: median {statistics.median(runs):.0f} µs, least {min(runs):.0f} µs, of {RUNS} runs"


# Judgement.


def sample(papers: Iterable[Entry], words: Vocabulary, size: int, seed: int) -> list[tuple[Entry, str]]:
    """Pairs of a paper and one of its topics, drawn at random but the same for the same seed."""
    pairs = [(entry, slug) for entry in papers for slug in topics.find(entry, words)]
    return random.Random(seed).sample(pairs, min(size, len(pairs)))


def _print_sample(papers: Mapping[Path, Sequence[Entry]], words: Vocabulary, size: int, seed: int) -> None:
    table = csv.writer(sys.stdout, delimiter="\t", lineterminator="\n")
    table.writerow(["id", "title", "topic", "judgement", "reason"])
    for place, entries in enumerate(papers.values()):
        share = size // len(papers) + (place < size % len(papers))
        for entry, slug in sample(entries, words, share, seed):
            table.writerow([_name(entry), entry.title, slug, "", ""])


def judged(table: str) -> str:
    """The share of right pairs in the table, with Wilson's interval of 95 %."""
    rows = list(csv.DictReader(table.splitlines(), delimiter="\t"))
    odd = [row["judgement"] for row in rows if row["judgement"] not in ("right", "wrong")]
    if odd or not rows:
        return f"a judgement is right or wrong, not {odd[0]!r}" if odd else "an empty table"
    right, count, z = sum(row["judgement"] == "right" for row in rows), len(rows), 1.96
    share, scale = right / count, 1 + z * z / count
    middle = (share + z * z / (2 * count)) / scale
    half = z / scale * sqrt(share * (1 - share) / count + z * z / (4 * count * count))
    return f"precision {share:.3f} ({right} of {count}), 95 % between {middle - half:.3f} and {middle + half:.3f}"


if __name__ == "__main__":
    main()

"""Find the phrases of recent titles that no topic knows, so that the vocabulary can follow the field."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from gazette.config import topics
from gazette.config.topics import Vocabulary
from gazette.core.model import Entry

RECENT = timedelta(days=90)
LONGEST = 4
"""The most words of a phrase."""
MIN_TITLES = 4
MOST = 40
RISE = 2.0
"""A single word is listed if its share of titles rose to this many times the share before: most are too general."""
SMOOTHING = 1
_EDGES = frozenset(
    "a an the of for and or in on with to from by via at as is are be can do does not how what why when your "
    "you we our its it into without through towards toward beyond using based all more less than no new that "
    "this these if across between under over about us i their".split()
)
"""Words with which no phrase begins or ends."""
Dated = Iterable[tuple[date, Entry]]


def report(papers: Dated, vocabulary: Vocabulary) -> Iterator[str]:
    """Yield the lines about phrases in titles: those of two words and more that are frequent, then words that rise."""
    papers = list(papers)
    last = max(day for day, _ in papers)
    start = last - min(RECENT, last - date.min)  # listings without a day have the first of all days
    recent, before = Counter[str](), Counter[str]()
    sizes = [0, 0]
    for day, entry in papers:
        sizes[day > start] += 1
        (recent if day > start else before).update(unknown(entry.title, vocabulary))
    many = {phrase: count for phrase, count in recent.items() if count >= MIN_TITLES}
    yield f"title phrases of the last {RECENT.days} days in no topic, with their titles in these days and before:"
    yield _line("  frequent", _frequent(many), recent, before)
    yield _line("  rising", _rising(many, before, sizes), recent, before)


def unknown(title: str, vocabulary: Vocabulary) -> set[str]:
    """The phrases of a title, in small letters, that share no word with a phrase of a topic."""
    return {
        " ".join(part).lower()
        for run in _runs(title, vocabulary)
        for start in range(len(run))
        for part in (run[start : start + size] for size in range(1, min(LONGEST, len(run) - start) + 1))
        if not _EDGES & {part[0].lower(), part[-1].lower()} and not part[0].isdigit()
    }


def _runs(title: str, vocabulary: Vocabulary) -> Iterator[list[str]]:
    """The words of a title between punctuation marks and the phrases of topics."""
    for words in topics.parts(title):
        known = _known(words, vocabulary)
        start = 0
        for end in [*sorted(known), len(words)]:
            if end > start:
                yield words[start:end]
            start = end + 1


def _known(words: Sequence[str], vocabulary: Vocabulary) -> set[int]:
    """The places of the words that are in a phrase of a topic."""
    found: set[int] = set()
    for start in range(len(words)):
        for end in range(start + 1, min(start + LONGEST, len(words)) + 1):
            if topics.mentioned(" ".join(words[start:end]), vocabulary):
                if not topics.mentioned(" ".join(words[start + 1 : end]), vocabulary):
                    found.update(range(start, end))
                break
    return found


def _frequent(many: dict[str, int]) -> list[str]:
    """Phrases of at least two words, the most frequent first, without those that are always part of a longer one."""
    phrases = [phrase for phrase in many if " " in phrase]
    inside = {
        phrase
        for phrase in phrases
        for other in phrases
        if phrase != other and many[phrase] == many[other] and f" {phrase} " in f" {other} "
    }
    return sorted(set(phrases) - inside, key=lambda phrase: (-many[phrase], phrase))


def _rising(many: dict[str, int], before: Counter[str], sizes: Sequence[int]) -> list[str]:
    """Single words whose share of titles rose, those that rose most first; none if there is nothing to compare with."""
    if not all(sizes):
        return []
    scale = sizes[0] / sizes[1]
    rise = {word: many[word] * scale / (before[word] + SMOOTHING * scale) for word in many if " " not in word}
    return sorted((word for word in rise if rise[word] >= RISE), key=lambda word: (-rise[word], word))


def _line(label: str, phrases: Sequence[str], recent: Counter[str], before: Counter[str]) -> str:
    shown = (f"{phrase} {recent[phrase]} ({before[phrase]})" for phrase in phrases[:MOST])
    return f"{label}: " + (", ".join(shown) or "none")

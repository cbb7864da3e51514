"""Which topics a paper has: phrases of a vocabulary are searched in its title and its abstract.

A text is read once, word by word. If several phrases begin at a word, only the longest matches, and the phrases inside
it do not. An exclusion is a longer phrase that does not count for its topic; for other topics, the phrases inside it
do. A phrase matches whole words, the last of them also as a plural. A phrase with a capital letter matches as it is
written, any other in upper and lower case. Hyphens separate words as spaces do; other punctuation ends a phrase. A
phrase that begins with - matches the end of a longer word in the title, as written: `-Bench` matches "WebBench".

A phrase has a weight in each of three places: most in the title, less at the beginning of the abstract (or of the
summary, if there is no abstract), least in the rest of it. A hint weighs half as much: it supports a topic, and rarely
gives it alone. Repetitions in a place do not matter; that different phrases support a topic does: each adds FIRST. The
more topics a paper has, the more weight another needs: see THRESHOLDS. Keywords count only if the rest gives no topic.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import compress
from typing import Any

from gazette.core.model import Entry, Noun

TITLE_WEIGHT, KEYWORD_WEIGHT, EARLY_WEIGHT, TEXT_WEIGHT = 7, 7, 4, 2
"""What a hint weighs; a phrase weighs twice as much.  EARLY_WEIGHT is for the first words of an abstract."""
FIRST = 4
"""What each phrase or hint adds once, wherever it is."""
EARLY = 4
"""The part of an abstract, 1 of so many, that counts as early."""
THRESHOLDS = (10, 18, 26, 30, 34, 38, 38, 38)
"""The weight that a paper's first topic, its second and so on must have, from the heaviest."""
_PUNCTUATION = re.compile(r"[^\w\s\0-\x7F]")
"""Punctuation marks that are not ASCII."""
END = "-"
"""The sign before a phrase that matches the end of a word."""
_STOP, _END = "\0", "\1"
"""Pseudo-words for a punctuation mark, which ends a phrase, and for the end of the text."""
_PHRASES, _WRITTEN = "", "\t"
"""Keys in the tree. A branch has under _PHRASES what the phrase that ends there counts for topics, and under _WRITTEN
what it counts if it is written in a certain way, by this way."""
_ASCII = {
    code: chr(code) if chr(code).isalnum() else " " if chr(code) in "-_" or chr(code).isspace() else _STOP
    for code in range(128)
}

Branch = dict[str, Any]
Shares = dict[str, int]
"""By how much a phrase counts for each topic: _PHRASE or _HINT."""
_PHRASE, _HINT = 2, 1
_NOTHING: Shares = {}


class Topic(Noun, frozen=True):
    """A tag that papers get if their text contains `phrases` and `hints`, except inside one of `exclusions`."""

    slug: str
    name: str
    phrases: tuple[str, ...]
    exclusions: tuple[str, ...] = ()
    parent: str = ""
    hints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The topics by their slugs, their phrases as a tree in which each branch is a word, and their ends of words."""

    topics: Mapping[str, Topic]
    tree: Branch = field(default_factory=dict, repr=False, compare=False)
    ends: Mapping[str, Shares] = field(default_factory=dict, repr=False, compare=False)
    pattern: re.Pattern[str] | None = field(default=None, repr=False, compare=False)
    """Finds titles with one of the ends."""
    cache: dict[tuple[object, ...], tuple[str, ...]] = field(default_factory=dict, repr=False, compare=False)
    """The results of `find`, for processes that build more than once."""


NO_TOPICS = Vocabulary({})


def ancestors(topic: Topic, topics: Mapping[str, Topic]) -> list[str]:
    """The slugs of a topic's parent, of the parent's parent and so on, each once even if they form a circle."""
    slugs: list[str] = []
    while topic.parent in topics and topic.parent not in slugs:
        slugs.append(topic.parent)
        topic = topics[topic.parent]
    return slugs


def vocabulary(topics: Iterable[Topic]) -> Vocabulary:
    """The topics as `find` needs them; cached."""
    return _vocabulary(tuple(topics))


@lru_cache(maxsize=2)
def _vocabulary(topics: tuple[Topic, ...]) -> Vocabulary:
    by_slug = {topic.slug: topic for topic in topics}
    tree: Branch = {}
    ends: dict[str, Shares] = {}
    for phrase, slug, share in sorted(_phrases(topics), key=lambda row: row[0] != row[0].lower()):
        if phrase.startswith(END):
            ends.setdefault(phrase.removeprefix(END), {})[slug] = share
            continue
        shares: Shares = {}
        for branch, forms, form in _forms(tree, phrase):
            found = branch.get(_PHRASES, {}) | forms.get(form, {}) | {slug: share}
            shares = forms[form] = shares if shares == found else found  # the plural is the same phrase, see _weigh
    excluded: dict[str, set[str]] = {}
    for topic in topics:
        for phrase in topic.exclusions:
            excluded.setdefault(phrase, set()).add(topic.slug)
    without = [(phrase, _without(slugs, phrase, tree)) for phrase, slugs in excluded.items()]
    for phrase, shares in without:
        for _, forms, form in _forms(tree, phrase):
            forms[form] = shares
    pattern = re.compile(rf"(?<=\w)(?:{'|'.join(map(re.escape, ends))})(?!\w)") if ends else None
    return Vocabulary(by_slug, tree, ends, pattern)


def _phrases(topics: Iterable[Topic]) -> Iterator[tuple[str, str, int]]:
    """Each phrase and hint with its topic and the topic's share in it."""
    for topic in topics:
        yield from ((phrase, topic.slug, _HINT) for phrase in topic.hints)
        yield from ((phrase, topic.slug, _PHRASE) for phrase in topic.phrases)


def _without(slugs: set[str], exclusion: str, tree: Branch) -> Shares:
    """The shares of other topics than these in the phrases that an exclusion contains."""
    found = Counter[str]()
    for _, shares in _matches(*_split(_spaced(exclusion)), tree):
        found.update(shares)
    return {slug: min(share, _PHRASE) for slug, share in found.items() if slug not in slugs}


def _forms(tree: Branch, phrase: str) -> Iterator[tuple[Branch, Branch, str]]:
    """Insert the words of a phrase, also with a plural at its end; yields its branch, and where its shares belong.

    Phrases for any case must be inserted first: those with a capital letter get their topics too.
    """
    *words, singular = _words(phrase)
    above = tree
    for word in words:
        above = above.setdefault(word.lower(), {})
    for last in _with_plural(singular):
        branch = above.setdefault(last.lower(), {})
        if phrase == phrase.lower():
            yield branch, branch, _PHRASES
        else:
            yield branch, branch.setdefault(_WRITTEN, {}), " ".join([*words, last])


def _with_plural(word: str) -> tuple[str, ...]:
    if word.endswith(("s", "x", "ch", "sh")):
        return (word, f"{word}es")
    if word[-1] == "y" and word[-2:-1] not in "aeiou":
        return (word, f"{word[:-1]}ies")
    return (word, f"{word}s")


def find(entry: Entry, words: Vocabulary) -> tuple[str, ...]:
    """The slugs of the entry's topics, the heaviest first."""
    if not words.tree:
        return ()
    key = (entry.title, entry.keywords, entry.abstract, entry.summary)
    if key not in words.cache:
        words.cache[key] = _find(entry, words)
    return words.cache[key]


def mentioned(text: str, words: Vocabulary) -> set[str]:
    """The slugs of all topics with a phrase in the text, however light."""
    return {slug for _, shares in _matches(*_split(_spaced(text)), words.tree) for slug in shares}


def parts(text: str) -> list[list[str]]:
    """The words between the punctuation marks of a text, which no phrase goes beyond."""
    found: list[list[str]] = [[]]
    for word in _words(text):
        if word == _STOP:
            found.append([])
        else:
            found[-1].append(word)
    return [words for words in found if words]


def _find(entry: Entry, words: Vocabulary) -> tuple[str, ...]:
    abstract = "\n".join(entry.abstract) or entry.summary
    written, folded = _split(f"{_spaced(entry.title)} {_END} {_spaced(abstract)}")
    length = written.index(_END)
    late = length + 1 + (len(written) - length - 2) // EARLY
    places = (length, TITLE_WEIGHT), (late, EARLY_WEIGHT), (len(written), TEXT_WEIGHT)
    weights = _weigh(_matches(written, folded, words.tree), places)
    if words.pattern and words.pattern.search(entry.title):
        _weigh_ends(written[:length], words, weights)
    found = _heaviest(weights)
    if found or not entry.keywords:
        return found
    written, folded = _split(_spaced(" ; ".join(entry.keywords)))
    for slug, weight in _weigh(_matches(written, folded, words.tree), [(len(written), KEYWORD_WEIGHT)]).items():
        weights[slug] += weight
    return _heaviest(weights)


def _heaviest(weights: Mapping[str, int]) -> tuple[str, ...]:
    """The slugs that reach their thresholds, from the heaviest."""
    heavy = [slug for slug, weight in weights.items() if weight >= THRESHOLDS[0]]
    slugs = sorted(heavy, key=weights.__getitem__, reverse=True)
    return tuple([slug for slug, threshold in zip(slugs, THRESHOLDS, strict=False) if weights[slug] >= threshold])


def _weigh(matches: Iterable[tuple[int, Shares]], places: Iterable[tuple[int, int]]) -> defaultdict[str, int]:
    """What phrases and hints weigh for their topics.

    Each place has the number of the word where it ends, and the weight of a hint in it.
    """
    weights: defaultdict[str, int] = defaultdict(int)
    ends = iter(places)
    end, weight = next(ends)
    latest: dict[int, int] = {}
    for at, shares in matches:
        while at >= end:
            end, weight = next(ends)
        phrase = id(shares)  # a phrase and its plural have the same
        before = latest.get(phrase)
        if before != end:
            latest[phrase] = end
            first = FIRST if before is None else 0
            for slug, share in shares.items():
                weights[slug] += weight * share + first
    return weights


def _matches(written: list[str], folded: list[str], tree: Branch) -> list[tuple[int, Shares]]:
    """Where each phrase or hint among the words begins, and what it counts for its topics."""
    found: list[tuple[int, Shares]] = []
    free = 0
    branches: list[Any] = [*map(tree.get, folded)]
    for at, branch in compress(enumerate(branches), branches):
        if folded[at + 1] in branch:
            if at >= free:
                free, shares = _longest(branch, written, folded, at)
                if shares:
                    found.append((at, shares))
        elif (_PHRASES in branch or _WRITTEN in branch) and at >= free:  # few words that begin a phrase are one
            shares = branch.get(_PHRASES, _NOTHING)
            if _WRITTEN in branch:
                shares = branch[_WRITTEN].get(written[at], shares)
            if shares:
                found.append((at, shares))
    return found


def _weigh_ends(title: Iterable[str], words: Vocabulary, weights: defaultdict[str, int]) -> None:
    """Add the weight in a title to the topics of the longest end of each word that is not a phrase itself."""
    for word in title:
        if word.lower() not in words.tree:
            shares = next((words.ends[end] for at in range(1, len(word)) if (end := word[at:]) in words.ends), {})
            for slug, share in shares.items():
                weights[slug] += TITLE_WEIGHT * share + FIRST


def _words(text: str) -> list[str]:
    """The words, and a _STOP for each punctuation mark except hyphens, which separate words."""
    return _spaced(text).split()


def _spaced(text: str) -> str:
    """The text with a space on both sides of each word, and of the _STOP instead of a punctuation mark."""
    if not text.isascii():
        text = _PUNCTUATION.sub(_STOP, text)
    return text.translate(_ASCII).replace(_STOP, f" {_STOP} ")


def _split(text: str) -> tuple[list[str], list[str]]:
    """The words of a spaced text as they are written, and in small letters; _END follows them."""
    text = f"{text} {_END}"
    return text.split(), text.lower().split()


def _longest(branch: Branch, written: list[str], folded: list[str], start: int) -> tuple[int, Shares]:
    """The end of the longest phrase that begins at `start`, or else of that word, and what the phrase counts."""
    at = end = start + 1
    shares = branch.get(_PHRASES, _NOTHING)
    if _WRITTEN in branch:
        shares = branch[_WRITTEN].get(written[start], shares)
    while folded[at] in branch:
        branch = branch[folded[at]]
        at += 1
        if _PHRASES in branch:
            end, shares = at, branch[_PHRASES]
        if _WRITTEN in branch and (found := branch[_WRITTEN].get(" ".join(written[start:at]))) is not None:
            end, shares = at, found
    return end, shares

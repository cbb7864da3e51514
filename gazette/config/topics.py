"""Which topics a paper has: phrases of a vocabulary are searched in its title and its abstract.

A text is read once, word by word. If several phrases begin at a word, only the longest matches, and the phrases inside
it do not. An exclusion is a longer phrase that does not count for its topic; for other topics, the phrases inside it
do. A phrase matches whole words, the last of them also as a plural. A phrase with a capital letter matches as it is
written, any other in upper and lower case. Hyphens separate words as spaces do; other punctuation ends a phrase. A
phrase that begins with - matches the end of a longer word in the title, as written: `-Bench` matches "WebBench".

Each match of a phrase has a weight: most in the title, less at the beginning of the abstract (or of the summary, if
there is no abstract), least in the rest of it. A hint weighs half as much: it supports a topic, and rarely gives it
alone. The more topics a paper has, the more weight another needs: see THRESHOLDS. Keywords count only if the rest gives
no topic.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from gazette.core import errors, text, urls
from gazette.core.errors import Report
from gazette.core.model import Entry, Noun
from gazette.sources.documents import Node

TITLE_WEIGHT, KEYWORD_WEIGHT, EARLY_WEIGHT, TEXT_WEIGHT = 8, 4, 4, 1
"""What a hint weighs; a phrase weighs twice as much.  EARLY_WEIGHT is for the first words of an abstract."""
EARLY = 4
"""The part of an abstract, 1 of so many, that counts as early."""
THRESHOLDS = (8, 15, 17, 18, 18, 18, 18, 18)
"""The weight that a paper's first topic, its second and so on must have, from the heaviest."""
_PUNCTUATION = re.compile(r"[^\w\s\0-\x7F]")
"""Punctuation marks that are not ASCII."""
END = "-"
"""The sign before a phrase that matches the end of a word."""
_STOP, _END = "\0", "\n"
"""Pseudo-words for a punctuation mark, which ends a phrase, and for the end of the text."""
_PHRASES, _ANY_CASE = "", ()
"""Keys in the tree. A branch has under _PHRASES the shares of topics in the phrases that end there, by their words as
they must be written, or under _ANY_CASE if the case does not matter."""
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
KEYS = ("name", "phrases", "hints", "not", "parent")


def parse(root: Node, report: Report) -> dict[str, Topic | None]:
    """The topics of a mapping from slugs to the values of KEYS; None for a slug with nothing under it."""
    topics: dict[str, Topic | None] = {}
    if root.value is not None and not isinstance(root.value, dict):
        way_out = "write a line `bandits:` for each topic, or [] for none"
        report.error(root.line, f"topics: expected a mapping, found {root.kind}", way_out)
    for slug, node in root.items.items():
        if slug != urls.tag_slug(slug):
            what = f"topics: the key {slug!r} has other characters than small letters, digits and -"
            report.error(node.line, what, f"write it as {urls.tag_slug(slug)}")
        for key in node.items.keys() - set(KEYS):
            report.error(node.items[key].line, f"topics: {slug} has the unknown key {key!r}", errors.nearest(key, KEYS))
        topics[slug] = _topic(slug, node, report) if node.value is not None else None
    return topics


def _topic(slug: str, node: Node, report: Report) -> Topic:
    def words(key: str) -> list[str]:
        value = node.items.get(key, Node(None, node.line))
        rows = value.rows or [value]
        if any(not isinstance(row.value, str | None) for row in rows):
            what = f"topics: {slug}: {key} has a value that is not text"
            report.error(value.line, what, "write a phrase, or a list of phrases")
        texts = [each for row in rows if isinstance(row.value, str) for each in row.value.split(",")]
        return [text.line(each) for each in texts if set(_words(each)) - {_STOP}]

    phrases, hints = words("phrases"), words("hints")
    for end in (each for each in phrases + hints if each.startswith(END) and len(_words(each)) > 1):
        what = f"topics: {slug}: {end!r} has more words than one, but - begins the end of a word"
        report.error(node.line, what, "write only the end of a word, such as -Bench")
    if not phrases:
        report.error(node.line, f"topics: {slug} has no phrases", "add a list `phrases:`")
    name = " ".join(words("name")) or slug.replace("-", " ")
    return Topic(slug, name, tuple(phrases), tuple(words("not")), " ".join(words("parent")), tuple(hints))


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
        for forms, form in _forms(tree, phrase):
            forms[form] = forms.get(_ANY_CASE, {}) | forms.get(form, {}) | {slug: share}
    excluded: dict[str, set[str]] = {}
    for topic in topics:
        for phrase in topic.exclusions:
            excluded.setdefault(phrase, set()).add(topic.slug)
    without = [(phrase, _without(slugs, phrase, tree)) for phrase, slugs in excluded.items()]
    for phrase, shares in without:
        for forms, form in _forms(tree, phrase):
            forms[form] = shares
    pattern = re.compile(rf"(?:{'|'.join(map(re.escape, ends))})(?!\w)") if ends else None
    return Vocabulary(by_slug, tree, ends, pattern)


def _phrases(topics: Iterable[Topic]) -> Iterator[tuple[str, str, int]]:
    """Each phrase and hint with its topic and the topic's share in it."""
    for topic in topics:
        yield from ((phrase, topic.slug, _HINT) for phrase in topic.hints)
        yield from ((phrase, topic.slug, _PHRASE) for phrase in topic.phrases)


def _without(slugs: set[str], exclusion: str, tree: Branch) -> Shares:
    """The shares of other topics than these in the phrases that an exclusion contains."""
    found = _weigh(exclusion, 1, tree, {})
    return {slug: min(share, _PHRASE) for slug, share in found.items() if slug not in slugs}


def _forms(tree: Branch, phrase: str) -> Iterator[tuple[dict[Any, Shares], Any]]:
    """Insert the words of a phrase, also with a plural at its end; yields where each has its shares.

    Phrases for any case must be inserted first: those with a capital letter get their topics too.
    """
    *words, singular = _words(phrase)
    branch = tree
    for word in words:
        branch = branch.setdefault(word.lower(), {})
    any_case = phrase == phrase.lower()
    for last in _with_plural(singular):
        yield branch.setdefault(last.lower(), {}).setdefault(_PHRASES, {}), _ANY_CASE if any_case else (*words, last)


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
    return set(_weigh(text, TEXT_WEIGHT, words.tree, {}))


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
    weights = _weigh("\n".join(entry.abstract) or entry.summary, TEXT_WEIGHT, words.tree, {}, EARLY_WEIGHT)
    _weigh(entry.title, TITLE_WEIGHT, words.tree, weights)
    if words.pattern and words.pattern.search(entry.title):
        _weigh_ends(entry.title, words, weights)
    found = _heaviest(weights)
    if not found and entry.keywords:
        return _heaviest(_weigh(" ; ".join(entry.keywords), KEYWORD_WEIGHT, words.tree, weights))
    return found


def _heaviest(weights: Mapping[str, int]) -> tuple[str, ...]:
    """The slugs that reach their thresholds, from the heaviest."""
    heavy = [slug for slug, weight in weights.items() if weight >= THRESHOLDS[0]]
    slugs = sorted(heavy, key=weights.__getitem__, reverse=True)
    return tuple([slug for slug, threshold in zip(slugs, THRESHOLDS, strict=False) if weights[slug] >= threshold])


def _weigh(text: str, weight: int, tree: Branch, weights: dict[str, int], early: int = 0) -> dict[str, int]:
    """Add `weight` to the topics of each hint in the text, twice as much for each phrase, and return the weights.

    With `early`, this is the weight in the first part of the text.
    """
    written = [*_words(text), _END]
    folded = " ".join(written).lower().split(" ")
    first = len(folded) // EARLY if early else 0
    free = 0
    for at in [at for at, word in enumerate(folded) if word in tree]:
        if at < free:
            continue
        branch = tree[folded[at]]
        if folded[at + 1] in branch:
            free, shares = _longest(branch, written, folded, at)
        elif _PHRASES in branch:  # most words that begin a phrase do not continue one
            forms = branch[_PHRASES]
            shares = forms.get(_ANY_CASE, _NOTHING)
            if len(forms) > 1 or not shares:
                shares = forms.get((written[at],), shares)
        else:
            continue
        each = early if at < first else weight
        for slug, share in shares.items():
            weights[slug] = weights.get(slug, 0) + each * share
    return weights


def _weigh_ends(title: str, words: Vocabulary, weights: dict[str, int]) -> None:
    """Add TITLE_WEIGHT to the topics of the longest end of each word that is not a phrase itself."""
    for word in _words(title):
        if word.lower() not in words.tree:
            shares = next((words.ends[end] for at in range(1, len(word)) if (end := word[at:]) in words.ends), {})
            for slug, share in shares.items():
                weights[slug] = weights.get(slug, 0) + TITLE_WEIGHT * share


def _words(text: str) -> list[str]:
    """The words, and a _STOP for each punctuation mark except hyphens, which separate words."""
    if not text.isascii():
        text = _PUNCTUATION.sub(_STOP, text)
    return text.translate(_ASCII).replace(_STOP, f" {_STOP} ").split()


def _longest(branch: Branch | None, written: list[str], folded: list[str], start: int) -> tuple[int, Shares]:
    """The end of the longest phrase that begins at `start`, or else of that word, and what the phrase counts."""
    at = end = start + 1
    shares: Shares = {}
    while branch is not None:
        if _PHRASES in branch:
            forms = branch[_PHRASES]
            found = forms.get(_ANY_CASE)
            if len(forms) > (found is not None):  # else the case does not matter
                found = forms.get(tuple(written[start:at]), found)
            if found is not None:
                end, shares = at, found
        branch = branch.get(folded[at])
        at += 1
    return end, shares

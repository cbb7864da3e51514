"""Which topics a paper is about: phrases of a vocabulary, found in its title, keywords and abstract.

A text is read once, word by word.  Where several phrases begin, the longest is taken and its
words are spent; so a phrase under `not` keeps a shorter one within it from counting.  A phrase
stands as whole words, its last word also as a plural; one with a capital letter is matched as
it is written, any other in whatever case.  Hyphens part words as spaces do; other punctuation
ends a phrase.

A phrase weighs 8 in the title and 2 each time in the abstract (or in the summary, where there is
no abstract).  Keywords weigh 4 for a topic, however many name it, unless the abstract weighs more:
most are taken from there.  The heaviest topic is a paper's from a weight of 4 on, the next from 6,
any further one from 8, as NEEDED says: the more topics a paper has, the more another must matter.
No paper has more than MOST.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from gazette.core import errors, text, urls
from gazette.core.errors import Report
from gazette.core.model import Entry, Topic
from gazette.sources.documents import Node

TITLE, KEYWORD, TEXT = 8, 4, 2
NEEDED = (4, 6, 8, 8, 8, 8, 8, 8)
MOST = len(NEEDED)
_SIGN = re.compile(r"[^\w\s]")
_STOP, _END = "\0", "\n"
"""What stands among the words for a sign that parts phrases, and what comes after the last."""
_HERE, _ANY = "", ()
"""No words: the key in a branch of the tree to what a phrase that ends there earns, topics by its words
as they must be written; and the key among these for whatever case."""
_ASCII = {
    code: chr(code) if chr(code).isalnum() else " " if chr(code) in "-_" or chr(code).isspace() else _STOP
    for code in range(128)
}

Branch = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The topics by their slugs, and their phrases as a tree of words."""

    topics: Mapping[str, Topic]
    tree: Branch = field(default_factory=dict, repr=False, compare=False)
    found: dict[tuple[object, ...], tuple[str, ...]] = field(default_factory=dict, repr=False, compare=False)
    """What `find` has found: a process that builds more than once asks the same again."""


NO_TOPICS = Vocabulary({})
KEYS = ("name", "phrases", "not", "parent")


def parse(root: Node, report: Report) -> dict[str, Topic | None]:
    """The topics of a mapping `tag: {name, phrases, not, parent}`; None for a tag with nothing under it."""
    found: dict[str, Topic | None] = {}
    if root.value is not None and not isinstance(root.value, dict):
        report.error(root.line, f"topics: it is {root.kind}", "write `tag:` lines below it, or [] for no topics at all")
    for tag, node in root.items.items():
        if tag != urls.slug(tag):
            report.error(node.line, f"{tag!r} is no tag for a topic", f"write it as {urls.slug(tag)}")
        for key in node.items.keys() - set(KEYS):
            report.error(node.items[key].line, f"{tag}: there is no key {key!r}", errors.nearest(key, KEYS))
        found[tag] = _topic(tag, node, report) if node.value is not None else None
    return found


def _topic(tag: str, node: Node, report: Report) -> Topic:
    def words(key: str) -> list[str]:
        held = node.items.get(key, Node(None, node.line))
        rows = held.rows or [held]
        if any(not isinstance(row.value, str | None) for row in rows):
            report.error(held.line, f"{tag}: {key} holds more than words", "write a phrase, or a list of phrases")
        found = [row.value for row in rows if isinstance(row.value, str)]
        return [text.line(value) for value in found if set(_words(value)) - {_STOP}]

    phrases = words("phrases")
    if not phrases:
        report.error(node.line, f"{tag}: no phrase earns it", "add `phrases:`, a list")
    name = " ".join(words("name")) or tag.replace("-", " ")
    return Topic(tag, name, tuple(phrases), tuple(words("not")), " ".join(words("parent")))


def above(topic: Topic, known: Mapping[str, Topic]) -> list[str]:
    """The slugs of a topic's parent, of that one's parent, and so on, each once."""
    found: list[str] = []
    while topic.parent in known and topic.parent not in found:
        found.append(topic.parent)
        topic = known[topic.parent]
    return found


def vocabulary(topics: Iterable[Topic]) -> Vocabulary:
    """The topics made ready for `find`."""
    return _vocabulary(tuple(topics))


@lru_cache(maxsize=2)
def _vocabulary(topics: tuple[Topic, ...]) -> Vocabulary:
    known = {topic.slug: topic for topic in topics}
    tree: Branch = {}
    earning = [(phrase, topic.slug) for topic in known.values() for phrase in topic.phrases]
    forbidding = [(phrase, "") for topic in known.values() for phrase in topic.exclusions]
    for phrase, slug in sorted(earning + forbidding, key=lambda row: row[0] != row[0].lower()):
        _plant(tree, phrase, slug)
    return Vocabulary(known, tree)


def _plant(tree: Branch, phrase: str, slug: str) -> None:
    """The phrase into the tree, once as it is and once with a plural at its end; those in whatever case first."""
    words = _words(phrase)
    for last in _forms(words[-1]):
        written = (*words[:-1], last)
        branch = tree
        for word in written:
            branch = branch.setdefault(word.lower(), {})
        forms = branch.setdefault(_HERE, {})
        earned = forms.setdefault(written if phrase != phrase.lower() else _ANY, list(forms.get(_ANY, ())))
        if slug and slug not in earned:
            earned.append(slug)


def _forms(word: str) -> tuple[str, ...]:
    if word.endswith(("s", "x", "ch", "sh")):
        return (word, f"{word}es")
    if re.search("[^aeiou]y$", word):
        return (word, f"{word[:-1]}ies")
    return (word, f"{word}s")


def find(entry: Entry, words: Vocabulary) -> tuple[str, ...]:
    """The slugs of the entry's topics, the heaviest first."""
    if not words.tree:
        return ()
    asked = (entry.title, entry.keywords, entry.abstract, entry.summary)
    if asked not in words.found:
        words.found[asked] = _find(entry, words)
    return words.found[asked]


def _find(entry: Entry, words: Vocabulary) -> tuple[str, ...]:
    weights = _weigh("\n".join(entry.abstract) or entry.summary, TEXT, words.tree, {})
    if entry.keywords:
        named = _weigh(" ; ".join(entry.keywords), KEYWORD, words.tree, {})
        weights |= {slug: max(KEYWORD, weights.get(slug, 0)) for slug in named}
    _weigh(entry.title, TITLE, words.tree, weights)
    heaviest = sorted(weights, key=lambda slug: -weights[slug])
    return tuple(slug for slug, enough in zip(heaviest, NEEDED, strict=False) if weights[slug] >= enough)


def _weigh(text: str, weight: int, tree: Branch, weights: dict[str, int]) -> dict[str, int]:
    """The weights, with `weight` more for every phrase in the text, to each topic that it earns."""
    written = [*_words(text), _END]
    folded = " ".join(written).lower().split(" ")
    free = 0
    for at, word in enumerate(folded):
        if word in tree and at >= free:
            branch = tree[word]
            if folded[at + 1] in branch or _HERE in branch:  # or else it begins no phrase here, as most do not
                free, earned = _longest(branch, written, folded, at)
                for slug in earned:
                    weights[slug] = weights.get(slug, 0) + weight
    return weights


def _words(text: str) -> list[str]:
    """Its words, and a _STOP for each sign between them; hyphens part words as spaces do."""
    if text.isascii():  # a quicker way to the same, and most texts are
        return text.translate(_ASCII).replace(_STOP, f" {_STOP} ").split()
    return _SIGN.sub(f" {_STOP} ", text.replace("-", " ").replace("_", " ")).split()


def _longest(branch: Branch | None, written: list[str], folded: list[str], start: int) -> tuple[int, list[str]]:
    """Where the longest phrase from `start` on ends (a word on, if there is none), and what it earns."""
    at = end = start + 1
    earned: list[str] = []
    while branch is not None:
        if _HERE in branch:
            forms = branch[_HERE]
            found = forms.get(tuple(written[start:at]), forms.get(_ANY))
            if found is not None:
                end, earned = at, found
        branch = branch.get(folded[at])
        at += 1
    return end, earned

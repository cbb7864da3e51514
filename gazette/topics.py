"""Which topics a paper is about: phrases of a vocabulary, found in its title, keywords and abstract.

A text is read once, word by word.  Where several phrases begin, the longest is taken and its
words are spent; so a phrase under `not` keeps a shorter one within it from counting.  A phrase
stands as whole words, its last word also as a plural; one with a capital letter is matched as
it is written, any other in whatever case.  Hyphens part words as spaces do; other punctuation
ends a phrase.

A phrase weighs 3 in the title, 2 in a keyword and 1 each time in the abstract (or in the
summary, where there is no abstract).  A topic is a paper's from a weight of ENOUGH on; where
none has as much, the heaviest is, if it was met at all; and no paper has more than MOST.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from gazette import fields, text, urls
from gazette.errors import Report
from gazette.model import Entry, Topic
from gazette.node import Node

TITLE, KEYWORD, TEXT = 3, 2, 1
ENOUGH = 3
MOST = 8
_WORD = re.compile(r"[^\W_]+|[^\w\s-]")
_HERE = ""
"""The key in a branch of the tree under which the topics of a finished phrase lie."""

Branch = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The topics by their slugs, and their phrases as a tree of words."""

    topics: Mapping[str, Topic]
    tree: Branch = field(default_factory=dict, repr=False, compare=False)


NO_TOPICS = Vocabulary({})
KEYS = ("name", "phrases", "not", "parent")


def parse(root: Node, report: Report) -> dict[str, Topic | None]:
    """The topics of a mapping `tag: {name, phrases, not, parent}`; None for a tag with nothing under it."""
    found: dict[str, Topic | None] = {}
    for tag, node in root.items.items():
        if tag != urls.slug(tag):
            report.error(node.line, f"{tag!r} is no tag for a topic", f"write it as {urls.slug(tag)}")
        for key in node.items.keys() - set(KEYS):
            report.error(node.items[key].line, f"{tag}: there is no key {key!r}", fields.nearest(key, KEYS))
        found[tag] = _topic(tag, node, report) if node.value is not None else None
    return found


def _topic(tag: str, node: Node, report: Report) -> Topic:
    def words(key: str) -> list[str]:
        held = node.items.get(key, Node(None, node.line))
        rows = held.rows or [held]
        if any(not isinstance(row.value, str | None) for row in rows):
            report.error(held.line, f"{tag}: {key} holds more than words", "write a phrase, or a list of phrases")
        return [text.line(row.value) for row in rows if isinstance(row.value, str) and _WORD.search(row.value)]

    phrases = words("phrases")
    if not phrases:
        report.error(node.line, f"{tag}: no phrase earns it", "add `phrases:`, a list")
    name = " ".join(words("name")) or tag.replace("-", " ")
    return Topic(tag, name, tuple(phrases), tuple(words("not")), " ".join(words("parent")))


def vocabulary(topics: Iterable[Topic]) -> Vocabulary:
    """The topics made ready for `find`."""
    known = {topic.slug: topic for topic in topics}
    tree: Branch = {}
    for topic in known.values():
        for phrase in topic.phrases:
            _plant(tree, phrase, topic.slug)
        for phrase in topic.forbids:
            _plant(tree, phrase, "")
    return Vocabulary(known, tree)


def _plant(tree: Branch, phrase: str, slug: str) -> None:
    """The phrase into the tree, once as it is and once with a plural at its end."""
    words = _WORD.findall(phrase if phrase != phrase.lower() else phrase.lower())
    for last in _forms(words[-1]):
        branch = tree
        for word in (*words[:-1], last):
            branch = branch.setdefault(word, {})
        earned = branch.setdefault(_HERE, [])
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
    weights: Counter[str] = Counter()
    _weigh(entry.title, TITLE, words.tree, weights)
    if entry.keywords:
        _weigh(" ; ".join(entry.keywords), KEYWORD, words.tree, weights)
    _weigh("\n".join(entry.abstract) or entry.summary, TEXT, words.tree, weights)
    if not weights:
        return ()
    order = {slug: place for place, slug in enumerate(weights)}
    heaviest = sorted(weights, key=lambda slug: (-weights[slug], order[slug]))
    return tuple(slug for slug in heaviest if weights[slug] >= ENOUGH)[:MOST] or (heaviest[0],)


def _weigh(text: str, weight: int, tree: Branch, weights: Counter[str]) -> None:
    """Add `weight` for every phrase in the text, to each topic that it earns."""
    written = _WORD.findall(text)
    folded = _WORD.findall(text.lower())
    if len(written) != len(folded):  # a letter whose small form is two signs
        written = folded
    at, end = 0, len(written)
    while at < end:
        branch = tree.get(folded[at]) or tree.get(written[at])
        if branch is None:
            at += 1
            continue
        length, earned = _longest(tree, written, folded, at)
        for slug in earned:
            weights[slug] += weight
        at += length


def _longest(tree: Branch, written: list[str], folded: list[str], start: int) -> tuple[int, list[str]]:
    """How many words the longest phrase from `start` on takes (1 if there is none), and what it earns."""
    length, earned = 1, []
    branches = [tree]
    for at in range(start, len(written)):
        branches = [
            branch[word] for branch in branches for word in dict.fromkeys((folded[at], written[at])) if word in branch
        ]
        if not branches:
            break
        found = [slug for branch in branches for slug in branch.get(_HERE, ())]
        if any(_HERE in branch for branch in branches):
            length, earned = at - start + 1, found
    return length, earned

"""Find the phrases of topics in a text.

A text is read once, word by word. If several phrases begin at a word, only the longest matches, and the phrases inside
it do not. An exclusion is a longer phrase that does not count for its topic; for other topics, the phrases inside it
do. A phrase matches whole words, the last of them also as a plural. A phrase with a capital letter matches as it is
written, any other in upper and lower case. Hyphens separate words as spaces do; other punctuation ends a phrase. A
phrase that begins with - matches the end of a longer word, as written: `-Bench` matches "WebBench".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress, count
from typing import Any

_PUNCTUATION = re.compile(r"[^\w\s\0-\x7F]")
"""Punctuation marks that are not ASCII."""
END = "-"
"""The sign before a phrase that matches the end of a word."""
STOP, END_OF_TEXT = "\0", "\1"
"""Pseudo-words for a punctuation mark, which ends a phrase, and for the end of a text."""
_ASCII = {
    code: chr(code) if chr(code).isalnum() else " " if chr(code) in "-_" or chr(code).isspace() else STOP
    for code in range(128)
}

PHRASE, HINT = 2, 1
"""By how much a phrase and a hint count for their topic."""
Shares = dict[str, int]
"""By how much a phrase counts for each topic: PHRASE or HINT."""
Phrase = tuple[int, Shares]
"""The number of a phrase, which its plural shares, and what it counts for topics."""
Branch = dict[str, Any]
"""What may follow some words: each further word with the branch after it.  _PHRASES has the phrase that ends here, and
_WRITTEN the phrases that end here if they are written in a certain way, by this way."""
_PHRASES, _WRITTEN = "", "\t"


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases of a vocabulary."""

    tree: Branch = field(default_factory=dict)
    """The branch after each first word."""
    first: Mapping[str, tuple[Branch, bool]] = field(default_factory=dict)
    """The same, and whether the first word is a phrase by itself."""
    ends: Mapping[str, Shares] = field(default_factory=dict)
    """Phrases that match the ends of words."""
    pattern: re.Pattern[str] | None = None
    """Finds texts with one of the ends."""
    texts: Mapping[int, str] = field(default_factory=dict)
    """The phrases of several words in small letters, by their numbers."""


def build(phrases: Iterable[tuple[str, str, int]], exclusions: Mapping[str, set[str]]) -> Phrases:
    """The phrases, each with its topic and its share; `exclusions` are phrases that do not count for some topics."""
    tree: Branch = {}
    ends: dict[str, Shares] = {}
    numbers, texts = count(), dict[int, str]()
    for phrase, slug, share in sorted(phrases, key=lambda row: row[0] != row[0].lower()):
        if phrase.startswith(END):
            ends.setdefault(phrase.removeprefix(END), {})[slug] = share
        elif words := spaced(phrase).split():
            number = _insert(_places(tree, words), {slug: share}, next(numbers))
            if len(words) > 1 and number not in texts:
                texts[number] = " ".join(words).lower()
    known = Phrases(tree, _first(tree))
    without = [(phrase, _without(slugs, phrase, known)) for phrase, slugs in exclusions.items()]
    for phrase, shares in without:
        number = next(numbers)
        for _, forms, form in _places(tree, spaced(phrase).split()):
            forms[form] = number, shares
    pattern = re.compile(rf"(?<=\w)(?:{'|'.join(map(re.escape, ends))})(?!\w)") if ends else None
    return Phrases(tree, _first(tree), ends, pattern, texts)


def _first(tree: Branch) -> dict[str, tuple[Branch, bool]]:
    return {word: (branch, _PHRASES in branch or _WRITTEN in branch) for word, branch in tree.items()}


Place = tuple[Branch, Branch, str]
"""The branch of a phrase, and the key that it has there, or among the phrases that must be written in a certain way."""


def _insert(places: Iterable[Place], shares: Shares, number: int) -> int:
    """Put a phrase into its places; it keeps the number of one that is there already, which is returned."""
    number = min((forms[form][0] for _, forms, form in places if form in forms), default=number)
    for branch, forms, form in places:
        merged = shares
        for _, known in filter(None, (branch.get(_PHRASES), forms.get(form))):
            merged = merged | {slug: max(share, merged.get(slug, 0)) for slug, share in known.items()}
        forms[form] = number, merged
    return number


def _without(slugs: set[str], exclusion: str, phrases: Phrases) -> Shares:
    """The shares of other topics than these in the phrases that an exclusion contains."""
    found = Counter[str]()
    for _, (_, shares) in matches(*split(spaced(exclusion)), phrases):
        found.update(shares)
    return {slug: min(share, PHRASE) for slug, share in found.items() if slug not in slugs}


def _places(tree: Branch, words: Sequence[str]) -> list[Place]:
    """Insert the words of a phrase, also with a plural at its end, and return where the phrase belongs.

    Phrases for any case must be inserted first: those with a capital letter get their topics too.
    """
    *before, singular = words
    any_case = all(word == word.lower() for word in words)
    above = tree
    for word in before:
        above = above.setdefault(word.lower(), {})
    places: list[Place] = []
    for last in _with_plural(singular):
        branch = above.setdefault(last.lower(), {})
        if any_case:
            places.append((branch, branch, _PHRASES))
        else:
            places.append((branch, branch.setdefault(_WRITTEN, {}), " ".join([*before, last])))
    return places


def _with_plural(word: str) -> tuple[str, ...]:
    if word.endswith(("s", "x", "ch", "sh")):
        return (word, f"{word}es")
    if word[-1] == "y" and word[-2:-1] not in "aeiou":
        return (word, f"{word[:-1]}ies")
    return (word, f"{word}s")


def spaced(text: str) -> str:
    """The text with a space on both sides of each word, and of the STOP instead of a punctuation mark.

    Hyphens separate words, as spaces do.
    """
    if not text.isascii():
        text = _PUNCTUATION.sub(STOP, text)
    return text.translate(_ASCII).replace(STOP, f" {STOP} ")


def split(text: str) -> tuple[list[str], list[str]]:
    """The words of a spaced text as they are written, and in small letters; END_OF_TEXT follows them."""
    text = f"{text} {END_OF_TEXT}"
    return text.split(), text.lower().split()


def matches(written: list[str], folded: list[str], phrases: Phrases) -> list[tuple[int, Phrase]]:
    """Each phrase among the words that counts for a topic, with the number of the word where it begins."""
    found: list[tuple[int, Phrase]] = []
    free = 0
    first = [*map(phrases.first.get, folded)]
    for at, (branch, alone) in compress(enumerate(first), first):  # type: ignore[misc]  # none is None
        if folded[at + 1] in branch:
            if at < free:
                continue
            free, phrase = _longest(branch, written, folded, at)
        elif alone and at >= free:
            phrase = branch.get(_PHRASES)
            if _WRITTEN in branch:
                phrase = branch[_WRITTEN].get(written[at], phrase)
        else:
            continue
        if phrase and phrase[1]:
            found.append((at, phrase))
    return found


def _longest(branch: Branch, written: list[str], folded: list[str], start: int) -> tuple[int, Phrase | None]:
    """The end of the longest phrase that begins at `start`, or else of that word, and the phrase."""
    at = end = start + 1
    phrase = branch.get(_PHRASES)
    if _WRITTEN in branch:
        phrase = branch[_WRITTEN].get(written[start], phrase)
    while folded[at] in branch:
        branch = branch[folded[at]]
        at += 1
        if _PHRASES in branch:
            end, phrase = at, branch[_PHRASES]
        if _WRITTEN in branch and (found := branch[_WRITTEN].get(" ".join(written[start:at]))) is not None:
            end, phrase = at, found
    return end, phrase


def ends_in(title: Iterable[str], phrases: Phrases) -> Iterator[Shares]:
    """What the longest end of each word in a title counts, if the word is no phrase itself."""
    for word in title:
        if word.lower() not in phrases.tree:
            yield next((phrases.ends[word[at:]] for at in range(1, len(word)) if word[at:] in phrases.ends), {})

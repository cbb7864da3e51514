"""Which topics a paper has: those with enough phrases of a vocabulary in its title and its abstract.

A phrase has a weight in each of three places: most in the title, less at the beginning of the abstract (or of the
summary, if there is no abstract), least in the rest of it. A hint weighs half as much. Repetitions in a place do not
matter; that different phrases support a topic does: each phrase or hint adds FIRST once. Keywords count only if the
rest gives no topic. For Gazette's own topics, the words of the text then say how much the phrases mean, see
`topic_words`, unless the text is SHORT.

A paper gets the topics that weigh ENOUGH, or else the heaviest one if it weighs LEAST, but no topic that is above
another of them: the page of a topic shows the papers of the topics below it anyway.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from gazette.config import topic_phrases, topic_words
from gazette.config.topic_phrases import END_OF_TEXT, HINT, PHRASE, STOP, Phrase, Phrases
from gazette.config.topic_words import PARTS
from gazette.core.model import Entry, Noun

TITLE_WEIGHT, KEYWORD_WEIGHT, EARLY_WEIGHT, TEXT_WEIGHT = 7, 7, 4, 2
"""What a hint weighs besides FIRST; a phrase twice as much.  EARLY_WEIGHT is for the first words of an abstract."""
FIRST = 4
EARLY = 4
"""The part of an abstract, 1 of so many, that counts as early."""
HEAVIEST = 40
"""What the phrases of a topic weigh at most."""
LEAST, ENOUGH, MOST = 10, 18, 8
"""What a paper's only topic must weigh, what each of several must weigh, and how many a paper has at most."""
SHORT = 50
"""In a title and abstract with fewer words and punctuation marks, only phrases count."""


class Topic(Noun, frozen=True):
    """A tag that papers get if their text contains `phrases` and `hints`, except inside one of `exclusions`.

    With `learned`, the words of the text count too.
    """

    slug: str
    name: str
    phrases: tuple[str, ...]
    exclusions: tuple[str, ...] = ()
    parent: str = ""
    hints: tuple[str, ...] = ()
    learned: bool = False


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The topics by their slugs, with what `find` needs."""

    topics: Mapping[str, Topic]
    phrases: Phrases = field(default_factory=Phrases, repr=False, compare=False)
    above: Mapping[str, frozenset[str]] = field(default_factory=dict, repr=False, compare=False)
    """The ancestors of each topic."""
    learned: frozenset[str] = frozenset()
    """The topics for which words count."""
    cache: dict[tuple[object, ...], tuple[str, ...]] = field(default_factory=dict, repr=False, compare=False)
    """The results of `find`, for processes that build more than once."""


class Evidence(NamedTuple):
    """What speaks for topics in a paper: the weight of each topic's phrases, and the words in small letters.

    `text` has the words of the title and the abstract, and after them the phrases of several words; `title` has those
    of the title.
    """

    weights: Mapping[str, int]
    text: list[str]
    title: list[str]
    size: int
    """How many words and punctuation marks the title and the abstract have."""


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
    excluded: dict[str, set[str]] = {}
    for topic in topics:
        for phrase in topic.exclusions:
            excluded.setdefault(phrase, set()).add(topic.slug)
    above = {topic.slug: frozenset(ancestors(topic, by_slug)) for topic in topics}
    learned = frozenset(topic.slug for topic in topics if topic.learned)
    phrases = topic_phrases.build(_phrases(topics), excluded)
    return Vocabulary(by_slug, phrases, above, learned)


def _phrases(topics: Iterable[Topic]) -> Iterator[tuple[str, str, int]]:
    """Each phrase and hint with its topic and the topic's share in it."""
    for topic in topics:
        yield from ((phrase, topic.slug, HINT) for phrase in topic.hints)
        yield from ((phrase, topic.slug, PHRASE) for phrase in topic.phrases)


def find(entry: Entry, words: Vocabulary) -> tuple[str, ...]:
    """The slugs of the entry's topics, the heaviest first."""
    if not words.topics:
        return ()
    key = (entry.title, entry.keywords, entry.abstract, entry.summary)
    if key not in words.cache:
        words.cache[key] = _find(entry, words)
    return words.cache[key]


def mentioned(text: str, words: Vocabulary) -> set[str]:
    """The slugs of all topics with a phrase in the text, however light."""
    found = topic_phrases.matches(*topic_phrases.split(topic_phrases.spaced(text)), words.phrases)
    return {slug for _, (_, shares) in found for slug in shares}


def parts(text: str) -> list[list[str]]:
    """The words between the punctuation marks of a text, which no phrase goes beyond."""
    found: list[list[str]] = [[]]
    for word in topic_phrases.spaced(text).split():
        if word == STOP:
            found.append([])
        else:
            found[-1].append(word)
    return [words for words in found if words]


def _find(entry: Entry, words: Vocabulary) -> tuple[str, ...]:
    found = _heaviest(evidence(entry, words), words)
    if found or not entry.keywords:
        return found
    return _heaviest(evidence(entry, words, entry.keywords), words)


def evidence(entry: Entry, words: Vocabulary, keywords: tuple[str, ...] = ()) -> Evidence:
    """What speaks for topics in the title and the abstract or summary; phrases in the keywords count too."""
    abstract = "\n".join(entry.abstract) or entry.summary
    texts = (entry.title, abstract, " ; ".join(keywords)) if keywords else (entry.title, abstract)
    written, folded = topic_phrases.split(f" {END_OF_TEXT} ".join([*map(topic_phrases.spaced, texts)]))
    title_end = written.index(END_OF_TEXT)
    end = written.index(END_OF_TEXT, title_end + 1)
    early = title_end + 1 + (end - title_end - 1) // EARLY
    places = (title_end, TITLE_WEIGHT), (early, EARLY_WEIGHT), (end, TEXT_WEIGHT), (len(written), KEYWORD_WEIGHT)
    matches = topic_phrases.matches(written, folded, words.phrases)
    weights = _weigh(matches, places)
    if words.phrases.pattern and words.phrases.pattern.search(entry.title):
        for shares in topic_phrases.ends_in(written[:title_end], words.phrases):
            for slug, share in shares.items():
                weights[slug] += TITLE_WEIGHT * share + FIRST
    names = words.phrases.texts
    phrases = [(at, names[number]) for at, (number, _) in matches if number in names and at < end]
    title = folded[:title_end] + [text for at, text in phrases if at < title_end]
    return Evidence(weights, folded[:end] + [text for _, text in phrases], title, end - 1)


def _weigh(matches: Iterable[tuple[int, Phrase]], places: Iterable[tuple[int, int]]) -> defaultdict[str, int]:
    """What phrases and hints weigh for their topics.

    Each place has the number of the word where it ends, and the weight of a hint in it.
    """
    weights: defaultdict[str, int] = defaultdict(int)
    ends = iter(places)
    end, weight = next(ends)
    latest: dict[int, int] = {}
    for at, (number, shares) in matches:
        while at >= end:
            end, weight = next(ends)
        before = latest.get(number)
        if before != end:
            latest[number] = end
            first = FIRST if before is None else 0
            for slug, share in shares.items():
                weights[slug] += weight * share + first
    return weights


def _heaviest(found: Evidence, words: Vocabulary) -> tuple[str, ...]:
    """The slugs of the topics that weigh enough, the heaviest first."""
    weights = {slug: min(weight, HEAVIEST) for slug, weight in found.weights.items()}
    unit = 1
    if words.learned and found.size >= SHORT:
        weights, unit = _with_words(weights, found, words), PARTS
    slugs = sorted(weights, key=weights.__getitem__, reverse=True)
    enough = [slug for slug in slugs if weights[slug] >= ENOUGH * unit]
    if not enough:
        return tuple([slug for slug in slugs[:1] if weights[slug] >= LEAST * unit])
    chosen: list[str] = []
    for slug in enough:
        if len(chosen) < MOST and not any(slug in words.above[each] for each in chosen):
            chosen = [each for each in chosen if each not in words.above[slug]]
            chosen.append(slug)
    return tuple(chosen)


def _with_words(weights: Mapping[str, int], found: Evidence, words: Vocabulary) -> dict[str, int]:
    """What topics with these weights of phrases weigh together with the words of the paper, in PARTS."""
    learned = topic_words.load()
    totals = learned.totals(found.text, found.title, words.learned & weights.keys())
    return {
        slug: totals[slug] + learned.points[slug] * weight if slug in totals else PARTS * weight
        for slug, weight in weights.items()
    }

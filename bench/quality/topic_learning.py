"""Learn from labelled papers what words add to the weights of topics, and write it as gazette/config/topic_words.tsv.

For each topic, a logistic regression looks at the papers with a phrase of the topic, and separates those that have the
topic from the others, by their words and by the weight of the phrases. A paper also has the topics above its labels.
The start weights are set so that PRECISION of the topics found are labels, in a quarter of the papers that was held
out. Then the regression learns from all papers.
"""

from __future__ import annotations

import math
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from os import cpu_count
from pathlib import Path
from typing import Any, NamedTuple

from bench.quality import topic_tables
from gazette.config import topics
from gazette.config.topic_words import HEAD, HIGHEST, IN_TITLE, PARTS, POINT, START, ZERO
from gazette.config.topics import ENOUGH, HEAVIEST, SHORT, Evidence, Vocabulary
from gazette.core.errors import Refusal, counted
from gazette.search.words import STOP

PRECISION = 0.875
"""The share of the topics found that should be labels."""
HELD_OUT = 4
"""One paper of so many is held out to set the start weights."""
WIDER = 1.5
"""What is subtracted from the log-odds of topics that have topics below them."""
MIN_PAPERS = 15
"""A word must be in at least so many papers; a topic needs so many papers with it, and so many without."""
WORD_SCALE, POINT_SCALE, CONSTANT_SCALE = 0.02, 0.1, 3
"""How large the features are in the regression: a word, times the logarithm of its rarity, a point, the constant."""
C = 10.0
"""The inverse of the strength of regularization."""
STEPS = 15
"""How often the interval that contains the threshold is halved."""
USUAL_POINT = 0.23
"""The log-odds of a weight of PARTS: about what a point of phrases adds."""


class Learned(NamedTuple):
    """The logarithm of the odds that a paper has a topic: `start`, `point` for each point of phrases, and its words."""

    start: float
    point: float
    words: Sequence[float]


class Example(NamedTuple):
    """A paper: how much its words and the phrases of topics count, and the topics that it has."""

    words: Mapping[str, int]
    phrases: Mapping[str, int]
    labels: frozenset[str]


def rows(table: Path, folders: Sequence[Path], vocabulary: Vocabulary) -> Iterator[str]:
    """Yield the rows of topic_words.tsv, learned from the labels in a table; the folders have its papers.

    Print to standard error from how many papers, and raise Refusal if they are too few.
    """
    examples = _examples(table, folders, vocabulary)
    counts = Counter(word for example in examples for word in example.words)
    words = sorted(word for word, count in counts.items() if count >= MIN_PAPERS)
    if not words:
        found = counted(len(examples), "labelled paper")
        raise Refusal(f"{table}: {found} cannot be learned from; pass folders with more of the papers of the table")
    _packages()  # refuse before the next line if they are missing
    total = counted(topic_tables.size(table), "labelled paper")
    print(f"learning from {len(examples):,} of {total} in {table}", file=sys.stderr)
    rarity = [WORD_SCALE * (1 + math.log(len(examples) / counts[word])) for word in words]
    known = [example for at, example in enumerate(examples) if at % HELD_OUT]
    threshold = _threshold(examples[::HELD_OUT], _learn(known, words, rarity, vocabulary), words, vocabulary)
    yield from _rows(_learn(examples, words, rarity, vocabulary), words, threshold)


def _examples(table: Path, folders: Sequence[Path], vocabulary: Vocabulary) -> list[Example]:
    """The labelled papers with a text that is long enough; Refusal for a label that is no topic."""
    found = topic_tables.labelled(table, folders)
    for entry, labels in found:
        for slug in labels:
            if slug not in vocabulary.topics:
                raise Refusal(f"{table}: {entry.title!r} has the unknown topic {slug!r}; correct it, or add the topic")
    evidence = [(topics.evidence(entry, vocabulary), labels) for entry, labels in found]
    return [_example(each, labels, vocabulary) for each, labels in evidence if each.size >= SHORT]


def _example(found: Evidence, labels: Sequence[str], vocabulary: Vocabulary) -> Example:
    words = Counter(dict.fromkeys(found.text, 1))
    words.update(dict.fromkeys(found.title, IN_TITLE))
    kept = {word: count for word, count in words.items() if _can_say_something(word)}
    phrases = {slug: min(weight, HEAVIEST) for slug, weight in found.weights.items()}
    return Example(kept, phrases, frozenset[str](labels).union(*(vocabulary.above[slug] for slug in labels)))


def _can_say_something(word: str) -> bool:
    """Whether a word or phrase is neither a number, nor a mark, nor one of the most general words."""
    return word.replace(" ", "").isalnum() and not word.isdigit() and word not in STOP


def _learn(
    examples: Sequence[Example], words: Sequence[str], rarity: Sequence[float], vocabulary: Vocabulary
) -> dict[str, Learned]:
    """What the examples say about each topic that has enough of them."""
    sparse, _ = _packages()
    places = {word: place for place, word in enumerate(words)}
    cells = [
        (row, place, count * rarity[place])
        for row, example in enumerate(examples)
        for word, count in example.words.items()
        if (place := places.get(word)) is not None
    ]
    down, across, values = zip(*cells, strict=True)
    matrix = sparse.csr_matrix((values, (down, across)), (len(examples), len(words)))
    wide = frozenset[str]().union(*vocabulary.above.values())
    with ThreadPoolExecutor(cpu_count()) as pool:
        found = pool.map(lambda slug: _learn_topic(slug, slug in wide, examples, matrix, rarity), vocabulary.topics)
    return {slug: learned for slug, learned in zip(vocabulary.topics, found, strict=True) if learned}


def _learn_topic(
    slug: str, is_wide: bool, examples: Sequence[Example], matrix: Any, rarity: Sequence[float]
) -> Learned | None:
    """What the examples with a phrase of a topic say about it; None if there are too few with the topic, or without."""
    sparse, linear_model = _packages()
    rows = [row for row, example in enumerate(examples) if slug in example.phrases]
    answers = [slug in examples[row].labels for row in rows]
    if not MIN_PAPERS <= sum(answers) <= len(rows) - MIN_PAPERS:
        return None
    phrases = sparse.csr_matrix([[examples[row].phrases[slug] * POINT_SCALE] for row in rows])
    model = linear_model.LogisticRegression(
        C=C, solver="liblinear", intercept_scaling=CONSTANT_SCALE, tol=1e-3, random_state=0
    ).fit(sparse.hstack([matrix[rows], phrases]).tocsr(), answers)
    *words, point = model.coef_[0].tolist()
    weights = [weight * scale for weight, scale in zip(words, rarity, strict=True)]
    return Learned(float(model.intercept_[0]) - (WIDER if is_wide else 0), point * POINT_SCALE, weights)


def _threshold(
    examples: Sequence[Example], learned: Mapping[str, Learned], words: Sequence[str], vocabulary: Vocabulary
) -> float:
    """The odds, as a logarithm, from which PRECISION of the topics of the examples are labels."""
    places = {word: place for place, word in enumerate(words)}
    odds = [_odds(example, learned, places) for example in examples]
    low, high = -5.0, 5.0
    for _ in range(STEPS):
        middle = (low + high) / 2
        chosen = [_chosen(each, middle, vocabulary) for each in odds]
        right = sum(slug in example.labels for slugs, example in zip(chosen, examples, strict=True) for slug in slugs)
        low, high = (low, middle) if right >= PRECISION * sum(map(len, chosen)) else (middle, high)
    return high


def _odds(example: Example, learned: Mapping[str, Learned], places: Mapping[str, int]) -> dict[str, float]:
    """How likely a paper has each topic that it has a phrase of, as the logarithm of odds."""
    found = [(places[word], count) for word, count in example.words.items() if word in places]
    return {
        slug: each.start + each.point * weight + sum(each.words[place] * count for place, count in found)
        for slug, weight in example.phrases.items()
        if (each := learned.get(slug))
    }


def _chosen(odds: Mapping[str, float], threshold: float, vocabulary: Vocabulary) -> set[str]:
    """The topics whose odds reach a threshold, or the most likely one, without those above others of them."""
    chosen = {slug for slug, value in odds.items() if value >= threshold}
    chosen = chosen or {*sorted(odds, key=odds.__getitem__)[-1:]}
    return chosen - frozenset[str]().union(*(vocabulary.above[slug] for slug in chosen))


def _rows(learned: Mapping[str, Learned], words: Sequence[str], threshold: float) -> Iterator[str]:
    """The rows of the table, in parts of a point; ENOUGH is where the odds are at the threshold."""
    scale = PARTS / USUAL_POINT
    yield "\t".join([HEAD, *learned])
    yield "\t".join([POINT, *(f"{max(1, round(each.point * scale))}" for each in learned.values())])
    starts = (PARTS * ENOUGH + (each.start - threshold) * scale for each in learned.values())
    yield "\t".join([START, *(f"{round(start)}" for start in starts)])
    for place, word in enumerate(words):
        weights = (round(each.words[place] * scale) for each in learned.values())
        yield f"{word}\t{''.join(chr(ZERO + max(-HIGHEST, min(weight, HIGHEST))) for weight in weights)}"


def _packages() -> tuple[Any, Any]:
    """The modules scipy.sparse and sklearn.linear_model; Refusal without scikit-learn."""
    try:
        from scipy import sparse
        from sklearn import linear_model
    except ImportError as error:
        raise Refusal("--learn needs scikit-learn; install it with `.venv/bin/pip install scikit-learn`") from error
    return sparse, linear_model

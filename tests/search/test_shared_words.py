"""The words that two papers share, as one of them writes them."""

import pytest

from gazette.search.shared_words import LEAST_WEIGHT, SharedPhrases
from gazette.search.similarity import TextReader


def shared(text, other, weight=lambda _: LEAST_WEIGHT):
    reader = TextReader()
    read = reader.read("", text)
    return SharedPhrases(read, read.terms, text, weight).shared(reader.read("", other).terms)


@pytest.mark.parametrize(
    ("text", "other", "found"),
    [
        ("Deep kelp, we find.", "kelp", ("kelp",)),
        ("The Kelp Reef of GRPO", "a kelp reef and grpo", ("Kelp Reef", "GRPO")),
        ("self-play with kelp", "Self play", ("self-play",)),
        ("kelp. Reef", "kelp reef", ("kelp", "Reef")),
        ("subkelp kelp", "kelp", ("kelp",)),
        ("group relative kelp reef surge", "Group relative kelp reef surge", ("group relative kelp reef",)),
        ("entirely kelp", "kelp entirely", ("kelp",)),
        ("Größe der Ångström", "angstrom", ("angstrom",)),
        ("kelp\nreef", "kelp reef", ("kelp reef",)),
        ("İ kelp", "kelp", ("kelp",)),
        ("moon", "kelp", ()),
    ],
)
def test_shared_words_and_phrases_are_shown_as_the_text_has_them(text, other, found):
    assert shared(text, other)[: len(found) or None] == found


def test_at_most_four_are_shown_and_the_rarest_come_first():
    text = "kelp, reef, surge, moon, gull, tern"
    rank = {word: 10**6 + at for at, word in enumerate(text.split(", "))}
    hashes = {term: rank[word] for word in rank for term in TextReader().read("", word).terms.words}
    assert shared(text, text, lambda term: hashes.get(term, 0)) == ("tern", "gull", "moon", "surge")


def test_words_that_many_papers_have_are_not_shown():
    assert shared("kelp reef", "kelp reef", lambda _: LEAST_WEIGHT - 1) == ()

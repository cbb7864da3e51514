"""Phrases are found in a text as whole words, the longest first."""

from gazette.config import topic_phrases
from gazette.config.topic_phrases import HINT, PHRASE, STOP

PHRASES = topic_phrases.build(
    [
        ("language model", "models", PHRASE),
        ("language models of birds", "birds", PHRASE),
        ("Birds", "birds", HINT),
        ("policy", "policies", PHRASE),
        ("policies", "policies", PHRASE),
        ("-Bench", "benchmarks", PHRASE),
        ("-CodeBench", "code", PHRASE),
    ],
    {"foreign policy": {"policies"}, "policy model": {"models"}},
)


def found(text):
    """The phrases in a text: where each begins, and what it counts."""
    matches = topic_phrases.matches(*topic_phrases.split(topic_phrases.spaced(text)), PHRASES)
    return [(at, shares) for at, (_, shares) in matches]


def numbers(text):
    matches = topic_phrases.matches(*topic_phrases.split(topic_phrases.spaced(text)), PHRASES)
    return [number for _, (number, _) in matches]


def test_the_longest_phrase_is_found_and_none_inside_it():
    assert found("Large language models of birds") == [(1, {"birds": PHRASE})]
    assert found("language models of Birds") == [(0, {"birds": PHRASE})]
    assert found("language models of cats and Birds") == [(0, {"models": PHRASE}), (5, {"birds": HINT})]


def test_a_phrase_its_plural_and_a_phrase_that_is_its_plural_have_one_number():
    assert len({*numbers("A policy, policies, Policies. POLICY")}) == 1
    assert len({*numbers("policy language model")}) == 2


def test_a_phrase_inside_an_exclusion_counts_for_other_topics_only():
    assert found("Foreign policies") == []
    assert found("A policy model") == [(1, {"policies": PHRASE})]


def test_a_text_is_split_at_spaces_hyphens_and_punctuation_marks_of_any_script():
    assert topic_phrases.spaced("Self-play, «x»_y 語。").split() == [
        *"Self play".split(),
        STOP,
        STOP,
        "x",
        STOP,
        "y",
        "語",
        STOP,
    ]
    assert topic_phrases.split("A B")[0][:2] == ["A", "B"]
    assert topic_phrases.split("A B")[1][:2] == ["a", "b"]


def test_the_longest_end_of_a_word_counts_if_the_word_is_no_phrase():
    assert [*topic_phrases.ends_in(["MyBench", "MyCodeBench", "Policy"], PHRASES)] == [
        {"benchmarks": PHRASE},
        {"code": PHRASE},
    ]


def test_a_phrase_counts_as_written_too_and_not_less():
    phrases = topic_phrases.build(
        [("Agent", "agents", HINT), ("agent", "agents", PHRASE), ("Agent", "spies", HINT)], {}
    )
    [(_, (_, shares))] = topic_phrases.matches(*topic_phrases.split("An Agent"), phrases)
    assert shares == {"agents": PHRASE, "spies": HINT}


def test_a_phrase_without_words_is_ignored():
    assert topic_phrases.build([("_", "a", PHRASE)], {}).tree == {}


def test_phrases_of_several_words_have_their_text():
    assert {*PHRASES.texts.values()} == {"language model", "language models of birds"}

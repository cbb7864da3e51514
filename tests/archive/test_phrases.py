"""The phrases in titles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.archive import phrases


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("red lamp", ["red", "red lamp", "lamp"]),
        ("the chain of thought", ["chain", "chain of thought", "thought"]),
        ("lamps in the dark", ["lamps", "dark"]),
        ("when 7 x rays", ["x rays", "rays"]),
        ("gpt 4", ["gpt", "gpt 4"]),
        ("how to", []),
        ("non linear lamp", ["non linear", "non linear lamp", "linear", "linear lamp", "lamp"]),
        ("", []),
    ],
)
def test_phrases_begin_and_end_with_words_that_say_something(title, found):
    assert phrases.in_title(title.split()) == found


WORDS = st.lists(st.sampled_from("lamp red of the tide x 3 buffalo".split()), max_size=9)


@given(WORDS)
def test_each_phrase_is_in_the_title_and_listed_once(words):
    found = phrases.in_title(words)
    assert len(found) == len({*found})
    assert all(f" {each} " in f" {' '.join(words)} " for each in found)
    assert all(1 <= len(each.split()) <= phrases.LONGEST for each in found)


@given(WORDS)
def test_every_word_that_says_something_is_a_phrase(words):
    assert {"lamp", "red", "tide", "buffalo"}.intersection(words) <= {*phrases.in_title(words)}

"""The words of texts and queries."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.search.words import fold, id_in, split, stem


@pytest.mark.parametrize(
    "text, words",
    [
        ("Pre-training at 10x: O(n log n)", ["pre", "training", "at", "10x", "o", "n", "log", "n"]),
        ("Éclair Ångström naïve", ["eclair", "angstrom", "naive"]),
        ("Łukasz Straße søren", ["lukasz", "strasse", "soren"]),
        ("ε-greedy", ["epsilon", "greedy"]),
        ("varepsilon and \\varphi", ["epsilon", "and", "phi"]),
        ("𝜀 and ϵ", ["epsilon", "and", "epsilon"]),
        ("大语言模型", ["大语", "语言", "言模", "模型"]),
        ("GPT模型 v2", ["gpt", "模型", "v2"]),
        ("字", ["字"]),
        ("한국어", ["한국", "국어"]),
        ("snake_case don’t", ["snake", "case", "don", "t"]),
        ("-- … !", []),
        ("", []),
    ],
)
def test_a_text_is_split_into_folded_words(text, words):
    assert split(text) == words


@given(st.text())
def test_words_have_no_capitals_spaces_or_signs_and_are_short(text):
    for word in split(text):
        assert re.fullmatch(r"[^\W_]{1,40}", word) or not word.isascii()
        assert " " not in word


@given(st.text())
def test_folding_twice_changes_nothing_more_in_ascii_and_latin_text(text):
    latin = "".join(letter for letter in text if ord(letter) < 0x250)
    assert fold(fold(latin)) == fold(latin)


@pytest.mark.parametrize(
    "forms", ["train trained training trains", "optimization optimizations optimizing", "model models", "plan planning"]
)
def test_forms_of_a_word_have_one_stem(forms):
    assert len({stem(word) for word in forms.split()}) == 1


@pytest.mark.parametrize("word", ["llm", "gpt4", "大语", "naïve", "bus"])
def test_short_and_other_words_are_their_own_stems(word):
    assert stem(word) == word


@given(st.from_regex("[a-z]{4,12}", fullmatch=True))
def test_a_stem_has_at_least_two_letters_and_begins_the_word(word):
    assert len(stem(word)) >= 2
    assert word.startswith(stem(word))


@pytest.mark.parametrize(
    "word, found",
    [
        ("2503.01234", "2503.01234"),
        ("arXiv:2503.01234v2", "2503.01234"),
        ("https://arxiv.org/abs/2503.01234", "2503.01234"),
        ("hep-th/9901001", "hep-th/9901001"),
        ("10.48550/arXiv.2503.01234", "2503.01234"),
        ("https://doi.org/10.1145/3292500.3330701", "10.1145/3292500.3330701"),
        ("10.1145/3292500.", "10.1145/3292500"),
        ("2024.acl-long.12", "2024.acl-long.12"),
        ("P18-1001", "p18-1001"),
        ("gpt-4", ""),
        ("2025", ""),
    ],
)
def test_an_id_is_found_in_what_readers_paste(word, found):
    assert id_in(word) == found

"""Words that say nothing about the subject of a paper."""

import pytest

from gazette.search.common_words import COMMON, OF_READERS
from gazette.search.words import STOP, fold


def test_they_are_words_as_texts_are_split_into_and_include_those_that_queries_skip():
    assert STOP < COMMON
    assert all(word == fold(word) and (not word or word.isalpha()) for word in COMMON)


@pytest.mark.parametrize("word", ["diffusion", "robot", "attention", "language", "reinforcement", "medical"])
def test_words_of_subjects_are_not_among_them(word):
    assert word not in COMMON


def test_a_ranking_for_a_reader_leaves_out_more_words():
    assert COMMON < OF_READERS
    assert "dataset" in OF_READERS - COMMON


@pytest.mark.parametrize("word", ["out", "re", "non", "pre", "self", "aware", "cannot", "iv"])
def test_function_words_and_parts_of_words_with_hyphens_do_not_decide_a_ranking(word):
    assert word in OF_READERS

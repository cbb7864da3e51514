"""Related papers: which earlier papers share rare words with a paper."""

import math
import random
from unittest.mock import patch

import pytest

from gazette.search import similarity
from gazette.search.similarity import Ranker, TextReader

reader = TextReader()


def terms(text):
    return reader.read("", text).terms


def ranker_of(*months):
    """A ranker with the papers of months, each a list of days, each a list of texts."""
    every = []
    ranker = Ranker(every)
    for number, days in enumerate(months):
        if number:
            ranker.close_month()
        for texts in days:
            day = [*map(terms, texts)]
            every += day
            ranker.add(day)
    return ranker


FILLER = [[f"unique{month}x{at} filler{month}x{at} thing{month}x{at}" for at in range(150)] for month in range(2)]


def related_to(ranker, text):
    return [each.place for each in ranker.related(terms(text))]


def test_papers_with_rare_words_in_common_are_related_best_first():
    ranker = ranker_of([["kelp reef surge harbour", "kelp reef moon", "gull tern"], FILLER[0]], [FILLER[1]])
    with patch.object(similarity, "LENGTH", 0):
        assert related_to(ranker, "kelp reef surge harbour") == [0, 1]
        assert related_to(ranker, "tern gull") == [2]
        assert related_to(ranker, "nothing alike") == []


def test_words_that_many_papers_have_make_no_papers_related():
    ranker = ranker_of([["kelp reef", "kelp moon", *(f"kelp {each}" for each in FILLER[0])]], [FILLER[1]])
    with patch.object(similarity, "LENGTH", 0):
        assert 1 not in related_to(ranker, "kelp tern")


def test_common_words_single_letters_and_numbers_do_not_count():
    assert [*terms("We propose a novel method x with 95 of the results").words] == []
    assert len(terms("Kelp-reef of the moon").pairs) == 1


def test_a_title_and_an_abstract_have_no_pair_in_common():
    assert [*reader.read("Kelp", "reef").terms.pairs] == []


def test_what_other_papers_of_the_same_month_say_changes_no_score():
    first, text = [["kelp reef surge harbour"], FILLER[0]], terms("kelp reef surge tern")
    before = ranker_of(first, [["moon"]]).related(text)
    after = ranker_of(first, [["moon"], ["kelp reef surge tern"] * 3]).related(text)
    assert before != []
    assert [each for each in after if each.place == before[0].place] == before


def test_a_closed_month_counts_for_the_months_after_it():
    text = "kelp reef surge tern"
    one = ranker_of([["kelp reef surge harbour"], FILLER[0]], [["kelp reef surge tern"] * 40], [["moon"]])
    other = ranker_of([["kelp reef surge harbour"], FILLER[0]], [["gull"] * 40], [["moon"]])
    with patch.object(similarity, "MOST", 99):
        scores = [{each.place: each.score for each in ranker.related(terms(text))}.get(0, 0) for ranker in (one, other)]
    assert scores[0] < scores[1]


def test_a_paper_is_related_to_at_most_five():
    ranker = ranker_of([["kelp reef surge"] * 9, FILLER[0]], [FILLER[1]])
    with patch.object(similarity, "LENGTH", 0):
        assert related_to(ranker, "kelp reef surge") == [8, 7, 6, 5, 4]


@pytest.mark.parametrize("seed", range(5))
def test_a_ranker_with_the_postings_of_closed_months_finds_what_one_with_all_papers_finds(seed):
    rng = random.Random(seed)
    words = [f"word{each}" for each in range(60)]
    months = [[[" ".join(rng.choices(words, k=12)) for _ in range(5)] for _ in range(4)] for _ in range(3)]
    whole = ranker_of(*months)
    closed = ranker_of(*months[:2], [])
    resumed = Ranker(whole.terms, closed.closed, closed.size, closed.counts)
    for number in range(4):
        resumed.add(whole.terms[40 + 5 * number : 45 + 5 * number])
    with patch.object(similarity, "LEAST_SCORE", 0):
        for _ in range(20):
            text = terms(" ".join(rng.choices(words, k=12)))
            assert resumed.related(text) == whole.related(text) != []


def test_a_word_of_very_many_papers_gives_no_candidates():
    with patch.object(similarity, "MAX_POSTINGS", 10):
        ranker = ranker_of([["kelp"] * 9], [["gull"] * 3], [["kelp"] * 2], [FILLER[0]])
        assert len(ranker.closed[terms("gull").words[0]]) == 3
        assert ranker.closed[terms("kelp").words[0]] == similarity.NONE
        assert related_to(ranker, "kelp") == []


@pytest.mark.parametrize("number", [1, 2, 3, 5, 100, 1023, 1024, 99_999, 10**6])
def test_logarithms_are_whole_16ths(number):
    assert similarity.log2(number) in {math.floor(16 * math.log2(number) + each) for each in (-1e-9, 1e-9)}
    assert isinstance(similarity.log2(number), int)

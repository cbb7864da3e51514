"""Which words of titles are new or more frequent than before."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.archive import comparisons, phrases, rising_words
from gazette.archive.comparisons import Comparison, Span
from gazette.archive.lazy import numbers_of
from tests.make import a_listing, an_entry, merged

FILLER = ["the cat sat on the mat"] * 10


def a_comparison(recent: int, before: int) -> Comparison:
    return Comparison(Span(365, 421), Span(0, 365), recent, before, 0)


def of_titles(titles: list[str]) -> list[list[str]]:
    return [phrases.in_title(title.split()) for title in titles]


def rising(recent: list[str], before: list[str], most: int = rising_words.MOST) -> list[str]:
    compared = a_comparison(len(recent), len(before))
    return [each.words for each in rising_words.rising(of_titles(recent), of_titles(before), compared, most)]


def test_a_word_in_more_titles_than_expected_rises():
    [found] = rising_words.rising(
        of_titles([*["a lamp"] * 9, *FILLER]), of_titles(["lamp", *FILLER * 3]), a_comparison(19, 31)
    )
    assert found == ("lamp", 9, 1, "2.0", tuple(range(9)), "")


def test_the_longest_phrase_is_kept_if_it_is_nearly_as_frequent_and_else_the_word():
    before = FILLER * 9
    assert rising([*["red lamp shade"] * 8, *FILLER], before) == ["red lamp shade"]
    assert rising([*["red lamp shade"] * 8, "red fox", *FILLER], before) == ["red lamp shade"]
    assert rising([*["red lamp"] * 5, *["blue lamp"] * 5, *["lamp"] * 5, *FILLER], before) == ["lamp"]


def test_of_two_phrases_for_the_same_titles_one_is_kept():
    assert rising([*["learned red lamp shade"] * 8, *FILLER], FILLER * 9) == ["learned red lamp"]


def test_the_plural_of_a_word_is_the_same_word():
    assert rising([*["lamp"] * 9, *["lamps"] * 7, *FILLER], FILLER * 9) == ["lamp"]


def test_a_phrase_that_most_titles_continue_is_not_shown_even_if_they_continue_it_in_two_forms():
    recent = [*["red lamp shade"] * 6, *["red lamp shades"] * 6, *FILLER]
    assert rising(recent, FILLER * 9) == ["red lamp shades"]


def test_a_part_of_a_phrase_whose_rest_is_shown_in_another_form_is_not_shown():
    recent = [*["big red lamp"] * 5, *["big red lamps"] * 4, *["red lamp"] * 9, *["red lamps"] * 5, *FILLER]
    assert rising(recent, FILLER * 9) == ["red lamp"]


def test_a_word_counts_once_per_title():
    assert rising([*["buffalo buffalo buffalo"] * 4, *FILLER], FILLER * 9) == []
    assert rising([*["buffalo buffalo"] * 5, *FILLER], FILLER * 9) == ["buffalo buffalo"]


def test_the_list_is_limited_and_equal_words_are_sorted():
    recent = [f"{word}" for word in "ddd bbb aaa ccc".split() for _ in range(8)] + FILLER
    assert rising(recent, FILLER * 9) == ["aaa", "bbb", "ccc", "ddd"]
    assert rising(recent, FILLER * 9, 2) == ["aaa", "bbb"]


WORDS = st.lists(st.sampled_from("lamp lamps red of the tide x 3".split()), max_size=6).map(" ".join)


@given(st.lists(WORDS, max_size=40), st.lists(WORDS, min_size=1, max_size=40))
def test_every_phrase_is_in_the_titles_that_are_named_for_it_and_no_other(recent, before):
    for each in rising_words.rising(of_titles(recent), of_titles(before), a_comparison(len(recent), len(before))):
        places = tuple(at for at, title in enumerate(recent) if f" {each.words} " in f" {title} ")
        assert each.places == places
        assert each.titles == len(places) >= rising_words.MIN_PAPERS
        count = sum(f" {each.words} " in f" {title} " for title in before)
        assert each.expected == round(count * len(recent) / len(before))


def test_in_an_archive_the_places_are_those_of_its_papers():
    last = date(2025, 3, 10)
    titles = {at: ["Old cats", "Quiet"] for at in range(60, 420, 9)}
    titles |= {at: ["Cats", "A $\\alpha$-Lamp"] for at in range(8)}
    listings = {last - timedelta(at): [an_entry(f"{title} {at}") for title in some] for at, some in titles.items()}
    archive = merged(a_listing(day, *some) for day, some in listings.items())
    compared = comparisons.latest(numbers_of(archive.papers), last.toordinal() + 1)
    [found] = rising_words.of(archive, compared)
    assert (found.words, found.written) == ("alpha lamp", "alpha lamp")
    papers = [archive.papers[place].facts.title for place in found.places]
    assert papers == [f"A $\\alpha$-Lamp {at}" for at in range(7, -1, -1)]
    assert rising_words.of(archive, comparisons.latest([], 1)) == ()


@pytest.mark.parametrize(
    ("titles", "words", "written"),
    [
        (["Long-Horizon Kites", "Long-Horizon Boats", "A long horizon"], "long horizon", "Long-Horizon"),
        (["OCR at Sea", "The OCR", "ocr"], "ocr", "OCR"),
        (["Unocred", "Lamps"], "ocr", "ocr"),
        (["Chain-of-Thought", "The Chain of Thought", "Any Chain of  Thought"], "chain of thought", "Chain of Thought"),
        (["Éclair", "An Eclair"], "eclair", "Eclair"),
        (["C++ (C++)"], "cplusplus", "cplusplus"),
        ([], "lamp", "lamp"),
    ],
)
def test_a_phrase_is_shown_as_most_titles_write_it(titles, words, written):
    papers = merged([a_listing(date(2025, 3, 10), *map(an_entry, titles))]).papers
    assert rising_words._written(words, papers) == written

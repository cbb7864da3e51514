"""The filters of templates that do not depend on the site."""

import re
import textwrap
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette import tex
from gazette.core.model import Notice
from gazette.rendering import filters


def test_dates_are_written_in_words():
    day = date(2025, 3, 12)
    assert (filters.long_date(day), filters.short_date(day)) == ("Wednesday 12 March 2025", "12 March 2025")


def test_a_withdrawal_has_its_day_and_its_reason():
    assert filters.withdrawal(Notice(date(2025, 3, 16), "an error")) == "Withdrawn on 16 March 2025: an error"
    assert filters.withdrawal(Notice(date(2025, 3, 16), "")) == "Withdrawn on 16 March 2025"


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        (date(2026, 8, 10), date(2026, 8, 14), "10 to 14 August 2026"),
        (date(2025, 3, 31), date(2025, 4, 4), "31 March to 4 April 2025"),
        (date(2024, 12, 30), date(2025, 1, 3), "30 December 2024 to 3 January 2025"),
        (date(2025, 3, 1), date(2026, 3, 1), "1 March 2025 to 1 March 2026"),
        (date(2025, 3, 12), date(2025, 3, 12), "12 March 2025"),
    ],
)
def test_a_range_of_dates_says_no_month_or_year_twice(first, last, shown):
    assert filters.date_range(first, last) == shown


@pytest.mark.parametrize(("count", "shown"), [(0, "0\xa0papers"), (1, "1\xa0paper"), (2000, "2.000\xa0papers")])
def test_a_count_of_one_has_a_singular_noun(count, shown):
    assert filters.of_language("de")["counted"](count, "paper") == shown


def test_thousandths_are_written_as_percent():
    assert [filters.percent(each) for each in (0, 5, 123, 1000)] == [
        "0.0\u00a0%",
        "0.5\u00a0%",
        "12.3\u00a0%",
        "100.0\u00a0%",
    ]


def test_an_opening_is_as_many_whole_sentences_as_fit():
    assert filters.opening("One is here. Two is there. Three is not.", 30) == "One is here. Two is there."


def test_an_opening_does_not_end_inside_a_number_or_an_abbreviation():
    assert filters.opening("At 3.5 points, e.g. more. Then", 26) == "At 3.5 points, e.g. more."
    assert filters.opening("All is well. Models (a.k.a. Agents) are not. Then", 30) == "All is well."


def test_an_opening_is_cut_if_the_first_sentence_is_too_long():
    found = filters.opening("word " * 100, 30)
    assert len(found) <= 30
    assert found.endswith("word …")


def test_a_first_sentence_up_to_the_longest_length_is_not_cut():
    text = "A sentence of some length, which goes on. Another."
    assert filters.opening(text, 20, 60) == "A sentence of some length, which goes on."
    assert filters.opening(text, 20, 30) == filters.opening(text, 20) == "A sentence of some …"


@pytest.mark.parametrize(("names", "shown"), [("abcd", "abcd"), ("abcde", "abc"), ("", "")])
def test_a_long_list_is_cut_unless_only_one_name_would_be_left_out(names, shown):
    assert filters.some(tuple(names)) == tuple(shown)


def test_wrapping_changes_only_white_space():
    text = "word-by-word " * 500
    wrapped = filters.wrapped(text)
    assert wrapped.split() == text.split()
    assert max(map(len, wrapped.split("\n"))) <= 120


def test_a_feed_names_all_creators_that_fit_into_a_header():
    assert filters.creators(("Ada Example", "Bo van Sample", "Cy Third", "Di Fourth", "Ed Fifth")).count(",") == 4
    many = filters.creators([f"Person Number {n}" for n in range(664)])
    assert many.endswith(" others")
    assert 300 < len(many.encode()) < 420
    assert len(filters.creators(("ש" * 900,)).encode()) <= 400


SHORT = st.lists(
    st.sampled_from(["word", "a-b", "--", "x" * 30, " ", "  ", ". ", "! A", "? (", "\n", "é", "\u00a0"]), max_size=20
)


@given(SHORT.map("".join), st.sampled_from([5, 10, 20, 40]))
def test_a_sentence_is_cut_where_textwrap_would_cut_it(text, length):
    kept = filters.opening(text, length)
    whole = re.split(r"(?<=[.!?])\s+(?=[A-Z(])", text)[0].lstrip()
    if len(whole) > length:
        assert kept == textwrap.shorten(whole, length, placeholder=" …")
    assert len(kept) <= length


@pytest.mark.parametrize(
    ("text", "length"),
    [("One. Two. Three.", 4), ("One long sentence that is cut.", 12), ("unbroken" * 9, 20), ("Short…", 20), ("", 5)],
)
def test_an_opening_and_the_text_after_it_are_the_whole_text(text, length):
    shown = filters.opening(text, length)
    rest = filters.after(text, shown)
    kept = shown if text.startswith(shown) else shown.removesuffix("…").rstrip()
    assert " ".join(filter(None, [kept, rest])).replace(" ", "") == text.replace(" ", "")


def test_nothing_comes_after_an_opening_that_is_the_whole_text():
    assert filters.after("A sentence. Another.", filters.opening("A sentence. Another.")) == ""


@pytest.mark.parametrize("length", range(8, 60))
def test_an_opening_never_cuts_a_formula(length):
    text = r"We show $x_1 + y$, then an ell_infty bound of $O(n)$ and more words. And a second sentence."
    whole = tex.split(tex.mark(text))
    kept = tex.split(filters.opening(tex.mark(text), length)) or ()
    assert {part for part in kept if isinstance(part, tex.Formula)} <= set(whole)
    assert all(part.isprintable() for part in kept if isinstance(part, str))


def test_the_text_after_an_opening_keeps_its_formulas():
    held = tex.mark("It takes R^{ntimes d}. So does $x_1$. And ell_2.")
    rest = filters.after(held, filters.opening(held, 40))
    assert [part.tex for part in tex.split(rest) if isinstance(part, tex.Formula)] == ["x_1", r"\ell_2"]


@given(st.text("ab-—. ()", max_size=200), st.integers(3, 60))
def test_a_text_is_cut_where_textwrap_cuts_it(text, length):
    assert filters._shorten(text, length) == textwrap.shorten(text, length, placeholder=" …")

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.tex.restore.tokens import (
    LOOKAHEAD,
    Kind,
    before_space,
    is_end,
    is_end_of_number,
    past_space,
    runs_on,
    tokenize,
)


def words(text):
    return [token.text for token in tokenize(text)[:-LOOKAHEAD]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("36times 64", ["36", "times", " ", "64"]),
        ("ntimes d", ["n", "times", " ", "d"]),
        ("nvarepsilon", ["n", "varepsilon"]),
        ("12,000.5", ["12,000.5"]),
        ("dtoinfty", ["d", "to", "infty"]),
        ("X^TY", ["X", "^", "T", "Y"]),
        ("a^nb^n", ["a", "^", "n", "b", "^", "n"]),
        ("varepsilon_ur", ["varepsilon", "_", "u", "r"]),
    ],
)
def test_macros_are_tokens_even_if_letters_or_digits_are_glued_to_them(text, expected):
    assert words(text) == expected


@pytest.mark.parametrize(
    "opaque", ["https://a.example/b_c^2", "a_b@example.org", "`x_1`", r"\alpha", "www.example.org"]
)
def test_addresses_code_and_macros_with_a_backslash_are_opaque(opaque):
    token, end, *_ = tokenize(opaque)
    assert (token.kind, token.text, end.kind) == (Kind.OPAQUE, opaque, Kind.END)


def test_a_part_of_a_word_is_glued_to_the_part_before():
    assert [token.glued for token in tokenize("ntimes d")[:-LOOKAHEAD]] == [False, True, False, False]


def test_the_tokens_of_a_stretch_have_their_places_in_the_text():
    assert [(token.text, token.start, token.end) for token in tokenize("an x_1 here", 3, 6)[:3]] == [
        ("x", 3, 4),
        ("_", 4, 5),
        ("1", 5, 6),
    ]


@given(st.text(alphabet="aAtimesvarepsilon0_^{}()$\\ .,;", max_size=60))
def test_the_tokens_together_are_the_text(text):
    row = tokenize(text)
    assert "".join(token.text for token in row) == text
    assert all(text[token.start : token.end] == token.text for token in row)


def test_places_are_found_past_and_before_a_space():
    row = tokenize("a b")
    assert [past_space(row, at) for at in (0, 1, 2)] == [0, 2, 2]
    assert [before_space(row, at) for at in (1, 2)] == [0, 0]


@pytest.mark.parametrize(
    ("text", "expected"), [("1 x", True), ("1.", True), ("1x", False), ("1_x", False), ("1.py", False)]
)
def test_letters_and_suffixes_do_not_end_what_comes_before(text, expected):
    assert is_end(tokenize(text), 1) == expected


@pytest.mark.parametrize(("text", "expected"), [("30B tokens", True), ("30times 2", True), ("30GB", False)])
def test_a_number_may_have_a_unit_of_one_letter(text, expected):
    assert is_end_of_number(tokenize(text), 1) == expected


def test_letters_run_on_if_they_were_not_split():
    row = tokenize("R^dxyz")
    assert [runs_on(row, at) for at in (0, 1)] == [False, True]

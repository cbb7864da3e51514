import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.tex.restore.tokens import Kind, tokens


def words(text):
    return [token.text for token in tokens(text) if token.text]


@pytest.mark.parametrize(
    ("text", "row"),
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
def test_names_stand_by_themselves_where_letters_or_digits_are_glued_to_them(text, row):
    assert words(text) == row


@pytest.mark.parametrize("away", ["https://a.example/b_c^2", "a_b@example.org", "`x_1`", r"\alpha", "www.example.org"])
def test_addresses_code_and_commands_are_one_token_that_is_in_no_formula(away):
    (token, _) = tokens(away)
    assert (token.kind, token.text) == (Kind.AWAY, away)


def test_only_the_parts_after_the_first_are_cut():
    assert [token.cut for token in tokens("ntimes d")] == [False, True, False, False, False]


@given(st.text(alphabet="aAtimesvarepsilon0_^{}()$\\ .,;", max_size=60))
def test_nothing_of_a_text_is_lost(text):
    row = tokens(text)
    assert "".join(token.text for token in row) == text
    assert all(text[token.start : token.end] == token.text for token in row)

import pytest

from gazette.tex import unicode as letters


@pytest.mark.parametrize(
    ("text", "style", "styled"),
    [
        ("OL", "script", "𝒪ℒ"),
        ("RN", "double-struck", "ℝℕ"),
        ("g", "fraktur", "𝔤"),
        ("h", "italic", "ℎ"),
        ("x1", "bold", "𝐱𝟏"),
        ("θ", "bold-italic", "𝜽"),
        ("é+", "bold", "é+"),
        ("x", "no such style", "x"),
    ],
)
def test_letters_come_in_the_styles_that_unicode_has(text, style, styled):
    assert letters.styled(text, style) == styled


def test_scripts_are_whole_or_none():
    assert letters.script("n+1", letters.RAISED) == "ⁿ⁺¹"
    assert letters.script("2/3", letters.RAISED) == ""
    assert letters.script("i", letters.LOWERED) == "ᵢ"


def test_a_mark_stands_on_one_letter():
    assert letters.topped("y", "ˆ") == "ŷ"
    assert letters.topped("AB", "¯") == ""
    assert letters.topped("y", "?") == ""

import pytest

from gazette.tex import unicode


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
    assert unicode.styled(text, style) == styled


def test_scripts_are_whole_or_none():
    assert unicode.script("n+1", unicode.RAISED) == "ⁿ⁺¹"
    assert unicode.script("2/3", unicode.RAISED) == ""
    assert unicode.script("i", unicode.LOWERED) == "ᵢ"


def test_a_mark_stands_on_one_letter():
    assert unicode.topped("y", "ˆ") == "ŷ"
    assert unicode.topped("AB", "¯") == ""
    assert unicode.topped("y", "?") == ""

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
def test_letters_get_the_styles_that_unicode_has(text, style, styled):
    assert unicode.styled(text, style) == styled


def test_all_of_a_text_becomes_a_script_or_nothing():
    assert unicode.script("n+1", unicode.SUPERSCRIPTS) == "ⁿ⁺¹"
    assert unicode.script("2/3", unicode.SUPERSCRIPTS) == ""
    assert unicode.script("i", unicode.SUBSCRIPTS) == "ᵢ"


def test_one_letter_gets_an_accent():
    assert unicode.accented("y", "ˆ") == "ŷ"
    assert unicode.accented("AB", "¯") == ""
    assert unicode.accented("y", "?") == ""


def test_a_line_is_over_every_letter():
    assert unicode.overlined("AB") == "A\u0305B\u0305"


def test_every_accent_has_a_form_for_several_letters():
    assert unicode.SPACING.keys() == unicode.ACCENTS.keys()
    assert unicode.ACCENTS.keys() >= unicode.LINES

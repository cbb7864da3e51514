import pytest

from gazette import tex
from gazette.tex import Formula


def test_plain_prose_has_no_parts():
    assert tex.split("Nothing here.") is None


def test_prose_and_formulas_come_in_their_order():
    text = 'A $x$ and 36times 64, na\\"{\\i}ve.'
    assert tex.split(text) == (
        "A ",
        Formula("x"),
        " and ",
        Formula(r"36\times 64", words="36times 64"),
        ", naïve.",
    )


def test_display_is_kept():
    assert tex.split(r"So \[x\] is") == ("So ", Formula("x", display=True), " is")


def test_words_between_dollars_are_words():
    assert tex.split(r"the $\textit{\textbf{S}earch}$ here") == ("the ", "Search", " here")


TEXTS = ["An $x_1$ and an ell_infty bound", r"na\"{\i}ve", "Nothing here.", r"So \[x\] is", "", "$x_1$"]


@pytest.mark.parametrize("text", TEXTS)
def test_a_held_text_has_the_parts_of_the_text(text):
    assert (tex.split(tex.mark(text)) or (str(tex.mark(text)),)) == (tex.split(text) or (text,))


def test_what_is_cut_from_a_held_text_is_not_read_again():
    held = tex.mark("It takes R^d. So does R^{ntimes d}")
    assert tex.split(type(held)(held[:9])) is None
    assert tex.split(type(held)(held.partition(". ")[2])) == (
        "So does ",
        Formula(r"R^{n\times d}", words="R^{ntimes d}"),
    )


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("of $O(n^2)$", "of O(n²)"),
        ("of mathcal O(K^{2/3})", "of 𝒪(K^(2/3))"),
        ("Open-Sora in $200k", "Open-Sora in $200k"),
        (r"a $\frac{1}{2}$", "a 1/2"),
        (r"an $\unknown{x}$", r"an \unknown{x}"),
    ],
)
def test_plain_is_unicode_alone(text, plain):
    assert tex.plain_text(text) == plain


@pytest.mark.parametrize("text", ["an $\\varepsilon$-cover", "an varepsilon-cover", "an ε-cover"])
def test_search_finds_a_letter_by_its_sign(text):
    assert "ε" in tex.search_text(text)


@pytest.mark.parametrize("text", ["an $\\varepsilon$-cover", "an varepsilon-cover"])
def test_search_finds_a_letter_by_its_name_too(text):
    assert {"varepsilon", "an", "ε-cover"} <= set(tex.search_text(text).split())


def test_search_finds_a_formula_as_it_was_listed():
    assert "36times 64" in tex.search_text("about 36times 64 pixels")
    assert tex.search_text("no formula") == "no formula"

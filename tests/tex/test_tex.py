import pytest

from gazette import tex


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
def test_plain_text_is_unicode(text, plain):
    assert tex.plain_text(text) == plain


@pytest.mark.parametrize("text", ["an $\\varepsilon$-cover", "an varepsilon-cover", "an ε-cover"])
def test_a_letter_is_found_by_its_symbol(text):
    assert "ε" in tex.search_text(text)


@pytest.mark.parametrize("text", ["an $\\varepsilon$-cover", "an varepsilon-cover"])
def test_a_letter_is_found_by_its_name(text):
    assert {"varepsilon", "an", "ε-cover"} <= set(tex.search_text(text).split())


def test_a_formula_is_found_by_its_original():
    assert "36times 64" in tex.search_text("about 36times 64 pixels")
    assert tex.search_text("no formula") == "no formula"

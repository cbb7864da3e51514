import pytest

from gazette.tex import plain


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        ("O(n^2)", "O(n²)"),
        (r"\mathcal O(K^{2/3})", "𝒪(K^(2/3))"),
        (r"\mathbb{R}^{n\times d}", "ℝ^(n×d)"),
        (r"x_i^2", "xᵢ²"),
        (r"p_{gen} > 0", "p_gen > 0"),
        (r"\frac{a+b}{2}", "(a + b)/2"),
        (r"\sqrt{x+1}", "√(x + 1)"),
        (r"\sqrt[3]{x}", "³√x"),
        (r"\tilde{O}(n \log n)", "Õ(n log n)"),
        (r"\begin{pmatrix}a&b\\c&d\end{pmatrix}", "(a b; c d)"),
        (r"12,000\times", "12,000×"),
        (r"\underbrace{x}_{y}", "x_y"),
        ("+8.7", "+8.7"),
        (r"e^{i\pi}", "e^(iπ)"),
        (r"\sqrt{2\pi}\sigma", "√(2π)σ"),
        (r"\binom{n}{k}", "(n choose k)"),
        (r"\frac{a}{2\pi}", "a/(2π)"),
        (r"\overline{AB}", "A\u0305B\u0305"),
        (r"\widehat{xyz}", "(xyz)ˆ"),
        ("f''(x)", "f″(x)"),
        (r"\begin{aligned}a&=b\\c&=d\end{aligned}", "a = b; c = d"),
        ("100{,}000", "100,000"),
        (r"\unknown", r"\unknown"),
    ],
)
def test_a_formula_becomes_one_line_of_unicode(tex, text):
    assert plain.render(tex) == text

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazette.tex import plain
from tests.make import times


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
        (r"a-b=-c", "a − b = −c"),
        (r"e^{-x}\log n", "e⁻ˣ log n"),
        (r"-\log x", "−log x"),
        (r"|V|\log|V|", "|V| log |V|"),
        (r"\lceil\log n\rceil", "⌈log n⌉"),
        (r"s\sim\mathcal N(0,1)", "s ∼ 𝒩(0, 1)"),
        (r"p(a\mid b)", "p(a ∣ b)"),
        ("f:=g", "f := g"),
        (r"f: X\to Y", "f: X → Y"),
        ("1:3", "1:3"),
        (r"n\equiv 1\pmod 3", "n ≡ 1 (mod 3)"),
        (r"\geq 5", "≥5"),
        (r"\in F", "∈ F"),
        (r"\xrightarrow{\text{a map}}", "→^(a map)"),
        (r"2^{\binom{n}{k}}", "2^((n choose k))"),
        (r"\mathring{A}", "Å"),
        (r"\mathbf{7.5\times10^{-5}}", "7.5×10⁻⁵"),
        (r"\mathbf{1}[x]", "𝟏[x]"),
    ],
)
def test_a_formula_becomes_one_line_of_unicode(tex, text):
    assert plain.render(tex) == text


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        (r"\frac{a+b}{2}c", "((a + b)/2)c"),
        (r"\tfrac1n U", "(1/n)U"),
        (r"\sigma^2\frac{M}{\Delta}\ln T", "σ²(M/Δ) ln T"),
        (r"\log\frac{1}{\delta}", "log(1/δ)"),
        (r"1-\frac{1}{\rho}", "1 − 1/ρ"),
        (r"-\frac{1}{2}", "−1/2"),
        (r"x/\frac{a}{b}", "x/(a/b)"),
        (r"\frac{\frac{a}{b}}{c}", "(a/b)/c"),
        (r"\frac{T\log T}{N}", "(T log T)/N"),
        (r"\frac{\log(1/\beta)}{\epsilon^2}", "log(1/β)/ϵ²"),
        (r"\frac{a/b}{c}", "(a/b)/c"),
        (r"{a+b}^2", "a + b²"),  # as it is drawn
        (r"{x^2}^3", "(x²)³"),
        (r"\sqrt{x}^2", "(√x)²"),
        (r"(a+b)^2", "(a + b)²"),
        (r"\left(a+b\right)^2", "(a + b)²"),
        (r"\sqrt{d}e", "√d e"),
        (r"X_\theta Y", "X_θ Y"),
        (r"H^{2.5} S^2", "H^2.5 S²"),
        (r"n\mathrm{rank}(A)", "n rank(A)"),
        (r"\mathrm{rank}A", "rank A"),
        (r"\Delta\mathrm{PE}", "ΔPE"),
        (r"\mathrm{KL}(p)", "KL(p)"),
        (r"U^\top V", "U^⊤ V"),
        (r"\partial^2_\theta L", "∂²_θ L"),
        (r"X_{\infty}^c", "Xᶜ_∞"),
        (r"\frac{a}{bc}", "a/(bc)"),
    ],
)
def test_brackets_and_spaces_keep_the_meaning(tex, text):
    assert plain.render(tex) == text


# Random formulas: the value of the text is that of the formula

VALUES = {"a": 1.7, "b": 2.3, "c": 3.1}
RAISED = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ᵃᵇᶜ", "0123456789+−()abc", strict=True))
ATOMS = st.sampled_from(["a", "b", "c", "2", "3"]).map(lambda name: (name, VALUES.get(name) or float(name)))
"""TeX and its value."""


def factor(part):
    """A part as a factor: letters and what shows its extent need no brackets."""
    shows_extent = part[0].startswith(("\\frac", "\\sqrt", "{")) and part[0].endswith("}") and len(part) > 2
    return part[0] if part[0] in VALUES or shows_extent else f"({part[0]})"


def sums(inner):
    return st.tuples(inner, st.sampled_from("+-"), inner).map(
        lambda row: (row[0][0] + row[1] + factor(row[2]), row[0][1] + (row[2][1] if row[1] == "+" else -row[2][1]))
    )


def products(inner):
    return st.tuples(inner, inner).map(lambda row: (factor(row[0]) + factor(row[1]), row[0][1] * row[1][1]))


def fractions(inner):
    pairs = st.tuples(inner, inner.filter(lambda part: abs(part[1]) > 1e-3))
    return pairs.map(lambda row: (rf"\frac{{{row[0][0]}}}{{{row[1][0]}}}", row[0][1] / row[1][1], "closed"))


def powers(inner):
    bases = inner.filter(lambda part: 1e-3 < abs(part[1]) < 1e3)
    pairs = st.tuples(bases, st.one_of(ATOMS, sums(ATOMS), fractions(ATOMS)))
    return pairs.map(lambda row: (f"{{{factor(row[0])}}}^{{{row[1][0]}}}", abs(row[0][1]) ** row[1][1], "closed"))


def roots(inner):
    return inner.map(lambda part: (rf"\sqrt{{{part[0]}}}", abs(part[1]) ** 0.5, "closed"))


FORMULAS = st.recursive(
    ATOMS,
    lambda inner: st.one_of(sums(inner), products(inner), fractions(inner), powers(inner), roots(inner)),
    max_leaves=6,
)


def value(text):
    """The value of a line: products have no sign, and bind like a division, from left to right."""
    position = 0
    text = re.sub(f"[{''.join(RAISED)}]+", lambda found: f"^({''.join(map(RAISED.get, found[0]))})", text)
    tokens = [*re.findall(r"\d+|[abc()√^/+−]", text), ""]

    def take(*expected):
        nonlocal position
        if tokens[position] in expected:
            position += 1
            return tokens[position - 1]
        return ""

    def total():
        found = term()
        while sign := take("+", "−"):
            found += term() if sign == "+" else -term()
        return found

    def term():
        sign = -1 if take("−") else 1
        found = power()
        while tokens[position] not in ("", ")", "+", "−"):
            found = found / power() if take("/") else found * power()
        return sign * found

    def power():
        if take("√"):
            return abs(operand()) ** 0.5
        found = operand()
        return abs(found) ** operand() if take("^") else found

    def operand():
        nonlocal position
        if take("("):
            found = total()
            assert take(")")
            return found
        position += 1
        return VALUES.get(tokens[position - 1]) or float(tokens[position - 1])

    found = total()
    assert position == len(tokens) - 1
    return found


@settings(max_examples=times(400, 5_000))
@given(FORMULAS)
def test_the_text_of_a_formula_has_its_value(formula):
    tex, expected = formula[:2]
    assert value(plain.render(tex)) == pytest.approx(expected, rel=1e-6, abs=1e-9)


@pytest.mark.parametrize(
    ("formula", "line"),
    [
        (r"x \text{ if } y", "x if y"),
        (r"a \text{ for all } b>0", "a for all b > 0"),
        (r"\begin{cases}1&\text{if }x\\0&\text{otherwise}\end{cases}", "{1 if x; 0 otherwise"),
        (r"F_{\text{model}}x", "F_model x"),
        (r"a\text{-b}", "a-b"),
    ],
)
def test_words_keep_their_own_spaces(formula, line):
    assert plain.render(formula) == line


@pytest.mark.parametrize(
    ("formula", "line"),
    [
        (r"\frac{n!+1}{2}", "(n! + 1)/2"),
        (r"2\frac{n!+a}{b}", "2((n! + a)/b)"),
        (r"\frac{a}{b}!", "(a/b)!"),
        (r"\frac{n!}{k!}", "n!/(k!)"),
    ],
)
def test_a_factorial_closes_no_bracket(formula, line):
    assert plain.render(formula) == line

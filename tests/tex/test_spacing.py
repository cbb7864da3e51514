import re

import pytest

from gazette.tex import mathml

NONE, THIN, MEDIUM, THICK = "0", "0.17em", "0.22em", "0.28em"


def spaces_around(tex, symbol, display=False):
    """The space before and after an operator; None where it is that of the browser."""
    attributes = re.search(rf"<mo([^>]*)>{re.escape(symbol)}</mo>", mathml.render(tex, display))[1]
    return tuple(
        found[1] if (found := re.search(f'{side}="([^"]*)"', attributes)) else None for side in ("lspace", "rspace")
    )


@pytest.mark.parametrize(
    ("tex", "symbol", "expected"),
    [
        ("a=b", "=", (None, None)),
        ("a=-b", "−", (NONE, NONE)),
        (r"x\in\{\pm 1\}", "±", (NONE, NONE)),
        (r"(+\infty,a)", "+", (NONE, NONE)),
        (r"f(\cdot,x)", "·", (NONE, NONE)),
        ("x_{t-1}", "−", (NONE, NONE)),
        ("A_{n,d}", ",", (None, NONE)),
        (r"\frac{1}{1-x}", "−", (NONE, NONE)),
        ("f: X", ":", (THICK, THICK)),
        ("x_{1:n}", ":", (NONE, NONE)),
        (r"f\colon X", ":", (NONE, NONE)),
        ("f:=g", ":=", (THICK, THICK)),
        (r"a\perp b", "⟂", (None, None)),
        (r"a\bmod b", "mod", (MEDIUM, MEDIUM)),
        (r"\sim17", "∼", (NONE, NONE)),
        (r"\to 0.5", "→", (NONE, THICK)),
        (r"\notin F", "∉", (NONE, THICK)),
        (r"36\times", "×", (NONE, NONE)),
        (r"a\lambda{=}2", "=", (NONE, NONE)),
        (r"y=\sum_i x", "∑", (NONE, None)),
        (r"\log|x|", "|", (THIN, NONE)),
    ],
)
def test_operators_have_the_space_of_TeX(tex, symbol, expected):
    assert spaces_around(tex, symbol) == expected


def test_operators_in_a_fraction_have_space_on_a_line_of_its_own():
    assert spaces_around(r"\frac{1}{1-x}", "−", display=True) == (None, None)


@pytest.mark.parametrize(
    "tex", [r"e^{-x}\log n", r"\frac{M}{2}\ln T", r"\sqrt{n}\log n", r"x_i\sin y", r"T\log T", r"\max_x f"]
)
def test_a_thin_space_stands_between_operands_and_functions(tex):
    assert f'<mspace width="{THIN}"></mspace>' in mathml.render(tex)


@pytest.mark.parametrize("tex", [r"(\log x)", r"\lceil\log n\rceil", r"\exp(x)"])
def test_no_space_stands_between_functions_and_brackets(tex):
    assert mathml.render(tex).count("<mspace") == ("exp" not in tex)


def test_words_around_one_operator_do_not_take_its_space():
    """Browsers take a row of words and one operator for an operator."""
    assert mathml.render(r"\text{61\%}\uparrow").startswith("<math><mrow><mn>61%</mn>")


def test_written_spaces_keep_their_widths():
    drawn = mathml.render(r"a\,b\quad c\qquad d\hspace{9em}e\kern-1em f")
    assert re.findall('width="([^"]*)"', drawn) == ["0.17em", "1em", "2em", "2em"]

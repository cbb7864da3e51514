import pytest

from gazette import tex


@pytest.mark.parametrize(
    ("text", "restored"),
    [
        ("with rho = 0.44 and", r"with $\rho = 0.44$ and"),
        ("for 0<delta<1 and", r"for $0<\delta<1$ and"),
        ("so Sin R^{mtimes n} is", r"so $S\in R^{m\times n}$ is"),
        ("let XinR^{ntimes d} be", r"let $X\in R^{n\times d}$ be"),
        ("F:R^drightarrowR if", r"F:$R^d\rightarrow R$ if"),
        ("if rho^2dto0 as dtoinfty, then", r"if $\rho^2d\to0$ as $d\to\infty$, then"),
        ("some alpha in (0,1) with", r"some $\alpha \in (0,1)$ with"),
        ("as K to infty, from 10^{-3} to 10^{-5}", r"as $K \to \infty$, from $10^{-3}$ to $10^{-5}$"),
        ("all of x_1 to x_n", "all of $x_1$ to $x_n$"),
        ("where m gg n and h = g circ p", r"where $m \gg n$ and $h = g \circ p$"),
        ("any u, vin V of", r"any u, $v\in V$ of"),
        ("of 0.25 pm 4.88 cdot 10^{-8}, so", r"of $0.25 \pm 4.88 \cdot 10^{-8}$, so"),
        ("probability 1-delta is", r"probability $1-\delta$ is"),
        ("at 256times256times3 and 2sim3times", r"at $256\times256\times3$ and $2\sim3\times$"),
    ],
)
def test_operators_and_relations_join_what_is_sure(text, restored):
    assert tex.restore_formulas(text) == restored


@pytest.mark.parametrize(
    "text",
    [
        "win (0, 1) of",
        "3 times 4 hours",
        "A to B",
        "at 5 pm 20 people",
        "version 1-alpha",
        "in R we",
        "p < 0.05",
        "x in y",
    ],
)
def test_words_between_words_join_nothing(text):
    assert tex.restore_formulas(text) in (text, text.replace("3 times 4", r"$3 \times 4$"))

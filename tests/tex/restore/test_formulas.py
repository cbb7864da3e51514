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
def test_operators_and_relations_join_operands_with_a_hint(text, restored):
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
def test_words_of_prose_join_nothing(text):
    assert tex.restore_formulas(text) in (text, text.replace("3 times 4", r"$3 \times 4$"))


@pytest.mark.parametrize(
    ("text", "restored"),
    [
        ("regret of mathcal O(K^{2/3}) is", r"regret of $\mathcal O(K^{2/3})$ is"),
        ("with d^2varepsilon^{-2} and", r"with $d^2\varepsilon^{-2}$ and"),
        ("about 36times 64 pixels", r"about $36\times 64$ pixels"),
        ("some nvarepsilon of", r"some $n\varepsilon$ of"),
        ("is widetilde{O}(d^{kq}) here", r"is $\widetilde{O}(d^{kq})$ here"),
        ("only sim17 of", r"only $\sim17$ of"),
        ("up to 36times faster", r"up to $36\times$ faster"),
        ("where x_1, ldots, x_n are", r"where $x_1, \ldots, x_n$ are"),
        ("x_{t+1} = x_t - eta nabla f(x_t)", r"$x_{t+1} = x_t - \eta \nabla f(x_t)$"),
        ("= 1/n sum_{i=1}^n f_i(x)", r"= $1/n \sum_{i=1}^n f_i(x)$"),
        ("a high Hbeta-score", r"a high $H\beta$-score"),
        ("with 1.3B sim14B and leq 4B", r"with 1.3B $\sim14$B and $\leq 4$B"),
    ],
)
def test_a_formula_is_as_long_as_possible(text, restored):
    assert tex.restore_formulas(text) == restored

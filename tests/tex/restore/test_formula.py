import pytest

from gazette import tex


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
def test_a_formula_goes_as_far_as_its_grammar(text, restored):
    assert tex.restore_formulas(text) == restored

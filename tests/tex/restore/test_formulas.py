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
        ("terms -p, -p^{10} and -infty of", r"terms -p, $-p^{10}$ and $-\infty$ of"),
        ("some 5 -10^{6} and non-x_1 of", "some 5 -$10^{6}$ and non-$x_1$ of"),
        ("gates R(pi/4) and R(pi) of", r"gates $R(\pi/4)$ and $R(\pi)$ of"),
        ("update Delta W = BA^top has", r"update $\Delta W = BA^\top$ has"),
        ("and M_h = W_K^{htop}W_Q^h of", r"and $M_h = W_K^{h\top}W_Q^h$ of"),
        ("when d = o(klog (n/k)) of", r"when $d = o(k\log (n/k))$ of"),
        ("an {alpha}-stable {Lambda}CDM of", r"an ${\alpha}$-stable ${\Lambda}$CDM of"),
        ("with gammaR_{i} and dsum_{k} c_k of", r"with $\gamma R_{i}$ and $d\sum_{k} c_k$ of"),
        ("with 1.3B sim14B and leq 4B", r"with 1.3B $\sim14$B and $\leq 4$B"),
    ],
)
def test_a_formula_is_as_long_as_possible(text, restored):
    assert tex.restore_formulas(text) == restored


@pytest.mark.parametrize(
    ("text", "restored"),
    [
        ("by 0.7uparrow and 4timesH100", r"by $0.7\uparrow$ and $4\times$H100"),
        ("10^{5}times more", r"$10^{5}\times$ more"),
        ("within pm 2sigma and pm0.15 of", r"within $\pm 2\sigma$ and $\pm0.15$ of"),
        ("a delta Delta_L of", r"a delta $\Delta_L$ of"),
        ("at ge 1.8times less", r"at $\ge 1.8\times$ less"),
        ("at le 3% noise", r"at $\le 3$% noise"),
        ("about {leq},3 of", r"about ${\leq}\,3$ of"),
        ("is int_0^1 f(x),dx for", r"is $\int_0^1 f(x)\,dx$ for"),
        ("some {sim}40!times of", r"some ${\sim}40\!\times$ of"),
    ],
)
def test_a_formula_begins_and_ends_with_a_relation_or_a_space(text, restored):
    assert tex.restore_formulas(text) == restored


@pytest.mark.parametrize(
    "text",
    [
        "a{alpha} of 5{mu}m",
        "the {name} of {x}",
        "GABA(alpha) and A(beta)",
        "the GABA-B(beta) receptor",
        "the TNF-alphaR_1 gene",
        "fell to13 points",
        "le Monde",
        "at 5 pm 20 people",
        "2 times 3, x",
    ],
)
def test_words_that_begin_or_end_no_formula_stay(text):
    assert tex.restore_formulas(text) in (text, text.replace("2 times 3", r"$2 \times 3$"))

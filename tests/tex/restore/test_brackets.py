import time

import pytest

from gazette import tex
from gazette.tex.restore.brackets import MAX_DEPTH


@pytest.mark.parametrize(
    ("text", "restored"),
    [
        ("O(K^{2/3}) time", "$O(K^{2/3})$ time"),
        ("y in {0,1}^n so", r"$y \in \{0,1\}^n$ so"),
        ("norm |x|_infty is", r"norm $|x|_\infty$ is"),
        ("min_x| Ax - b |_2 which", r"$\min_x| Ax - b |_2$ which"),
        ("lceil log_2 N rceil is", r"$\lceil \log_2 N \rceil$ is"),
        ("langle x, y rangle is", r"$\langle x, y \rangle$ is"),
        ("= sigmaleft( x_i right) of", r"= $\sigma\left( x_i \right)$ of"),
        ("with {bf 1}_n and {cal N}=4", r"with ${\bf 1}_n$ and ${\cal N}=4$"),
        ("the (epsilon, delta)-private", r"the $(\epsilon, \delta)$-private"),
        ("a p_theta(x|z) is", r"a $p_\theta(x|z)$ is"),
    ],
)
def test_brackets_contain_formulas_and_are_part_of_them(text, restored):
    assert tex.restore_formulas(text) == restored


@pytest.mark.parametrize(
    ("text", "restored"),
    [("few (sim100B) tokens", r"few ($\sim100$B) tokens"), ("(see x_1)", "(see $x_1$)"), ("of [x_1]", "of [$x_1$]")],
)
def test_brackets_of_the_sentence_are_not_part_of_the_formula(text, restored):
    assert tex.restore_formulas(text) == restored


def test_unclosed_brackets_take_little_time():
    for text in ("(" * 5_000 + "x_1", "(x_1 " * 3_000, "{" * 5_000, "|x_1 " * 3_000, "langle " * 2_000):
        began = time.process_time()
        tex.lost_formulas.__wrapped__(text)
        assert time.process_time() - began < 1


def test_deeply_nested_brackets_are_not_read():
    nested = "(" * (MAX_DEPTH + 1) + "x_1" + ")" * (MAX_DEPTH + 1)
    assert tex.restore_formulas(f"f{nested}") == f"f{nested}".replace("x_1", "$x_1$")


@pytest.mark.parametrize(
    ("text", "restored"),
    [
        ("a {G}_t and {L}(n T^{2/3}) of", r"a ${G}_t$ and ${L}(n T^{2/3})$ of"),
        ("an {tilde O}(n) and {CFA}^2 of", r"an ${\tilde O}(n)$ and ${CFA}^2$ of"),
        ("with langle 0|psi|0rangle =1 for", r"with $\langle 0|\psi|0\rangle =1$ for"),
        ("the |psirangle and langlephi| of", r"the $|\psi\rangle$ and $\langle\phi|$ of"),
        ("rate Thetaleft(1/tright) is", r"rate $\Theta\left(1/t\right)$ is"),
        ("cost Obig(nlog nbig) or bigl(1+x_1bigr) is", r"cost $O\big(n\log n\big)$ or $\bigl(1+x_1\bigr)$ is"),
        ("let left|x_iright| be", r"let $\left|x_i\right|$ be"),
        ("let left{x_iright} be", r"let $\left\{x_i\right\}$ be"),
        ("sets {x_i}_{i=1}^N and", r"sets $\{x_i\}_{i=1}^N$ and"),
        ("a t=max(a_1,,b) of", r"a $t=\max(a_1,\,b)$ of"),
        ("of size O(|Gamma|) and", r"of size $O(|\Gamma|)$ and"),
    ],
)
def test_brackets_that_lost_their_macros(text, restored):
    assert tex.restore_formulas(text) == restored


@pytest.mark.parametrize("text", ["{name} is a template", "(left) and right(most)", "a big(ger) one", "a {W} here"])
def test_brackets_of_prose_stay(text):
    assert tex.restore_formulas(text) == text

import pytest

from gazette import tex


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
def test_brackets_hold_formulas_and_are_parts_of_them(text, restored):
    assert tex.restore_formulas(text) == restored


@pytest.mark.parametrize(
    ("text", "restored"),
    [("few (sim100B) tokens", r"few ($\sim100$B) tokens"), ("(see x_1)", "(see $x_1$)"), ("of [x_1]", "of [$x_1$]")],
)
def test_brackets_of_the_sentence_stay_outside(text, restored):
    assert tex.restore_formulas(text) == restored


def test_brackets_without_end_are_left_in_time():
    for text in ("(" * 5_000 + "x_1", "(x_1 " * 3_000, "{" * 5_000, "|x_1 " * 3_000, "langle " * 2_000):
        assert tex.lost_formulas.__wrapped__(text) is not None

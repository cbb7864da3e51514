import pytest

from gazette import tex


@pytest.mark.parametrize(
    ("text", "restored"),
    [
        ("the L_2 norm", "the $L_2$ norm"),
        ("F_beta score", r"$F_\beta$ score"),
        ("is UFO^3 here", "is UFO$^3$ here"),
        ("a label Enc_{t} is", "a label $Enc_{t}$ is"),
        ("in {=} braces", "in ${=}$ braces"),
        ("about {sim}3 of", r"about ${\sim}3$ of"),
        ("decays of ^{76}Ge", "decays of $^{76}$Ge"),
        ("to mu^+ mu^- pairs", r"to $\mu^+ \mu^-$ pairs"),
        ("that p_{rm max} is", r"that $p_{\rm max}$ is"),
        ("x_{i in S} and x_{in}", r"$x_{i \in S}$ and $x_{in}$"),
        ("f'_1 of f'", "$f'_1$ of f'"),
    ],
)
def test_a_script_is_one_sign_or_a_group(text, restored):
    assert tex.restore_formulas(text) == restored


@pytest.mark.parametrize("text", ["snake_case", "x_train", "10^10", "GPT_4", "a_b_c", "_private_", "f_1.py", "x_12 y"])
def test_what_goes_on_is_no_script(text):
    assert tex.restore_formulas(text) == text

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
def test_a_script_is_one_symbol_or_a_group(text, restored):
    assert tex.restore_formulas(text) == restored


@pytest.mark.parametrize("text", ["snake_case", "x_train", "10^10", "GPT_4", "a_b_c", "_private_", "f_1.py", "x_12 y"])
def test_identifiers_and_long_numbers_are_not_scripts(text):
    assert tex.restore_formulas(text) == text


@pytest.mark.parametrize(
    ("text", "restored"),
    [
        ("between r_{min} and r_{max} of", r"between $r_{\min}$ and $r_{\max}$ of"),
        ("state u_t^{,new} is", r"state $u_t^{\,new}$ is"),
        ("a T^{munu} of", r"a $T^{\mu\nu}$ of"),
        ("the v_{neg} and v_{neg x}", r"the $v_{neg}$ and $v_{\neg x}$"),
        ("of theta_{S_conflict} here", r"of $\theta_{S\_conflict}$ here"),
        ("by D^{token,max} only", "by $D^{token,max}$ only"),
        ("at 360^circAB and 1.5^circ of", r"at $360^\circ$AB and $1.5^\circ$ of"),
        ("peak A_{lin} and FD_{vgg} of", "peak $A_{lin}$ and $FD_{vgg}$ of"),
        ("some W^{Ktop} and B_{jell} of", r"some $W^{K\top}$ and $B_{j\ell}$ of"),
        ("a sum_{ige 0} a_i of", r"a $\sum_{i\ge 0} a_i$ of"),
        ("the |x_t^toptheta| and pi_0.5 of", r"the $|x_t^\top\theta|$ and $\pi_0.5$ of"),
        ("rank R^{ntimes r} of", r"rank $R^{n\times r}$ of"),
        ("the G_i2P_i engine", "the $G_i$2$P_i$ engine"),
    ],
)
def test_macros_and_labels_in_scripts(text, restored):
    assert tex.restore_formulas(text) == restored


def test_a_group_of_words_is_no_argument():
    text = "built on underline{fine-grained semantic reward} here"
    assert tex.restore_formulas(text) == text

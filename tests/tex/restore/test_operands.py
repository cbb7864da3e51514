import pytest

from gazette import tex


@pytest.mark.parametrize(
    ("text", "restored"),
    [
        ("tilde O(n) of", r"$\tilde O(n)$ of"),
        ("widetildeTheta(d^4) of", r"$\widetilde\Theta(d^4)$ of"),
        ("o(sqrt[3]{log n}) of", r"$o(\sqrt[3]{\log n})$ of"),
        ("a sqrt n of", r"a $\sqrt n$ of"),
        ("an ell_infty bound", r"an $\ell_\infty$ bound"),
        ("is max_{x in X} f(x) here", r"is $\max_{x \in X} f(x)$ here"),
        ("is O(dlog N) here", r"is $O(d\log N)$ here"),
        ("takes Theta(log n) steps", r"takes $\Theta(\log n)$ steps"),
        ("DyT(x) = tanh(alpha x), as", r"DyT(x) = $\tanh(\alpha x)$, as"),
        ("some bigotimes_{i in J} X_i of", r"some $\bigotimes_{i \in J} X_i$ of"),
    ],
)
def test_a_macro_takes_its_argument_and_scripts(text, restored):
    assert tex.restore_formulas(text) == restored


@pytest.mark.parametrize(
    "text",
    [
        "a tilde",
        "big models",
        "bar charts",
        "min_p sampling",
        "top_k = 5",
        "max(s)",
        "sum of",
        "a partial F1",
        "log files",
        "there exists x in the data",
        "a proof exists, so exists a model",
        "a Diamond ring",
    ],
)
def test_words_of_prose_take_no_argument(text):
    assert tex.restore_formulas(text) == text


def test_a_closing_brace_is_not_the_argument_of_a_root():
    assert tex.restore_formulas("a sqrt[3]} of {x_1} here") == "a sqrt[3]} of {x_1} here"


@pytest.mark.parametrize(
    ("text", "restored"),
    [
        ("so w=argmin_{vin V} |v-u|_2 is", r"so $w=\arg\min_{v\in V} |v-u|_2$ is"),
        ("takes argmax_a Q(s,a) here", r"takes $\arg\max_a Q(s,a)$ here"),
        ("or exp{-beta E(theta)} here", r"or $\exp\{-\beta E(\theta)\}$ here"),
        ("products XW_Q and QK^T are", "products $XW_Q$ and $QK^T$ are"),
        ("group SU(2)_L is", "group $SU(2)_L$ is"),
        ("the rule forall x exists y is", r"the rule $\forall x \exists y$ is"),
        ("so (exists x in X) is", r"so ($\exists x \in X$) is"),
        ("and existsx in X is", r"and $\exists x \in X$ is"),
        ("rate O(1/sqrt(T)) is", r"rate $O(1/\sqrt(T))$ is"),
        ("map bmmu_{bmphi_y} is", r"map $\bm\mu_{\bm\phi_y}$ is"),
        ("real Diamond_{Delta} is", r"real $\Diamond_{\Delta}$ is"),
        ("algebra star_G is", r"algebra $\star_G$ is"),
        ("valid A vdash neg H is", r"valid $A \vdash \neg H$ is"),
        ("each langlequery, answerrangle pair", r"each $\langle$query, answer$\rangle$ pair"),
    ],
)
def test_operands_of_several_letters(text, restored):
    assert tex.restore_formulas(text) == restored


@pytest.mark.parametrize(
    "text", ["the sum x is", "the argmax operation", "argmin of a list", "AI_ML_NIT team", "GPT_4 and VIT_B"]
)
def test_names_in_prose_are_no_operands(text):
    assert tex.restore_formulas(text) == text

import pytest

from gazette import tex


@pytest.mark.parametrize(
    ("text", "restored"),
    [
        ("tilde O(n) of", r"$\tilde O(n)$ of"),
        ("widetildeTheta(d^4) of", r"$\widetilde\Theta(d^4)$ of"),
        ("o(sqrt[3]{log n}) of", r"$o(\sqrt[3]{\log n})$ of"),
        ("an ell_infty bound", r"an $\ell_\infty$ bound"),
        ("is max_{x in X} f(x) here", r"is $\max_{x \in X} f(x)$ here"),
        ("is O(dlog N) here", r"is $O(d\log N)$ here"),
        ("takes Theta(log n) steps", r"takes $\Theta(\log n)$ steps"),
        ("DyT(x) = tanh(alpha x), as", r"DyT(x) = $\tanh(\alpha x)$, as"),
        ("some bigotimes_{i in J} X_i of", r"some $\bigotimes_{i \in J} X_i$ of"),
    ],
)
def test_a_name_takes_what_belongs_to_it(text, restored):
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
    ],
)
def test_a_word_takes_nothing(text):
    assert tex.restore_formulas(text) == text

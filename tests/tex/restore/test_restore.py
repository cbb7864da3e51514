import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette import tex
from gazette.tex.restore import restore

PROSE = [
    "a tilde over big models, sometimes in R we have an alpha version",
    "snake_case in my_file.py at https://a.example/b_c^2 and a_b@example.org",
    "C++, C#, GPT_4, Phi-3, LLaMA_2, sim-to-real, beta-VAE, top-k, top_p, word2vec",
    "many times larger, three times as fast, left and right, sum and product",
    "JSON {a: b} and {x} and the set {1, 2, 3}, [12] and (3), p < 0.05, n = 5",
    "`x_1 = R^2` is code",
]
SYMBOLS = "aRnx0123 _^{}()[]|=<>+-*/,.;:$\\%'"
WORDS = [
    "!",
    "right)",
    "pm",
    "le",
    "CO_2",
    "{,}",
    "argmin",
    "arrow",
    "uparrow",
    "times",
    "varepsilon",
    "sim",
    "in",
    "log",
    "mathcal",
    "tilde",
    "left",
    "rangle",
    "frac",
    "to",
    "the ",
    "sqrt[",
]
MATHEMATICAL = st.lists(st.sampled_from([*SYMBOLS, *WORDS]), max_size=40).map("".join)


@pytest.mark.parametrize("text", PROSE)
def test_prose_stays(text):
    assert tex.restore_formulas(text) == text


@pytest.mark.parametrize(
    "text", ["an $x_1$ here", r"an \(x_1\) here", r"\[ x_1 \]", "$$x_1$$", r"\begin{align}x_1\end{align}"]
)
def test_delimited_formulas_stay(text):
    assert tex.restore_formulas(text) == text


@pytest.mark.parametrize(
    "text",
    ["d{varepsilon}", "O(1{t})", "1{n^{1/3}} + b", r"a \frac{x_1}{2}", "$P(it is so here) le p_{gen}.$", "frac{1}{2}"],
)
def test_a_formula_that_lost_more_than_backslashes_is_not_restored(text):
    assert tex.restore_formulas(text) == text


def test_a_percent_sign_in_a_formula_gets_a_backslash():
    assert tex.restore_formulas("is x_{5%} of 5%") == r"is $x_{5\%}$ of 5%"


def test_a_lost_formula_has_its_place_in_the_text():
    (found,) = tex.lost_formulas("an ell_infty bound")
    assert (found.start, found.end, found.tex) == (3, 12, r"\ell_\infty")


@pytest.mark.parametrize(
    ("text", "restored"),
    [
        ("$x_1$y_1 and z_1", "$x_1$y_1 and $z_1$"),
        ("psi_1mu m", r"$\psi_1\mu$ m"),
        ("Ca$^{2+}$ of x^2$", "Ca$^{2+}$ of x^2$"),
    ],
)
def test_no_two_formulas_touch(text, restored):
    assert tex.restore_formulas(text) == restored


def test_a_long_text_stays():
    text = "x_1 " * 10_000
    assert tex.restore_formulas(text) == text


@given(MATHEMATICAL)
def test_only_dollars_backslashes_and_spaces_are_added(text):
    last = 0
    for each in tex.lost_formulas(text):
        assert last <= each.start < each.end
        assert "".join(each.tex.replace("\\", "").split()) == "".join(
            text[each.start : each.end].replace("\\", "").split()
        )
        last = each.end


@pytest.mark.parametrize("text", ["costs $5 and 36times 64 of $6", r"\(x\) and L_2 for $7", "an ell_2 and $x_1$"])
def test_restoring_a_text_with_dollars_again_changes_nothing(text):
    assert tex.restore_formulas(tex.restore_formulas(text)) == tex.restore_formulas(text) != text


@given(MATHEMATICAL.filter(lambda text: "$" not in text))
def test_restoring_again_changes_nothing(text):
    once = tex.restore_formulas(text)
    assert tex.restore_formulas(once) == once


RULES = re.compile(r"^\d\..*?(?=^\d\.|\Z)", re.DOTALL | re.MULTILINE)
UNCHANGED = {"alpha", "log", "in", "exists", "snake_case", "x_train", "10^10", "d{varepsilon}", "$", "=", "<"}
"""Examples in the rules for what is not restored."""
ALONE = {"leq", "times", "ll", "circ", "pm", "to"}
"""Names in the rules that are not examples of formulas."""


def test_the_examples_in_the_rules_are_right():
    rules = RULES.findall(restore.__doc__)
    assert len(rules) == 9
    examples = {example for rule in rules for example in re.findall("`([^`]+)`", rule)} - ALONE
    assert len(examples) > 25
    changed = {example for example in examples if tex.lost_formulas(f"so {example} is")}
    assert examples - changed == UNCHANGED


@pytest.mark.parametrize("macro", ["hat", "log", "mathcal", "sqrt", "tilde", "exp"])
def test_macros_that_are_arguments_of_one_another_are_read_to_a_certain_depth(macro):
    assert "x^2" in tex.restore_formulas(f"{macro} " * 3_000 + "x^2")


def test_a_formula_after_much_that_only_looks_like_one_is_still_found():
    assert tex.restore_formulas("a+" * 30 + "b. We take x^2 here.").endswith("We take $x^2$ here.")

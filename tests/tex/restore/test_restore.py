import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette import tex

PROSE = [
    "a tilde over big models, sometimes in R we have an alpha version",
    "snake_case in my_file.py at https://a.example/b_c^2 and a_b@example.org",
    "C++, C#, GPT_4, Phi-3, LLaMA_2, sim-to-real, beta-VAE, top-k, top_p, word2vec",
    "many times larger, three times as fast, left and right, sum and product",
    "JSON {a: b} and {x} and the set {1, 2, 3}, [12] and (3), p < 0.05, n = 5",
    "`x_1 = R^2` is code",
]
SIGNS = "aRnx0123 _^{}()[]|=<>+-*/,.;:$\\%'"
WORDS = ["times", "varepsilon", "sim", "in", "log", "mathcal", "tilde", "left", "rangle", "frac", "to", "the ", "sqrt["]
STRANGE = st.lists(st.sampled_from([*SIGNS, *WORDS]), max_size=40).map("".join)


@pytest.mark.parametrize("text", PROSE)
def test_prose_is_left_alone(text):
    assert tex.restore_formulas(text) == text


@pytest.mark.parametrize(
    "text", ["an $x_1$ here", r"an \(x_1\) here", r"\[ x_1 \]", "$$x_1$$", r"\begin{align}x_1\end{align}"]
)
def test_what_is_whole_is_left_alone(text):
    assert tex.restore_formulas(text) == text


@pytest.mark.parametrize(
    "text",
    ["d{varepsilon}", "O(1{t})", "1{n^{1/3}} + b", r"a \frac{x_1}{2}", "$P(it is so here) le p_{gen}.$", "frac{1}{2}"],
)
def test_what_lost_more_than_its_backslashes_is_not_guessed(text):
    assert tex.restore_formulas(text) == text


def test_percent_signs_within_a_formula_are_TeX():
    assert tex.restore_formulas("is x_{5%} of 5%") == r"is $x_{5\%}$ of 5%"


def test_where_a_formula_was_is_told():
    (found,) = tex.lost_formulas("an ell_infty bound")
    assert (found.start, found.end, found.tex) == (3, 12, r"\ell_\infty")


def test_a_long_text_is_left_alone():
    text = "x_1 " * 10_000
    assert tex.restore_formulas(text) == text


@given(STRANGE)
def test_nothing_is_altered_but_dollars_backslashes_and_a_space_after_a_name(text):
    parts, last = [], 0
    for each in tex.lost_formulas(text):
        assert last <= each.start < each.end
        assert "".join(each.tex.replace("\\", "").split()) == "".join(
            text[each.start : each.end].replace("\\", "").split()
        )
        parts.append(each)
        last = each.end


@pytest.mark.parametrize("text", ["costs $5 and 36times 64 of $6", r"\(x\) and L_2 for $7", "an ell_2 and $x_1$"])
def test_a_text_with_dollars_is_restored_once(text):
    assert tex.restore_formulas(tex.restore_formulas(text)) == tex.restore_formulas(text) != text


@given(STRANGE.filter(lambda text: "$" not in text))
def test_what_was_restored_is_restored(text):
    once = tex.restore_formulas(text)
    assert tex.restore_formulas(once) == once

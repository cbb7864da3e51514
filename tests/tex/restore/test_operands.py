import time

import pytest

from gazette import tex
from gazette.tex.restore.operands import MAX_DEPTH, Piece, is_quantity
from gazette.tex.restore.tokens import tokenize


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
    ],
)
def test_words_of_prose_take_no_argument(text):
    assert tex.restore_formulas(text) == text


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


def test_a_closing_brace_is_not_the_argument_of_a_root():
    assert tex.restore_formulas("a sqrt[3]} of {x_1} here") == "a sqrt[3]} of {x_1} here"


def test_deeply_nested_brackets_are_not_read():
    nested = "(" * (MAX_DEPTH + 1) + "x_1" + ")" * (MAX_DEPTH + 1)
    assert tex.restore_formulas(f"f{nested}") == f"f{nested}".replace("x_1", "$x_1$")


def test_pieces_add_up():
    piece = Piece(1, (0,)).then(Piece(3, (5,)), hint=True)
    assert piece == Piece(3, (0, 5), True)
    assert Piece(1).with_hint() == Piece(1, (), True)


@pytest.mark.parametrize(
    ("text", "expected"), [("x", True), ("alpha", True), ("12", True), ("a", False), ("if", False)]
)
def test_a_quantity_is_a_number_or_a_letter_that_is_not_a_word(text, expected):
    assert is_quantity(tokenize(text)[0]) == expected

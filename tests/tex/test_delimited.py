import pytest

from gazette.tex import delimited


def found(text):
    return [(each.tex, each.display) for each in delimited.formulas(text)]


@pytest.mark.parametrize(
    ("text", "formulas"),
    [
        ("an $x_1$ here", [("x_1", False)]),
        (r"an \(x\) and \[ y \]", [("x", False), ("y", True)]),
        ("$$x$$", [("x", True)]),
        (r"\begin{align*} x \end{align*}", [("x", True)]),
        (r"$\alpha$-stable and $O(n)$.", [(r"\alpha", False), ("O(n)", False)]),
        (r"for \$5, $x$", [("x", False)]),
        (r"$\sim$5\% and $x_1$2", [(r"\sim", False), ("x_1", False)]),
    ],
)
def test_formulas_are_found_between_their_delimiters(text, formulas):
    assert found(text) == formulas


@pytest.mark.parametrize(
    "text",
    [
        "a $250M pod",
        "Earn $1 Million",
        r"\$0.34",
        "from $5 to $10",
        "costs $3 and $4.",
        "Fixing 7,400 Bugs for 1$: Cheap",
        r"at $5 or 5\% and $10",
        "$OneMillion-Bench and $TwoMillion-Bench",
        "$ x $",
        "$$",
        "$",
    ],
)
def test_prices_are_not_formulas(text):
    assert found(text) == []


def test_a_formula_that_kept_its_dollars_but_lost_its_backslashes_is_damaged():
    (each,) = delimited.formulas("$P(it is not so here) le p_{gen}.$")
    assert each.damaged

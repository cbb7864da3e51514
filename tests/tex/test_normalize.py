import pytest

from gazette.tex import normalize, tree


def leaves(tex):
    return [(each.tag, each.text) for each in tree.parse(tex).iter() if each.text]


@pytest.mark.parametrize(
    ("tex", "expected"),
    [
        (r"A\setminus B", ("mo", "∖")),
        (r"a\implies b", ("mo", "⟹")),
        (r"\Big\|x", ("mo", "‖")),
        (r"\Bigl\langle x", ("mo", "⟨")),
        (r"\left<x\right>", ("mo", "⟨")),
        (r"\partial x", ("mi", "∂")),
        ("a.b", ("mi", ".")),
        (r"\text{61\%}", ("mtext", "61%")),
        (r"\bigcirc", ("mtext", "○")),
        ("12,000", ("mn", "12,000")),
        ("12{,}000^{+1}_{-2}", ("mn", "12,000")),
        ("p_{gen}", ("mi", "gen")),
        ("f:=g", ("mo", ":=")),
    ],
)
def test_symbols_words_and_numbers_are_one_leaf_each(tex, expected):
    assert expected in leaves(tex)


def test_words_and_numbers_keep_ordinary_letters_and_have_a_class():
    row = [each for each in tree.parse(r"\textbf{Big}\texttt{x1}\mathbf{12}").iter() if each.text]
    assert [(each.text, each.get("class")) for each in row] == [("Big", "bold"), ("x1", "mono"), ("12", "bold")]


@pytest.mark.parametrize(
    ("tex", "tag", "text"),
    [
        (r"{\bf MASK}", "mtext", "MASK"),
        (r"\mathtt{AutoRef}", "mtext", "AutoRef"),
        (r"\mathrm{KL}", "mi", "KL"),
        (r"\mathbf{xyz}", "mi", "𝐱"),
        (r"\mathcal{SIGN}", "mi", "𝒮"),
    ],
)
def test_words_in_another_font_are_one_leaf_but_products_are_not(tex, tag, text):
    assert (tag, text) in leaves(tex)


def test_brackets_have_the_sizes_of_TeX_but_those_of_a_binomial_coefficient_stretch():
    sizes = {each.get("minsize") for each in tree.parse(r"\big(\Big(\bigg(\Bigg(").iter() if each.text}
    assert sizes == {"1.2em", "1.8em", "2.4em", "3em"}
    assert {each.get("minsize") for each in tree.parse(r"x+\binom{n}{k}+1").iter()} == {None}


def test_scripts_without_a_base_have_an_empty_one():
    found = next(tree.parse(r"\rm_{BASE}").iter("msub"))
    assert [each.tag for each in found] == ["mrow", "mrow"]


def test_control_characters_behind_references_are_removed():
    leaf = tree.Element("mi")
    leaf.text = "&#x0202E;x&#x00000;"
    assert normalize.content(leaf) == "x"


@pytest.mark.parametrize(
    ("tex", "tag", "scripts"),
    [
        (r"x\binom{n}{k}^2", "msup", ["2"]),
        (r"x\binom{n}{k}_1", "msub", ["1"]),
        (r"x\binom{n}{k}_1^2", "msubsup", ["1", "2"]),
        (r"x\hat\binom{n}{k}", "mover", ["^"]),
    ],
)
def test_a_base_of_several_elements_keeps_its_scripts(tex, tag, scripts):
    base, *others = next(tree.parse(tex).iter(tag))
    assert [each.tag for each in base] == ["mo", "mfrac", "mo"]
    assert [each.text for each in others] == scripts
    assert {each.get("minsize") for each in base} == {None}

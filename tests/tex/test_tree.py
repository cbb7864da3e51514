import pytest

from gazette.tex import tree


@pytest.mark.parametrize(
    "tex",
    [
        r"\def\x{\x\x}\x",
        r"\href{javascript:alert(1)}{x}",
        r"\class{x}{y}",
        r"\unknown x",
        "x" * 1_001,
        "{" * 30 + "x" + "}" * 30,
        "^" * 500,
        r"\left(" * 40,
    ],
)
def test_hostile_and_unknown_TeX_is_refused(tex):
    assert tree.parse(tex) is None


def test_functions_that_are_no_macros_and_text_macros_are_known():
    assert [tree.content(leaf) for leaf in tree.parse("argmin x").iter() if leaf.text] == ["argmin", "x"]
    assert [tree.content(leaf) for leaf in tree.parse(r"\textsc{Foo}").iter() if leaf.text] == ["Foo"]


def test_control_characters_behind_references_are_removed():
    leaf = tree.Element("mi")
    leaf.text = "&#x0202E;x&#x00000;"
    assert tree.content(leaf) == "x"


@pytest.mark.parametrize(("tex", "expected"), [(r"\log", True), (r"\max_i", True), (r"\sum_i", True), ("x", False)])
def test_functions_are_known_with_and_without_scripts(tex, expected):
    assert tree.is_function(tree.parse(tex)[0][0]) == expected

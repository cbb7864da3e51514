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
    assert [leaf.text for leaf in tree.parse("argmin x").iter() if leaf.text] == ["argmin", "x"]
    assert [leaf.text for leaf in tree.parse(r"\textsc{Foo}").iter() if leaf.text] == ["Foo"]

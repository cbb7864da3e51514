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
def test_what_cannot_or_should_not_be_converted_is_refused(tex):
    assert tree.of(tex) is None


def test_functions_without_a_command_and_macros_of_text_are_known():
    assert [tree.content(leaf) for leaf in tree.of("argmin x").iter() if leaf.text] == ["argmin", "x"]
    assert [tree.content(leaf) for leaf in tree.of(r"\textsc{Foo}").iter() if leaf.text] == ["Foo"]


def test_what_a_reference_hides_is_cleaned():
    leaf = tree.Element("mi")
    leaf.text = "&#x0202E;x&#x00000;"
    assert tree.content(leaf) == "x"

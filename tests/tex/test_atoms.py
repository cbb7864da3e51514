import pytest

from gazette.tex import atoms, tree
from gazette.tex.atoms import Kind


def row_of(tex):
    root = tree.parse(tex)
    while len(root) == 1:
        root = root[0]
    return list(root)


def kinds_of(tex):
    return [kind.value for kind in atoms.kinds([each for each in row_of(tex) if not atoms.is_space(each)])]


@pytest.mark.parametrize(
    ("tex", "kinds"),
    [
        ("a+b", ["ordinary", "binary", "ordinary"]),
        ("a=-b", ["ordinary", "relation", "ordinary", "ordinary"]),
        (r"36\times", ["ordinary", "ordinary"]),
        (r"(\cdot,x)", ["opening", "ordinary", "punctuation", "ordinary", "closing"]),
        (r"\log x", ["operator", "ordinary"]),
        (r"\sum_i x", ["operator", "ordinary"]),
        (r"a\overset{x}{=}b", ["ordinary", "relation", "ordinary"]),
        (r"a{=}b", ["ordinary", "ordinary", "ordinary"]),
        (r"a\perp b", ["ordinary", "relation", "ordinary"]),
        (r"\partial x", ["ordinary", "ordinary"]),
        (r"a\bmod b", ["ordinary", "binary", "ordinary"]),
        (
            r"|x|\log|y|",
            ["opening bar", "ordinary", "closing bar", "operator", "opening bar", "ordinary", "closing bar"],
        ),
        ("p(a|b)", ["ordinary", "opening", "ordinary", "ordinary", "ordinary", "closing"]),
    ],
)
def test_parts_have_the_kinds_of_TeX(tex, kinds):
    assert kinds_of(tex) == kinds


@pytest.mark.parametrize(
    ("left", "right", "in_line", "in_script"),
    [
        (Kind.ORDINARY, Kind.RELATION, 5, 0),
        (Kind.BINARY, Kind.ORDINARY, 4, 0),
        (Kind.PUNCTUATION, Kind.ORDINARY, 3, 0),
        (Kind.ORDINARY, Kind.OPERATOR, 3, 3),
        (Kind.OPERATOR, Kind.OPENING, 0, 0),
        (Kind.OPENING, Kind.OPERATOR, 0, 0),
        (Kind.OPERATOR, Kind.CLOSING_BAR, 0, 0),
        (Kind.RELATION, Kind.RELATION, 0, 0),
        (Kind.BINARY, Kind.OPERATOR, 4, 0),
        (Kind.ORDINARY, Kind.ORDINARY, 0, 0),
    ],
)
def test_the_space_between_two_parts_is_that_of_TeX(left, right, in_line, in_script):
    assert (atoms.gap(left, right), atoms.gap(left, right, in_script=True)) == (in_line, in_script)


@pytest.mark.parametrize(("tex", "expected"), [(r"\log", True), (r"\limsup", True), ("x", False), (r"\sum", False)])
def test_names_of_functions_are_known(tex, expected):
    assert atoms.is_name(next(each.text for each in tree.parse(tex).iter() if each.text)) == expected

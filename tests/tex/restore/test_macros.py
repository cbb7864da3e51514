import pytest

from gazette.tex.restore import macros


@pytest.mark.parametrize(
    "word", ["sometimes", "bin", "sin", "Meta", "eta", "into", "bright", "catalog", "blog", "Alpha"]
)
def test_a_word_of_prose_is_not_split(word):
    assert "".join(macros.split(word)) in ("", word)
    assert len(macros.split(word)) < 2 or word == "bin"


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("ntimes", ("n", "times")),
        ("dlog", ("d", "log")),
        ("Sin", ("S", "in")),
        ("XinR", ("X", "in", "R")),
        ("drightarrowR", ("d", "rightarrow", "R")),
        ("lambdacdot", ("lambda", "cdot")),
        ("circtimes", ("circ", "times")),
        ("sigmaleft", ("sigma", "left")),
        ("Oleft", ("O", "left")),
        ("widetildeTheta", ("widetilde", "Theta")),
        ("dto", ("d", "to")),
    ],
)
def test_letters_and_macros_are_split_where_a_backslash_was(word, parts):
    assert macros.split(word) == parts


def test_ambiguous_macros_are_macros():
    assert macros.AMBIGUOUS <= macros.ALL

import pytest

from gazette.tex.restore import macros


@pytest.mark.parametrize(
    "word", ["sometimes", "bin", "sin", "Meta", "eta", "into", "bright", "catalog", "blog", "Alpha"]
)
def test_a_word_is_not_cut(word):
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
def test_letters_and_names_are_found_where_a_backslash_parted_them(word, parts):
    assert macros.split(word) == parts


def test_every_word_of_english_among_the_names_is_a_name():
    assert macros.WORDS <= macros.ALL

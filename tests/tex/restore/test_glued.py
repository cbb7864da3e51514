import re

import pytest

from bench.quality import restoration
from gazette.tex.restore import glued, macros
from tests.make import some_days, times


@pytest.mark.parametrize(
    "word",
    [
        "sometimes",
        "bin",
        "sin",
        "Meta",
        "eta",
        "into",
        "bright",
        "catalog",
        "blog",
        "Alpha",
        "One",
        "circle",
        "FuXi",
        "strangle",
        "Llambda",
        "pmleq",
    ],
)
def test_a_word_of_prose_is_not_split(word):
    assert "".join(glued.split(word)) in ("", word)
    assert len(glued.split(word)) < 2 or word == "bin"


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
        ("MNlog", ("MN", "log")),
        ("kll", ("k", "ll")),
        ("nge", ("n", "ge")),
        ("ymid", ("y", "mid")),
        ("SNRapprox", ("SNR", "approx")),
        ("timesH", ("times", "H")),
        ("xsimD", ("x", "sim", "D")),
        ("hatpi", ("hat", "pi")),
        ("betasigma", ("beta", "sigma")),
        ("taulerho", ("tau", "le", "rho")),
        ("nmulog", ("n", "mu", "log")),
        ("lambdain", ("lambda", "in")),
        ("aRightarrowbRightarrowc", ("a", "Rightarrow", "b", "Rightarrow", "c")),
        ("langlequery", ("langle", "query")),
        ("answerrangle", ("answer", "rangle")),
        ("forallx", ("forall", "x")),
        ("existsy", ("exists", "y")),
        ("mathbbR", ("mathbb", "R")),
        ("bmmu", ("bm", "mu")),
        ("PVert", ("P", "Vert")),
        ("inftyBench", ("infty", "Bench")),
    ],
)
def test_letters_and_macros_are_split_where_a_backslash_was(word, parts):
    assert glued.split(word) == parts


def test_a_size_before_a_bracket_is_split_off():
    assert glued.split_before_bracket("xright") == ("x", "right")
    assert glued.split_before_bracket("deltaright") == ("delta", "right")
    assert glued.split_before_bracket("copyright") == ()


def test_short_names_are_split_in_scripts_only():
    assert glued.split_in_script("munu") == ("mu", "nu")
    assert glued.split("munu") == ()
    assert glued.split_in_script("htop") == ("h", "top")
    assert glued.split_in_script("stop") == ()
    assert glued.split_in_script("bbbar") == ("bb", "bar")
    assert glued.split_in_script("bbbar", alone=True) == ()


def test_words_of_real_texts_are_hardly_ever_split(shared, tmp_path):
    texts = list(restoration.abstracts(some_days(shared("listings/hf/2025"), 4, tmp_path / "some")))
    words = {word for text in texts for word in re.findall("[a-z]{4,}", text)} - macros.ALL
    assert len(words) > times(8_000, 15_000)
    assert len([word for word in words if glued.split(word)]) < 20

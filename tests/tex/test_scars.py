from itertools import pairwise

import pytest

from bench.quality import lost_markup
from gazette.tex import scars


@pytest.mark.parametrize(
    "text",
    [
        "Large models sometimes forget; in R we show at times an alpha version of it.",
        "Meta-learning with a log of timestamps, from sim-to-real, see (Smith, 2024) in [3].",
        "",
    ],
)
def test_prose_has_nothing_to_be_read(text):
    assert scars.windows(text) == []


@pytest.mark.parametrize("scar", ["36times 64", "x_1", "R^2", "rho = 0.44", "Theta(log n)", "tilde O", "sim17", "{=}"])
def test_a_scar_is_read_with_what_is_around_it(scar):
    text = "word " * 60 + scar + " word" * 60
    ((start, end),) = scars.windows(text)
    assert scar in text[start:end]
    assert end - start < 300


def test_stretches_do_not_overlap():
    found = scars.windows("x_1 word " * 100)
    assert all(before[1] < after[0] for before, after in pairwise(found))


def test_the_short_cut_by_words_passes_over_nothing_that_would_be_read(shared):
    corpus = shared("corpora/acl-anthology.jsonl.gz")
    texts = [lost_markup.remove_markup(abstract)[0] for abstract in lost_markup.abstracts_with_formulas(corpus)]
    assert [text for text in texts if scars._places(text) and not scars.windows(text)] == []

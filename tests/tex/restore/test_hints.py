from itertools import pairwise

import pytest

from bench.quality import lost_markup
from gazette.tex.restore import hints


@pytest.mark.parametrize(
    "text",
    [
        "Large models sometimes forget; in R we show at times an alpha version of it.",
        "Meta-learning with a log of timestamps, from sim-to-real, see (Smith, 2024) in [3].",
        "",
    ],
)
def test_prose_has_no_windows(text):
    assert hints.windows(text) == []


@pytest.mark.parametrize("hint", ["36times 64", "x_1", "R^2", "rho = 0.44", "Theta(log n)", "tilde O", "sim17", "{=}"])
def test_a_window_contains_the_hint_and_little_around_it(hint):
    text = "word " * 60 + hint + " word" * 60
    ((start, end),) = hints.windows(text)
    assert hint in text[start:end]
    assert end - start < 300


def test_windows_do_not_overlap():
    found = hints.windows("x_1 word " * 100)
    assert all(before[1] < after[0] for before, after in pairwise(found))


def test_every_hint_contains_a_suspicious_word(shared):
    corpus = shared("corpora/acl-anthology.jsonl.gz")
    texts = [lost_markup.remove_markup(abstract)[0] for abstract in lost_markup.abstracts_with_formulas(corpus)]
    assert [text for text in texts if hints._hints(text) and not hints.windows(text)] == []

"""Real TeX that lost its markup is recognised, and nothing else is."""

import random
import time
from functools import cache
from itertools import pairwise

import pytest

from bench.quality import lost_markup
from gazette.fetching.enrich import is_mangled
from tests.make import shared

random = random.Random(1)


@pytest.fixture(scope="module")
def abstracts():
    return list(lost_markup.abstracts_with_formulas(shared("corpora/acl-anthology.jsonl.gz")))


@cache
def mangled(abstract):
    return lost_markup.remove_markup(abstract)[0]


def test_at_least_99_of_100_abstracts_are_recognised(abstracts):
    found = sum(is_mangled(mangled(each).replace(". ", ".\n"), each) for each in abstracts)
    assert len(abstracts) > 500
    assert found >= 0.99 * len(abstracts)
    assert all(is_mangled(each, each) for each in abstracts)


def test_the_abstract_of_another_paper_is_not(abstracts):
    assert not any(is_mangled(mangled(one), other) for one, other in pairwise(abstracts) if one != other)


@pytest.mark.parametrize("edit", ["change", "remove", "add", "swap"])
def test_a_text_with_one_word_edited_is_not(edit, abstracts):
    for each in abstracts:
        words = mangled(each).split()
        plain = [at for at, word in enumerate(words[:-1]) if word.isalpha() and words[at + 1].isalpha()]
        if not plain:
            continue
        at = random.choice(plain)
        if edit == "swap" and words[at] == words[at + 1]:
            continue
        words[at : at + 2] = {
            "change": ["mine", words[at + 1]],
            "remove": [words[at + 1]],
            "add": [words[at], "mine", words[at + 1]],
            "swap": [words[at + 1], words[at]],
        }[edit]
        assert not is_mangled(" ".join(words), each)


@pytest.mark.parametrize("part", ["word ", "$", "\\", "{", "\\a{", "\\alpha{x}$y$ "])
def test_the_time_is_linear(part):
    text = part * (1_000_000 // len(part))
    started = time.process_time()
    assert is_mangled(text.replace("$", ""), text)
    assert not is_mangled(text + "x", text)
    assert time.process_time() - started < 5

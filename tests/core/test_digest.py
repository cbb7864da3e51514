"""Digests depend on values alone."""

from datetime import date

import pytest

from gazette.core import digest
from gazette.core.model import Appearance, Day, Paper, Subject, Tag
from tests.make import AUG_20, an_entry

VALUES = ("a", 1, date(2025, 3, 12), {"b": (an_entry("A", votes=1), None)})


def a_paper(title="A", rank=1):
    return Paper("a", "guid", an_entry(title), (), (Appearance(AUG_20, rank),))


@pytest.mark.parametrize("of", [digest.of, digest.of_context])
def test_equal_values_have_equal_digests(of):
    first, second = of(*VALUES), of(*VALUES)
    assert first == second
    assert len(first) == digest.SIZE


def test_a_digest_is_the_same_on_every_machine():
    assert digest.of("a", 1, None).hex() == "26f6f6f3ea9f09be394787ba89e3c66e"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("ab", "c"), ("a", "bc")),
        (("1",), (1,)),
        (("",), (None,)),
        (((),), (None,)),
        (("a", "b"), (("a", "b"),)),
        (({"a": 1, "b": 2},), ({"b": 2, "a": 1},)),
        ((Subject("A", "a"),), (Subject("A", "b"),)),
        ((an_entry("A"),), (an_entry("A", votes=0),)),
        ((b"a",), ("a",)),
    ],
)
@pytest.mark.parametrize("of", [digest.of, digest.of_context])
def test_different_values_have_different_digests(of, one, other):
    assert of(*one) != of(*other)


def test_a_digest_of_a_file_depends_on_its_bytes():
    assert digest.of_bytes(b"a") == digest.of_bytes(b"a") != digest.of_bytes(b"b")
    assert len(digest.of_bytes(b"")) == digest.SIZE


@pytest.mark.parametrize(
    "context",
    [
        lambda paper: paper,
        lambda paper: (paper,),
        lambda paper: {"papers": [paper]},
        lambda paper: Day(AUG_20, (paper,)),
        lambda paper: {"tag": Tag("a", "A", (paper,))},
    ],
)
def test_a_digest_of_what_a_page_shows_depends_on_its_papers(context):
    assert digest.of_context(context(a_paper())) == digest.of_context(context(a_paper()))
    assert digest.of_context(context(a_paper())) != digest.of_context(context(a_paper(title="B")))
    assert digest.of_context(context(a_paper())) != digest.of_context(context(a_paper(rank=2)))

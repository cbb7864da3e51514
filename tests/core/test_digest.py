"""Digests of values."""

from datetime import date

import pytest

from gazette.core import digest
from gazette.core.model import Subject
from tests.make import an_entry


def test_equal_values_have_equal_digests():
    made = [digest.of("a", 1, date(2025, 3, 12), {"b": (an_entry("A", votes=1), None)}) for _ in range(2)]
    assert made[0] == made[1]
    assert len(made[0]) == digest.SIZE


def test_a_digest_is_the_same_on_every_machine_and_in_every_year():
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
def test_different_values_have_different_digests(one, other):
    assert digest.of(*one) != digest.of(*other)

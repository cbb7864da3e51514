"""The base classes of the archive's data."""

from datetime import date

import pytest

from gazette.core.model import Entry, Listing
from gazette.core.nouns import known


def test_the_place_in_a_file_does_not_count_in_comparisons():
    assert Entry("A", line=1) == Entry("A", line=2)
    assert hash(Entry("A", line=1)) == hash(Entry("A", line=2))
    assert Entry("A") != Entry("B")
    assert Listing(date(2025, 3, 12), path="a") == Listing(date(2025, 3, 12), path="b")


def test_data_of_different_classes_are_different():
    assert Entry("A") != ("A",)


@pytest.mark.parametrize(("value", "says"), [("", False), ((), False), (None, False), (0, True), ("0", True)])
def test_nothing_is_known_of_an_empty_value_but_of_zero(value, says):
    assert known(value) == says

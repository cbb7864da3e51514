"""The words of messages."""

import pytest

from gazette.core import errors
from gazette.listings import fields


@pytest.mark.parametrize(("key", "near"), [("author", "authors"), ("Votes", "votes"), ("summry-by", "summary-by")])
def test_a_misspelt_key_is_answered_with_the_nearest(key, near):
    assert errors.nearest(key, fields.BY_KEY) == f"did you mean {near!r}?"


def test_a_key_like_no_other_is_answered_with_all():
    assert errors.nearest("zzz", ["b", "a"]) == "known are a, b"


def test_a_long_value_is_cut_where_it_is_quoted():
    assert len(errors.shown("x" * 10_000)) == 60


@pytest.mark.parametrize(("message", "parts"), [("a; b", ("a", "b")), ("a; b; c", ("a; b", "c")), ("a", ("a", ""))])
def test_a_message_is_what_is_wrong_and_a_way_out(message, parts):
    assert errors.split(message) == parts

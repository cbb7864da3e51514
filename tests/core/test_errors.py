"""The words of messages."""

import pickle

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


def test_a_bad_value_reads_as_a_message_and_survives_the_way_between_processes():
    bad = errors.BadValue("'x; y' is not a date", "write it as 2025-03-12")
    sent = pickle.loads(pickle.dumps(bad))
    assert (sent.what, sent.way_out) == (bad.what, bad.way_out)
    assert str(sent) == "'x; y' is not a date; write it as 2025-03-12"

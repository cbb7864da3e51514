"""What is remembered of days: the latest value, whether it is written yet or not."""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.archive import remembered_table
from gazette.archive.remembered_table import Remembered
from tests.make import AUG_20, AUG_21

MAX_WAITING = 100
LARGE = b"x" * (MAX_WAITING + 1)


@pytest.fixture(autouse=True, scope="module")
def less_waits():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(remembered_table, "MAX_WAITING", MAX_WAITING)
        yield


def a_table(base=None):
    base = base or sqlite3.connect(":memory:", isolation_level=None)
    base.executescript(remembered_table.SCHEMA)
    return base, Remembered(base)


def stored(base):
    return base.execute("select count(*) from remembered").fetchone()[0]


def test_small_values_are_written_by_flush_and_large_ones_before():
    base, table = a_table()
    table.put("segment", AUG_20, b"small")
    assert stored(base) == 0
    table.put("segment", AUG_21, LARGE)
    assert stored(base) == 2
    table.put("segment", AUG_20, b"other")
    table.flush()
    assert (table.get("segment", AUG_20), table.get("segment", AUG_21)) == (b"other", LARGE)


STEPS = st.one_of(
    st.tuples(st.just("put"), st.sampled_from("ab"), st.sampled_from([None, b"1", b"2", LARGE])),
    st.tuples(st.sampled_from(["clear", "flush"]), st.none(), st.none()),
)


@given(st.lists(STEPS, max_size=8))
def test_after_any_steps_the_latest_values_are_found(steps):
    base, table = a_table()
    expected = {}
    for step, kind, value in steps:
        if step == "put":
            table.put(kind, AUG_20, value)
            expected[kind] = value
        elif step == "clear":
            table.clear()
            expected = {}
        else:
            table.flush()
    assert {kind: table.get(kind, AUG_20) for kind in "ab"} == {kind: expected.get(kind) for kind in "ab"}
    table.flush()
    again = Remembered(base)
    assert {kind: again.get(kind, AUG_20) for kind in "ab"} == {kind: expected.get(kind) for kind in "ab"}


def test_if_a_write_before_flush_fails_values_are_made_again_and_flush_raises():
    base, table = a_table()
    table.put("segment", AUG_20, b"old")
    table.flush()
    base.execute("pragma query_only = on")
    table.put("segment", AUG_21, LARGE)
    table.put("phrases", AUG_21, b"kept in memory")
    assert table.get("segment", AUG_20) is None
    assert table.get("phrases", AUG_21) == b"kept in memory"
    with pytest.raises(sqlite3.Error):
        table.flush()
    table.clear()
    table.put("segment", AUG_21, b"new")
    assert table.get("segment", AUG_21) == b"new"

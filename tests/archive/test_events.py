"""Corrections, withdrawals and late additions."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from gazette.archive import events
from gazette.core.model import Notice
from tests.make import AUG_20, AUG_21, AUG_25, a_listing, an_entry, merged


def found(*listings):
    return [(str(each.day), each.kind, each.paper.facts.title) for each in events.latest(merged(listings).corrected)]


def test_a_paper_may_have_several_events():
    entry = an_entry(
        "A", changed=Notice(AUG_25, "a figure"), withdrawn=Notice(AUG_25, "a gap"), added="2025-08-21T08:15Z"
    )
    assert found(a_listing(AUG_20, entry)) == [
        ("2025-08-25", "corrected", "A"),
        ("2025-08-25", "withdrawn", "A"),
        ("2025-08-21", "added", "A"),
    ]


def test_a_paper_added_on_the_day_itself_is_not_late():
    assert found(a_listing(AUG_20, an_entry("A", added="2025-08-20T23:59Z"))) == []


def test_only_the_first_day_of_a_paper_counts_for_late_additions():
    again = a_listing(AUG_21, an_entry("A", added="2025-08-22T08:15Z"))
    assert found(a_listing(AUG_20, an_entry("A")), again) == []


def test_papers_without_events_are_not_in_the_index():
    assert merged([a_listing(AUG_20, an_entry("A"))]).corrected == ()


@given(st.lists(st.integers(0, 700), min_size=1, max_size=260, unique=True))
def test_the_latest_events_are_those_of_all_papers(ages):
    notices = [Notice(date(2025, 8, 20) + timedelta(age), "x") for age in ages]
    listing = a_listing(AUG_20, *[an_entry(str(at), changed=notice) for at, notice in enumerate(notices)])
    expected = sorted((str(notice.day) for notice in notices), reverse=True)[: events.MAX_SHOWN]
    assert [day for day, _, _ in found(listing)] == expected

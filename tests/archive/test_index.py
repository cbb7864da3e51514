"""Counting papers in and out of a register gives what counting all of them would."""

from array import array
from collections import Counter
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from gazette.archive import index
from gazette.archive.store import RANKS, Register
from tests.make import AUG_20, AUG_21, a_listing, an_entry

NUMBERS = st.builds(
    lambda year, rank: date(year, 6, 1).toordinal() * RANKS + rank, st.integers(2023, 2026), st.integers(1, 6)
)


def a_register(numbers):
    return Register("Gaps", (), dict(sorted(Counter(map(index.month, numbers)).items())))


def row(numbers):
    return array("Q", sorted(numbers))


@given(st.sets(NUMBERS), st.sets(NUMBERS), st.data())
def test_a_register_is_counted_on(before, other, data):
    lost = data.draw(st.sets(st.sampled_from(sorted(before)))) if before else set()
    won = other - before
    now = (before - lost) | won
    assert index._counted(a_register(before), row(before), lost, won) == (a_register(now), row(now))


@given(st.sets(NUMBERS), st.sets(NUMBERS), st.sets(NUMBERS), st.integers(1, 4), st.integers(1, 6))
def test_a_page_that_stands_shows_the_same_papers_and_leads_to_a_page(before, now, edited, length, number):
    shift = index._shift(row(before), row(now), sorted(edited | (before ^ now)))
    if shift.stands(number, length):
        page = slice((number - 1) * length, number * length)
        assert row(before)[page] == row(now)[page]
        assert len(row(now)[page]) == length
        assert not edited & set(row(now)[page])
        for there in (before, now):  # the page after it was there and is there: a tag has one page less than it fills
            assert number < len(there) // length - 1


@given(st.sets(NUMBERS, min_size=12), st.integers(1, 3))
def test_what_comes_behind_all_others_leaves_all_but_the_last_pages_standing(before, length):
    new = max(before) + RANKS
    shift = index._shift(row(before), row(before | {new}), [new])
    full = len(before) // length - 1
    assert [number for number in range(1, full + 2) if shift.stands(number, length)] == list(range(1, full))


def test_a_tag_is_spelt_first_where_its_first_listing_does():
    listings = [
        a_listing(AUG_20, an_entry("One", tags=("Gaps",)), an_entry("Two", tags=("gaps", "tides"))),
        a_listing(AUG_21, an_entry("Three", tags=("Tides",))),
    ]
    found = index.spelt(listings)
    assert {slug: name for slug, (_, name) in found.items()} == {"gaps": "Gaps", "tides": "tides"}
    assert [place[-1] for place, _ in found.values()] == [0, 1]
    assert found["gaps"][0][index.ITS_LISTING] == found["tides"][0][index.ITS_LISTING]

"""Which numbered pages of a tag are unchanged."""

from array import array
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from gazette.archive.numbering import MAX_RANK
from gazette.archive.shift import shift

NUMBERS = st.builds(
    lambda year, rank: date(year, 6, 1).toordinal() * MAX_RANK + rank, st.integers(2023, 2026), st.integers(1, 6)
)


def row(numbers):
    return array("Q", sorted(numbers))


@given(st.sets(NUMBERS), st.sets(NUMBERS), st.sets(NUMBERS), st.integers(1, 4), st.integers(1, 6))
def test_an_unchanged_page_has_the_same_papers_and_the_page_that_it_links_to_existed(
    before, now, edited, length, number
):
    found = shift(row(before), row(now), sorted(edited | (before ^ now)))
    if found.keeps(number, length):
        page = slice((number - 1) * length, number * length)
        assert row(before)[page] == row(now)[page]
        assert len(row(now)[page]) == length
        assert not edited & set(row(now)[page])
        for papers in (before, now):  # both have the next page; the newest papers have no numbered page
            assert number < len(papers) // length - 1


@given(st.sets(NUMBERS, min_size=12), st.integers(1, 3))
def test_a_new_last_paper_changes_only_the_last_pages(before, length):
    new = max(before) + MAX_RANK
    found = shift(row(before), row(before | {new}), [new])
    full = len(before) // length - 1
    assert [number for number in range(1, full + 2) if found.keeps(number, length)] == list(range(1, full))

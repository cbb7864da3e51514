"""Spans of time that are compared."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.archive import comparisons, numbering
from gazette.archive.comparisons import DAYS, DAYS_BEFORE, Span
from gazette.archive.numbering import MAX_RANK

END = date(2025, 3, 10).toordinal()
DAY = st.integers(END - 500, END + 30)


def numbers(*days: int) -> list[int]:
    """The numbers of papers of these days, several on one day with the ranks 1, 2, …"""
    return sorted({day * MAX_RANK + days[:at].count(day) + 1 for at, day in enumerate(days)})


@given(st.lists(DAY), DAY, DAY)
def test_the_places_of_a_span_are_those_of_the_papers_of_its_days(days, start, end):
    papers = numbers(*days)
    found = [papers[place] // MAX_RANK for place in Span(start, end).places(papers)]
    assert found == sorted(day for day in days if start <= day < end)
    assert Span(start, end).size(papers) == len(found)


def test_the_last_eight_weeks_are_compared_with_the_365_days_before_them():
    inside = [END - 1, END - DAYS, END - DAYS - 1, END - DAYS - DAYS_BEFORE]
    outside = [END, END - DAYS - DAYS_BEFORE - 1]
    found = comparisons.latest(numbers(*inside, *outside), END)
    assert (found.all_recent, found.all_before, found.since) == (2, 2, inside[-1])
    assert (found.recent.end - found.recent.start, found.before.end - found.before.start) == (56, 365)
    assert found.before.end == found.recent.start


@pytest.mark.parametrize(
    ("since", "possible", "whole"),
    [
        (END - DAYS - DAYS_BEFORE, True, True),
        (END - DAYS - DAYS_BEFORE + 7, True, True),
        (END - DAYS - DAYS_BEFORE + 8, True, False),
        (END - 2 * DAYS, True, False),
        (END - 2 * DAYS + 1, False, False),
        (END - DAYS, False, False),
    ],
)
def test_a_comparison_needs_listings_since_eight_weeks_before_the_recent_ones(since, possible, whole):
    found = comparisons.latest(numbers(since, END - 1), END)
    assert (found.is_possible, found.is_whole) == (possible, whole)


def test_without_recent_papers_no_comparison_is_possible():
    assert not comparisons.latest(numbers(END - 300), END).is_possible
    assert not comparisons.latest([], END).is_possible


def test_the_expected_number_is_that_of_the_former_share():
    found = comparisons.latest(numbers(*[END - 200] * 40, *[END - 1] * 10), END)
    assert [found.expected(before) for before in (0, 4, 40)] == [0, 1, 10]


def test_a_year_is_compared_with_the_one_before():
    days = [date(2023, 12, 31), date(2024, 1, 1), date(2024, 12, 31), date(2025, 1, 1), date(2025, 12, 31)]
    papers = numbers(*(day.toordinal() for day in [*days, date(2026, 1, 1)]))
    found = comparisons.of_year(papers, 2025)
    assert (found.all_recent, found.all_before) == (2, 2)
    assert date.fromordinal(found.since) == date(2024, 1, 1)


@pytest.mark.parametrize("day", [date.min, date.max])
def test_the_first_and_the_last_year_there_are_can_be_compared(day):
    papers = numbers(day.toordinal())
    assert comparisons.of_year(papers, day.year).all_recent == 1
    assert comparisons.latest(papers, day.toordinal() + 1).all_recent == 1
    assert comparisons.by_month(papers) == {numbering.month(day): 1}


@given(st.lists(DAY))
def test_the_papers_of_all_months_are_all_papers(days):
    papers = numbers(*days)
    found = comparisons.by_month(papers)
    assert {month: count for month, count in found.items() if count} == numbering.months(papers)
    assert [*found] == [*range(min(found), max(found) + 1)] if days else found == {}

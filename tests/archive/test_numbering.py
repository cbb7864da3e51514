"""Numbers of papers and months."""

from datetime import date

import pytest

from gazette.archive.numbering import MAX_RANK, first_day, month, months, number
from gazette.core.model import Appearance, Entry, Paper
from tests.make import AUG_20, AUG_21


def a_paper(day, rank=1):
    return Paper("x", "guid", Entry("X"), (), (Appearance(day, rank), Appearance(date(2026, 1, 1), 1)))


def test_numbers_are_in_the_order_of_first_appearance():
    papers = [a_paper(AUG_20), a_paper(AUG_20, MAX_RANK - 1), a_paper(AUG_21)]
    assert sorted(papers, key=number) == papers


@pytest.mark.parametrize("rank", [1, MAX_RANK - 1])
def test_the_first_day_of_a_paper_is_part_of_its_number(rank):
    assert date.fromordinal(first_day(number(a_paper(AUG_20, rank)))) == AUG_20


def test_months_have_consecutive_numbers_across_years():
    assert month(date(2025, 1, 31)) - month(date(2024, 12, 1)) == 1
    assert divmod(month(AUG_20), 12) == (2025, 7)


def test_papers_are_counted_by_month():
    days = [date(2024, 12, 31), date(2025, 1, 1), date(2025, 1, 31)]
    assert months(map(number, map(a_paper, days))) == {month(days[0]): 1, month(days[1]): 2}

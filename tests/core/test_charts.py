"""Charts have the coordinates that their counts ask for."""

from datetime import date

import pytest

from gazette.core import charts
from tests.make import AUG_20

MARCH, JUNE = 2025 * 12 + 2, 2025 * 12 + 5


def test_a_timeline_has_every_month_between_its_ends():
    assert charts.timeline({MARCH: 2, JUNE: 5}, MARCH, JUNE) == (
        ("2025-03", 2),
        ("2025-04", 0),
        ("2025-05", 0),
        ("2025-06", 5),
    )


def test_a_long_timeline_has_years():
    since = 2021 * 12
    assert charts.timeline({since: 1, MARCH: 2, JUNE: 5}, since, JUNE) == (
        ("2021", 1),
        ("2022", 0),
        ("2023", 0),
        ("2024", 0),
        ("2025", 7),
    )


@pytest.mark.parametrize(
    ("counts", "path", "width"),
    [((0, 4, 2), "M0 15L4 1L8 8", 8), ((3,), "M0 1L4 1", 4), ((0, 0), "M0 15L4 15", 4), ((), "M", 4)],
)
def test_a_sparkline_rises_with_its_counts(counts, path, width):
    assert (charts.sparkline(counts), charts.sparkline_width(counts)) == (path, width)


def test_a_sparkline_is_described_by_its_ends_and_its_maximum():
    assert charts.describe([3, 40, 38]) == "starts at 3, peaks at 40, ends at 38"


@pytest.mark.parametrize(("count", "shade"), [(0, 0), (1, 0), (10, 0), (11, 1), (25, 2), (31, 3), (40, 3)])
def test_a_day_with_more_papers_is_darker(count, shade):
    cells = charts.calendar([(AUG_20, count), (date(2025, 8, 21), 40)])
    assert cells[0].shade == shade


@pytest.mark.parametrize(
    ("day", "week", "weekday"),
    [
        (date(2025, 1, 1), 0, 2),
        (date(2025, 1, 5), 0, 6),
        (date(2025, 1, 6), 1, 0),
        (date(2024, 12, 31), 52, 1),
        (date(1, 1, 1), 0, 0),
        (date(9999, 12, 31), 52, 4),
    ],
)
def test_a_day_is_in_the_column_of_its_week_and_the_row_of_its_weekday(day, week, weekday):
    [cell] = charts.calendar([(day, 1)])
    assert (cell.x, cell.y) == (week * charts.CELL, charts.TOP + weekday * charts.CELL)


@pytest.mark.parametrize("year", [2023, 2024, 2025, 2028])
def test_the_name_of_a_month_is_above_the_week_of_its_first_day(year):
    firsts = [date(year, month, 1) for month in range(1, 13)]
    for x, cell in zip(charts.month_positions(), charts.calendar((day, 1) for day in firsts), strict=True):
        assert abs(x - cell.x) <= charts.CELL


def test_the_largest_count_has_the_tallest_bar():
    assert [(bar.y, bar.height) for bar in charts.bars([2, 0, 4])] == [(40, 40), (80, 0), (0, 80)]


def test_charts_of_nothing_are_empty():
    assert (charts.calendar([]), charts.bars([]), charts.timeline({}, 5, 5)) == ((), (), (("0000-06", 0),))


def test_the_shares_of_months_are_rounded_thousandths():
    totals = {MARCH: 3, MARCH + 1: 0, MARCH + 2: 2000, JUNE: 8}
    assert charts.shares({MARCH: 2, MARCH + 2: 1, JUNE: 8}, totals) == (
        ("2025-03", 2, 667),
        ("2025-04", 0, 0),
        ("2025-05", 1, 1),
        ("2025-06", 8, 1000),
    )
    assert charts.shares({}, {}) == ()


def test_the_shares_of_many_months_are_those_of_years():
    totals = dict.fromkeys(range(MARCH - 40, MARCH + 1), 2)
    found = charts.shares({MARCH: 1}, totals)
    assert [each.period for each in found] == ["2021", "2022", "2023", "2024", "2025"]
    assert found[-1] == ("2025", 1, 167)


def test_an_area_has_a_step_for_each_value_and_the_largest_is_at_the_top():
    assert charts.area([0, 2, 1]) == "M0 40V40H4V1H8V20H12V40Z"
    assert (charts.area([]), charts.area([0])) == ("M0 40V40Z", "M0 40V40H4V40Z")
    assert (charts.area_width([0, 2, 1]), charts.area_width([])) == (12, 4)


def test_a_timeline_can_have_more_months():
    assert len(charts.timeline({}, MARCH, MARCH + 99, 100)) == 100
    assert len(charts.timeline({}, MARCH, MARCH + 100, 100)) == 9

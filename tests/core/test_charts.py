"""Figures say with places what their numbers say."""

from datetime import date

import pytest

from gazette.archive import registers
from gazette.core import charts
from tests.make import AUG_20

MARCH, JUNE = registers.month(date(2025, 3, 9)), registers.month(date(2025, 6, 1))


def test_a_course_has_every_month_between_its_ends():
    assert charts.course({MARCH: 2, JUNE: 5}, MARCH, JUNE) == (
        ("2025-03", 2),
        ("2025-04", 0),
        ("2025-05", 0),
        ("2025-06", 5),
    )


def test_a_long_course_is_told_by_years():
    since = registers.month(date(2021, 1, 1))
    assert charts.course({since: 1, MARCH: 2, JUNE: 5}, since, JUNE) == (
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
def test_a_line_rises_with_its_counts(counts, path, width):
    assert (charts.line(counts), charts.width(counts)) == (path, width)


@pytest.mark.parametrize(("count", "shade"), [(0, 0), (1, 0), (10, 0), (11, 1), (25, 2), (31, 3), (40, 3)])
def test_a_day_is_darker_the_more_papers_it_has(count, shade):
    cells = charts.days([(AUG_20, count), (date(2025, 8, 21), 40)])
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
def test_a_day_stands_in_the_column_of_its_week_and_the_row_of_its_weekday(day, week, weekday):
    [cell] = charts.days([(day, 1)])
    assert (cell.x, cell.y) == (week * charts.CELL, charts.ABOVE + weekday * charts.CELL)


def test_a_course_is_told_by_its_ends_and_its_height():
    assert charts.told([3, 40, 38]) == "3 at first, 40 at most, 38 at last"


def test_the_tallest_bar_is_for_the_most():
    assert [(bar.y, bar.height) for bar in charts.bars([2, 0, 4])] == [(40, 40), (80, 0), (0, 80)]


def test_no_figure_minds_having_nothing_to_show():
    assert (charts.days([]), charts.bars([]), charts.course({}, 5, 5)) == ((), (), (("0000-06", 0),))

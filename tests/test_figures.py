"""Figures say with places what their numbers say."""

from datetime import date

import pytest

from gazette import figures, registers
from tests.make import AUG_20

MARCH, JUNE = registers.month(date(2025, 3, 9)), registers.month(date(2025, 6, 1))


def test_a_course_has_every_month_between_its_ends():
    assert figures.course({MARCH: 2, JUNE: 5}, MARCH, JUNE) == (
        ("2025-03", 2),
        ("2025-04", 0),
        ("2025-05", 0),
        ("2025-06", 5),
    )


def test_a_long_course_is_told_by_years():
    since = registers.month(date(2021, 1, 1))
    assert figures.course({since: 1, MARCH: 2, JUNE: 5}, since, JUNE) == (
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
    assert (figures.line(counts), figures.width(counts)) == (path, width)


@pytest.mark.parametrize(("count", "shade"), [(0, 0), (1, 0), (10, 0), (11, 1), (25, 2), (31, 3), (40, 3)])
def test_a_day_is_darker_the_more_papers_it_has(count, shade):
    cells = figures.days([(AUG_20, count), (date(2025, 8, 21), 40)])
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
    [cell] = figures.days([(day, 1)])
    assert (cell.x, cell.y) == (week * figures.CELL, figures.ABOVE + weekday * figures.CELL)


def test_a_course_is_told_by_its_ends_and_its_height():
    assert figures.told([3, 40, 38]) == "starts at 3, peaks at 40, ends at 38"


def test_the_tallest_bar_is_for_the_most():
    assert [(bar.y, bar.height) for bar in figures.bars([2, 0, 4])] == [(40, 40), (80, 0), (0, 80)]


def test_no_figure_minds_having_nothing_to_show():
    assert (figures.days([]), figures.bars([]), figures.course({}, 5, 5)) == ((), (), (("0000-06", 0),))

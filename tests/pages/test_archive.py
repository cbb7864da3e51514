"""The archive page."""

from calendar import monthrange
from datetime import date

import pytest

from gazette.pages import archive as calendar
from tests.make import AUG_20, AUG_21, a_listing, an_entry, merged, shows


def years(*listings) -> dict[str, calendar.Year]:
    return {year.name: year for year in shows(calendar.pages, merged(listings))["archive.html"]["years"]}


def cells(weeks) -> list[tuple]:
    return [cell for week in weeks for cell in week]


def test_the_newest_year_and_its_newest_month_come_first():
    found = years(*[a_listing(day, quiet=True) for day in (date(2024, 5, 27), AUG_20, date(2025, 12, 1))])
    assert [(name, [first.month for first, _ in year.months]) for name, year in found.items()] == [
        ("2025", [12, 8]),
        ("2024", [5]),
    ]


def test_a_day_with_a_listing_has_its_date_and_its_number_of_papers():
    [(first, weeks)] = years(a_listing(AUG_20, an_entry("A"), an_entry("B")), a_listing(AUG_21, quiet=True))[
        "2025"
    ].months
    assert first == date(2025, 8, 1)
    assert [cell for cell in cells(weeks) if cell[1]] == [(20, AUG_20, 2), (21, AUG_21, 0)]


@pytest.mark.parametrize(
    "day", [date(2024, 2, 29), date(2025, 2, 1), date(2025, 8, 20), date(2026, 3, 1), date.min, date.max]
)
def test_a_calendar_has_each_day_of_a_month_once_and_below_its_weekday(day):
    [(first, weeks)] = years(a_listing(day, quiet=True))[day.isoformat()[:4]].months
    numbers = [number for number, _, _ in cells(weeks)]
    assert [number for number in numbers if number] == list(range(1, monthrange(day.year, day.month)[1] + 1))
    assert numbers.index(1) == first.weekday()
    assert {len(week) for week in weeks} == {7}
    assert [date for _, date, _ in cells(weeks) if date] == [day]


def test_an_empty_archive_has_an_empty_calendar():
    assert years() == {}


def test_a_year_has_its_number_of_papers_its_days_and_the_day_with_most_papers():
    found = years(a_listing(AUG_20, an_entry("A"), an_entry("B")), a_listing(AUG_21, quiet=True))["2025"]
    assert (found.papers, [cell.day for cell in found.cells], found.fullest.day) == (2, [AUG_20, AUG_21], AUG_20)

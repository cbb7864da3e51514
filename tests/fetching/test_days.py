"""Which days are fetched."""

from datetime import date

from gazette.fetching import days

MONDAY, FRIDAY = date(2025, 3, 10), date(2025, 3, 14)


def test_a_new_archive_begins_a_week_ago():
    assert days.missing([], FRIDAY) == days.between(date(2025, 3, 8), FRIDAY)


def test_the_last_days_and_all_days_after_them_are_fetched():
    listed = days.between(date(2025, 1, 1), MONDAY)
    assert days.missing(listed, FRIDAY) == days.between(date(2025, 3, 3), FRIDAY)


def test_a_day_that_is_missing_shortly_before_is_asked_for_again():
    listed = [date(2025, 3, day) for day in (3, 4, 6, 7, 10, 11, 12, 14)]
    assert date(2025, 3, 13) in days.missing(listed, FRIDAY)
    assert date(2025, 3, 5) not in days.missing(listed, FRIDAY)


def test_days_before_the_first_listing_and_in_the_future_do_not_count():
    assert days.missing([MONDAY, date(2099, 1, 1)], MONDAY) == [MONDAY]


def test_gaps_are_past_weekdays_without_a_listing():
    week = days.between(date(2025, 3, 8), FRIDAY)
    assert list(days.gaps(week, [MONDAY, date(2025, 3, 12)], FRIDAY)) == [date(2025, 3, 11), date(2025, 3, 13)]

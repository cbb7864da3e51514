"""Weeks, months and years; the papers with the most votes, and those that are rising."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from gazette.archive import periods
from gazette.core.model import Notice
from tests.make import AUG_20, AUG_21, AUG_22, AUG_25, a_listing, an_entry, merged


def days(*dates: date, votes: int | None = 1):
    """Days with one paper each."""
    return merged([a_listing(day, an_entry(str(day), votes=votes)) for day in dates]).days


def names(kind: str, *dates: date) -> list[str]:
    return [period.name for period in periods.of(days(*dates), kind)]


def titles(papers) -> list[str]:
    return [paper.facts.title for paper in papers]


def test_a_period_has_the_names_of_those_before_and_after_it_across_a_gap():
    found = periods.of(days(date(2023, 5, 1), date(2024, 12, 31), date(2026, 1, 1)), "month")
    assert [(each.previous, each.name, each.next) for each in found] == [
        ("", "2023-05", "2024-12"),
        ("2023-05", "2024-12", "2026-01"),
        ("2024-12", "2026-01", ""),
    ]


@pytest.mark.parametrize(
    ("day", "week"),
    [
        (date(2024, 12, 30), "2025-W01"),
        (date(2021, 1, 3), "2020-W53"),
        (date(2025, 3, 12), "2025-W11"),
        (date.min, "0001-W01"),
        (date.max, "9999-W52"),
    ],
)
def test_a_week_belongs_to_the_year_of_its_thursday(day, week):
    assert names("week", day) == [week]


def test_a_week_can_have_days_of_two_years():
    assert names("week", date(2024, 12, 30), date(2025, 1, 2)) == ["2025-W01"]
    assert names("year", date(2024, 12, 30), date(2025, 1, 2)) == ["2024", "2025"]


@pytest.mark.parametrize(("kind", "name"), [("week", "2025-W34"), ("month", "2025-08"), ("year", "2025")])
def test_a_single_period_has_no_neighbours(kind, name):
    [found] = periods.of(days(AUG_20), kind)
    assert (found.previous, found.name, found.next, len(found.days)) == ("", name, "", 1)


@pytest.mark.parametrize("kind", periods.NAMES)
def test_every_day_is_in_exactly_one_period(kind):
    every = days(*[date(2024, 12, 20) + timedelta(3 * number) for number in range(40)])
    assert tuple(day for period in periods.of(every, kind) for day in period.days) == every


@pytest.mark.parametrize("kind", periods.NAMES)
def test_without_days_there_are_no_periods(kind):
    assert periods.of((), kind) == ()


def test_a_paper_belongs_to_the_period_in_which_it_first_appeared():
    listings = [a_listing(AUG_20, an_entry("A")), a_listing(AUG_25, an_entry("A"), an_entry("B"))]
    weeks = periods.of(merged(listings).days, "week")
    assert [titles(periods.first_listed(week.days)) for week in weeks] == [["A"], ["B"]]


# The best and the rising papers.


def test_the_best_papers_have_the_most_votes_and_the_first_of_equals_comes_first():
    listings = [
        a_listing(AUG_20, an_entry("A", votes=3), an_entry("B", votes=9), an_entry("C")),
        a_listing(AUG_21, an_entry("D", votes=3), an_entry("E", votes=0)),
    ]
    papers = merged(listings).papers
    assert titles(periods.best(reversed(papers), 9)) == ["B", "A", "D", "C", "E"]
    assert titles(periods.best(papers, 2)) == ["B", "A"]


@pytest.mark.parametrize(
    ("again", "age", "score"), [(0, 0, 100 / 2**1.5), (1, 0, 150 / 2**1.5), (2, 0, 200 / 2**1.5), (0, 7, 100 / 27)]
)
def test_a_score_grows_with_votes_and_listings_and_falls_with_age(again, age, score):
    listed = [AUG_20 - timedelta(number) for number in range(again + 1)]
    [paper] = merged([a_listing(day, an_entry("A", votes=100)) for day in listed]).papers
    assert periods.score(paper, AUG_20 + timedelta(age)) == pytest.approx(score, abs=1e-6)


def rising(*listings) -> list[str]:
    return titles(periods.rising(merged(listings), 9))


def test_the_age_of_a_paper_counts_to_the_latest_listed_day_and_not_to_today():
    old = [a_listing(date(1999, 1, day), an_entry(str(day), votes=day)) for day in (1, 2)]
    assert rising(*old) == ["2", "1"]


def test_newer_papers_and_papers_with_many_votes_are_first():
    even = [a_listing(day, an_entry(str(day.day), votes=10)) for day in (AUG_20, AUG_22)]
    assert rising(*even) == ["22", "20"]
    assert rising(*even, a_listing(AUG_20, an_entry("many votes", votes=99))) == ["many votes", "22", "20"]


def test_the_age_of_a_paper_counts_from_its_latest_listing():
    listings = [a_listing(AUG_20, an_entry("A", votes=10), an_entry("B", votes=14)), a_listing(AUG_22, an_entry("A"))]
    assert rising(*listings) == ["A", "B"]


def test_papers_older_than_the_window_or_without_votes_are_not_rising():
    first, last = AUG_25 - timedelta(periods.WINDOW), AUG_25 - timedelta(periods.WINDOW - 1)
    listings = [a_listing(first, an_entry("old", votes=999)), a_listing(last, an_entry("just", votes=1))]
    assert rising(*listings, a_listing(AUG_25, an_entry("none"), an_entry("zero", votes=0))) == ["just"]


def test_withdrawn_papers_are_not_rising():
    withdrawn = an_entry("wrong", votes=99, withdrawn=Notice(AUG_22, "an error"))
    assert rising(a_listing(AUG_20, withdrawn, an_entry("right", votes=1))) == ["right"]


def test_to_announce_a_withdrawal_does_not_make_a_paper_younger():
    listed = a_listing(AUG_20, an_entry("A", id="a", votes=9))
    announced = a_listing(AUG_22, an_entry("A", id="a", withdrawn=Notice(AUG_21, "")), an_entry("B"))
    [paper, _] = merged([listed, announced]).papers
    assert (paper.latest.day, periods.score(paper, AUG_22)) == (AUG_20, pytest.approx(9 / 4**1.5, abs=1e-6))


@given(st.lists(st.none() | st.integers(0, 9), min_size=1, max_size=4))
def test_lists_show_the_votes_that_they_sort_by(votes):
    days = [a_listing(AUG_20 + timedelta(at), an_entry("A", votes=each)) for at, each in enumerate(votes)]
    [paper] = merged(days).papers
    assert periods.newest(paper).votes == paper.facts.votes
    assert replace(periods.newest(paper), votes=None) == replace(paper.first, votes=None)


def test_papers_with_equal_scores_are_sorted():
    entries = [an_entry(title, votes=5) for title in "cab"]
    assert rising(a_listing(AUG_20, *entries)) == ["a", "b", "c"]


def test_an_empty_archive_has_no_rising_papers():
    assert rising() == []


def test_papers_are_sorted_by_day_newest_first_and_stay_in_order_within_a_day():
    listings = [a_listing(AUG_20, an_entry("B"), an_entry("A")), a_listing(AUG_22, an_entry("C"))]
    papers = merged(listings).papers
    assert titles(periods.newest_first(papers)) == ["C", "B", "A"]
    latest, earlier = periods.latest(papers, 2)
    assert titles(latest) == ["C", "B"]
    assert earlier == (("A", "papers/a.html", AUG_20, False),)


def test_quiet_days_are_not_days_with_papers():
    found = merged([a_listing(AUG_20, an_entry("A")), a_listing(AUG_21, quiet=True)]).days
    assert [day.date for day in periods.with_papers(found)] == [AUG_20]


def test_the_last_days_are_days_of_the_calendar():
    found = days(AUG_20, AUG_22, AUG_25)
    assert [day.date for day in periods.last_days(found, AUG_25, 4)] == [AUG_22, AUG_25]
    assert [day.date for day in periods.last_days(found, AUG_25, 3)] == [AUG_25]
    assert periods.last_days(found, date(2025, 9, 30), 9) == []

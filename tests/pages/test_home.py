"""The home page."""

from datetime import timedelta

from gazette.pages import home
from tests.make import AUG_20, AUG_21, AUG_22, a_listing, an_entry, merged, shows


def test_the_home_page_shows_the_latest_day_with_papers():
    found = merged([a_listing(AUG_20, an_entry("A")), a_listing(AUG_21, an_entry("B")), a_listing(AUG_22, quiet=True)])
    page = shows(home.pages, found)["index.html"]
    assert page["day"].date == AUG_21
    assert page["recent"] == ((AUG_20, 1),)


def test_the_page_links_to_the_seven_days_before():
    days = [AUG_20 + timedelta(2 * number) for number in range(12)]
    page = shows(home.pages, merged(a_listing(day, an_entry(str(day))) for day in days))["index.html"]
    assert [day for day, _ in page["recent"]] == days[-2:-9:-1]


def test_an_empty_archive_has_a_home_page():
    assert shows(home.pages, merged([]))["index.html"]["day"] is None


def test_the_best_papers_of_the_week_are_not_those_of_the_latest_day():
    listings = [
        a_listing(AUG_20 - timedelta(7), an_entry("old", votes=99)),
        a_listing(AUG_20, an_entry("A", votes=1), an_entry("B", votes=2), an_entry("again", votes=9)),
        a_listing(AUG_21, an_entry("latest", votes=9), an_entry("again")),
    ]
    page = shows(home.pages, merged(listings))["index.html"]
    assert [paper.facts.title for paper in page["best"]] == ["B", "A"]
    assert [paper.facts.title for paper in page["rising"]] == ["again", "latest", "old"]

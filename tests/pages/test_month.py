"""A page for each month."""

from datetime import date

from gazette.pages import month
from tests.make import AUG_20, AUG_21, a_listing, a_site, an_entry, merged, shows


def test_a_month_shows_the_most_voted_papers_first_listed_in_it():
    listings = [
        a_listing(date(2025, 7, 31), an_entry("old", votes=99)),
        a_listing(AUG_20, an_entry("A", votes=1), an_entry("B", votes=2), an_entry("C", votes=3)),
        a_listing(AUG_21, an_entry("old")),
    ]
    page = shows(month.pages, merged(listings), a_site(page_length=2))["papers/month/2025-08.html"]
    assert [paper.facts.title for paper in page["papers"]] == ["C", "B"]
    assert page["days"] == ((AUG_20, 3), (AUG_21, 1))
    assert (page["previous"], page["next"]) == ("2025-07", "")


def test_months_link_to_each_other_across_a_gap():
    days = (date(2024, 11, 3), AUG_20)
    found = shows(month.pages, merged(a_listing(day, quiet=True) for day in days))
    assert {path: (page["previous"], page["next"]) for path, page in found.items()} == {
        "papers/month/2024-11.html": ("", "2025-08"),
        "papers/month/2025-08.html": ("2024-11", ""),
    }

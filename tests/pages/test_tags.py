"""The index of tags."""

from datetime import date

from gazette.pages import tags
from tests.make import AUG_20, a_listing, an_entry, merged, shows


def index(*listings, minimum: int = 1) -> dict:
    return shows(tags.pages, merged(listings, tags_minimum=minimum))["tags/index.html"]


def rows(*listings, **known) -> list[tuple]:
    return [row[:3] for _, group in index(*listings, **known)["groups"] for row in group]


def test_tags_are_sorted_by_name_without_regard_to_case():
    listing = a_listing(AUG_20, an_entry("A", tags=("theory", "Bandits")), an_entry("B", tags=("theory",)))
    assert rows(listing) == [("Bandits", "tags/bandits.html", 1), ("theory", "tags/theory.html", 2)]


def test_a_tag_without_a_page_is_not_in_the_index():
    assert rows(a_listing(AUG_20, an_entry("A", tags=("x",))), minimum=2) == []


def test_a_tag_has_its_count_of_each_year_and_of_each_month_for_the_chart():
    listings = [
        a_listing(date(2024, 12, 31), an_entry("A", tags=("x",)), an_entry("B", tags=("x",))),
        a_listing(date(2025, 2, 1), an_entry("C", tags=("x",))),
    ]
    page = index(*listings)
    assert (page["years"], page["ends"]) == ((2024, 2025), (date(2024, 12, 31), date(2025, 2, 1)))
    assert page["groups"] == ((tags.OTHERS, (("x", "tags/x.html", 3, (2, 0, 1), (2, 1)),)),)


def test_an_archive_without_papers_has_an_empty_index():
    assert index(a_listing(AUG_20, quiet=True)) == {"years": (), "groups": (), "ends": ()}

"""The index of tags."""

from gazette.pages import tags
from tests.make import AUG_20, a_listing, an_entry, merged, shows


def rows(*listings, minimum: int = 1) -> list[tuple]:
    page = shows(tags.pages, merged(listings, tags_minimum=minimum))["tags/index.html"]
    return [row[:3] for _, group in page["groups"] for row in group]


def test_tags_come_by_name_in_whatever_case_with_their_counts():
    listing = a_listing(AUG_20, an_entry("A", tags=("theory", "Bandits")), an_entry("B", tags=("theory",)))
    assert rows(listing) == [("Bandits", "tags/bandits.html", 1), ("theory", "tags/theory.html", 2)]


def test_a_tag_without_a_page_is_not_in_the_index():
    assert rows(a_listing(AUG_20, an_entry("A", tags=("x",))), minimum=2) == []

"""A page for each author with enough papers."""

from gazette.pages import author
from tests.make import AUG_20, AUG_21, a_listing, a_site, an_entry, merged, shows


def by(name: str, *titles: str):
    return [an_entry(title, authors=(name,)) for title in titles]


def test_papers_are_sorted_by_day_newest_first_and_then_by_rank():
    found = merged([a_listing(AUG_20, *by("Ada A", "B", "A")), a_listing(AUG_21, *by("Ada A", "C"))])
    page = shows(author.pages, found)["authors/ada-a.html"]
    assert [paper.facts.title for paper in page["papers"]] == ["C", "B", "A"]
    assert (page["name"], [feed.address for feed in page["feeds"]]) == ("Ada A", ["authors/ada-a.xml"])


def test_an_author_with_too_few_papers_has_no_page():
    found = merged([a_listing(AUG_20, *by("Ada A", "A", "B"), *by("Bo B", "C"))], authors_minimum=2)
    assert list(shows(author.pages, found)) == ["authors/ada-a.html"]


def test_papers_after_the_length_of_a_page_are_shown_as_titles():
    found = merged([a_listing(AUG_20, *by("Ada A", "B", "A")), a_listing(AUG_21, *by("Ada A", "C"))])
    page = shows(author.pages, found, a_site(page_length=2))["authors/ada-a.html"]
    assert ([paper.facts.title for paper in page["papers"]], page["count"]) == (["C", "B"], 3)
    assert page["earlier"] == (("A", "papers/a.html", AUG_20, False),)

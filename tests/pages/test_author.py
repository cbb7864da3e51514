"""A page for each author of many papers."""

from gazette.pages import author
from tests.make import AUG_20, AUG_21, a_listing, an_entry, merged, shows


def by(name: str, *titles: str):
    return [an_entry(title, authors=(name,)) for title in titles]


def test_an_author_shows_the_newest_day_first_and_the_best_of_a_day_first():
    found = merged([a_listing(AUG_20, *by("Ada A", "B", "A")), a_listing(AUG_21, *by("Ada A", "C"))])
    page = shows(author.pages, found)["authors/ada-a.html"]
    assert [paper.facts.title for paper in page["papers"]] == ["C", "B", "A"]
    assert (page["name"], page["feed"]) == ("Ada A", "authors/ada-a.xml")


def test_an_author_of_too_few_papers_has_no_page():
    found = merged([a_listing(AUG_20, *by("Ada A", "A", "B"), *by("Bo B", "C"))], authors_minimum=2)
    assert list(shows(author.pages, found)) == ["authors/ada-a.html"]

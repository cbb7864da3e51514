"""A page for each organisation with enough papers."""

from gazette.pages import org
from tests.make import AUG_20, AUG_21, a_listing, a_site, an_entry, merged, shows


def of_lab(*titles: str):
    return [an_entry(title, org="Lab") for title in titles]


def test_the_latest_papers_are_shown_and_the_earlier_ones_as_titles():
    found = merged([a_listing(AUG_20, *of_lab("B", "A")), a_listing(AUG_21, *of_lab("C"))])
    page = shows(org.pages, found, a_site(page_length=2))["orgs/lab.html"]
    assert ([paper.facts.title for paper in page["papers"]], page["count"]) == (["C", "B"], 3)
    assert page["earlier"] == (("A", "papers/a.html", AUG_20, False),)
    assert (page["name"], [feed.address for feed in page["feeds"]]) == ("Lab", ["orgs/lab.xml"])


def test_an_organisation_with_too_few_papers_has_no_page():
    found = merged([a_listing(AUG_20, *of_lab("A", "B"), an_entry("C", org="Other"))], orgs_minimum=2)
    assert list(shows(org.pages, found)) == ["orgs/lab.html"]

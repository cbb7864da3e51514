"""What is rising now."""

from gazette.archive import periods
from gazette.core.errors import Report
from gazette.pages import trending
from tests.make import AUG_20, AUG_22, a_listing, a_site, an_entry, merged, planned, shows


def test_now_is_the_latest_listing_day_even_a_quiet_one():
    listings = [a_listing(AUG_20, an_entry("A", votes=1), an_entry("B", votes=2)), a_listing(AUG_22, quiet=True)]
    page = shows(trending.pages, merged(listings))["papers/trending.html"]
    assert (page["now"], page["window"]) == (AUG_22, periods.WINDOW)
    assert [paper.facts.title for paper in page["papers"]] == ["B", "A"]


def test_an_empty_archive_has_nothing_that_rises():
    page = shows(trending.pages, merged([]))["papers/trending.html"]
    assert (page["now"], page["papers"]) == (None, ())


def test_a_paper_titled_trending_has_an_address_of_its_own():
    report = Report()
    found = merged([a_listing(AUG_20, an_entry("Trending", votes=1), an_entry("trending!", id="Date"))])
    paths = [page.path for page in planned(found, a_site(), report) if page.template == "paper.html"]
    assert report.errors == []
    assert len(set(paths)) == 2
    assert not {"papers/trending.html", "papers/date.html"} & set(paths)

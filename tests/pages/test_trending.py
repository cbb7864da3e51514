"""The trending page."""

import re

from gazette import pages
from gazette.archive import periods
from gazette.archive.affected import everything
from gazette.core.errors import Report
from gazette.pages import trending
from tests import site
from tests.make import AUG_20, AUG_22, a_listing, a_site, an_entry, merged, shows


def test_the_page_is_about_the_latest_listing_day_even_a_quiet_day():
    listings = [a_listing(AUG_20, an_entry("A", votes=1), an_entry("B", votes=2)), a_listing(AUG_22, quiet=True)]
    page = shows(trending.pages, merged(listings))["papers/trending.html"]
    assert (page["now"], page["window"]) == (AUG_22, periods.WINDOW)
    assert [paper.facts.title for paper in page["papers"]] == ["B", "A"]


def test_an_empty_archive_has_no_trending_papers():
    page = shows(trending.pages, merged([]))["papers/trending.html"]
    assert (page["now"], page["papers"]) == (None, ())


def test_a_paper_with_the_title_trending_has_another_address():
    report = Report()
    found = merged([a_listing(AUG_20, an_entry("Trending", votes=1), an_entry("trending!", id="Date"))])
    planned, _ = pages.plan(found, a_site(), everything(found), report)
    paths = [page.path for page in planned if page.template == "paper.html"]
    assert report.errors == []
    assert len(set(paths)) == 2
    assert not {"papers/trending.html", "papers/date.html"} & set(paths)


def test_the_papers_have_their_ranks(tmp_path):
    source = site.a_source(tmp_path, {"content/2025-08-20.md": "## A\n- votes: 2\n\n## B\n- votes: 5\n"})
    site.build(source)
    page = (source / "public/papers/trending.html").read_text("utf-8")
    (ranked,) = re.findall('<ol class="papers ranking" data-papers>(.*?)</ol>', page, re.DOTALL)
    assert re.findall('href="[^"]*papers/(.)\\.html"', ranked) == ["b", "a"]
    assert '<ul class="papers" data-papers>' in (source / "public/papers/week/2025-W34.html").read_text("utf-8")

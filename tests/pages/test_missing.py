"""The 404 page."""

from gazette.core.model import Archive
from gazette.pages import missing
from tests import site
from tests.make import AUG_20, AUG_21, AUG_22, a_listing, an_entry, merged, shows


def test_the_page_shows_the_first_papers_of_the_latest_day_with_papers():
    latest = [an_entry(str(number)) for number in range(missing.MAX_PAPERS + 1)]
    listings = [a_listing(AUG_20, an_entry("old")), a_listing(AUG_21, *latest), a_listing(AUG_22, quiet=True)]
    papers = shows(missing.pages, merged(listings))["404.html"]["papers"]
    assert [paper.facts.title for paper in papers] == [str(number) for number in range(missing.MAX_PAPERS)]


def test_an_empty_archive_has_a_404_page():
    assert shows(missing.pages, Archive()) == {"404.html": {"papers": ()}}


def test_links_on_the_page_are_absolute(tmp_path):
    source = site.a_source(tmp_path / "source", settings="title: A Site\nurl: https://small.example.org/sub/\n")
    site.build(source)
    page = (source / "public/404.html").read_text("utf-8")
    assert 'href="/sub/papers/gaps.html"' in page
    assert 'href="papers' not in page


def test_a_title_that_is_a_displayed_formula_stays_on_the_line_of_its_bullet(tmp_path):
    source = site.a_source(tmp_path / "source", {"content/2025-03-12.md": "## $$\\sum_i x_i$$ and more\n"})
    site.build(source)
    page = (source / "public/404.html").read_text("utf-8")
    assert "<math" in page
    assert 'display="block"' not in page

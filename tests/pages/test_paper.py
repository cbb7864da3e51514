"""Every paper's page."""

from gazette.pages import paper
from tests.make import AUG_20, AUG_21, a_listing, an_entry, merged, shows


def test_every_paper_has_one_page():
    listings = [a_listing(AUG_20, an_entry("A", arxiv="2503.00001")), a_listing(AUG_21, an_entry("A"), an_entry("B"))]
    assert list(shows(paper.pages, merged(listings))) == ["papers/2503.00001.html", "papers/b.html"]

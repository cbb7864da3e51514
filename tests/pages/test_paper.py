"""A page for each paper, and what machines read on it."""

from datetime import date

from gazette import archive
from gazette.pages import paper
from tests.make import AUG_20, AUG_21, a_listing, a_site, an_entry, shows


def scholarly(**known) -> dict:
    [found] = archive.merge([a_listing(AUG_20, an_entry("A Title", **known))]).papers
    return paper.scholarly(found, a_site())


def test_every_paper_has_one_page():
    listings = [a_listing(AUG_20, an_entry("A", arxiv="2503.00001")), a_listing(AUG_21, an_entry("A"), an_entry("B"))]
    assert list(shows(paper.pages, archive.merge(listings))) == ["papers/2503.00001.html", "papers/b.html"]


def test_what_is_unknown_is_left_out_of_what_machines_read():
    address = "https://papers.example.org/papers/a-title.html"
    assert scholarly() == {
        "@context": "https://schema.org",
        "@type": "ScholarlyArticle",
        "@id": address,
        "headline": "A Title",
        "url": address,
    }


def test_what_is_known_is_told_to_machines():
    found = scholarly(
        arxiv="2503.00001",
        doi="10.1000/1",
        authors=("Ada Example",),
        published=date(2025, 3, 10),
        abstract=("One.", "Two."),
        tags=("rl",),
        keywords=("bandits",),
        license="https://creativecommons.org/licenses/by/4.0/",
    )
    assert found["author"] == [{"@type": "Person", "name": "Ada Example"}]
    assert (found["datePublished"], found["abstract"]) == ("2025-03-10", "One.\n\nTwo.")
    assert found["keywords"] == ["rl", "bandits"]
    assert found["sameAs"] == ["https://arxiv.org/abs/2503.00001", "https://doi.org/10.1000/1"]
    assert [each["propertyID"] for each in found["identifier"]] == ["arxiv", "doi"]
    assert found["license"] == "https://creativecommons.org/licenses/by/4.0/"


def test_a_licence_that_is_no_address_is_not_told_as_one():
    assert "license" not in scholarly(license="javascript:alert(1)")

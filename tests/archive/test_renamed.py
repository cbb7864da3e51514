"""Redirects from the slugs of earlier versions."""

import pytest

from gazette.core import urls
from tests.make import AUG_20, AUG_21, a_listing, an_entry, merged


def moved(*entries, **rules) -> dict[str, str]:
    """The new address for each old one."""
    listings = [a_listing(AUG_20, *entries[:1]), a_listing(AUG_21, *entries[1:])]
    return {each.old: each.new for each in merged(listings, **rules).moved}


@pytest.mark.parametrize(
    ("name", "slug"),
    [("Łukasz Ładny", "lukasz-ladny"), ("Søren Ødegård", "soren-odegard"), ("Işıl Þór", "isil-thor")],
)
def test_an_author_with_folded_letters_is_redirected_from_the_old_page_and_feed(name, slug):
    old = urls.old_author_slug(name)
    assert moved(an_entry("A", authors=(name,))) == {
        f"authors/{old}.html": f"authors/{slug}.html",
        f"authors/{old}.xml": f"authors/{slug}.xml",
    }


@pytest.mark.parametrize(
    ("tag", "old", "new"),
    [("C#", "c", "c-sharp"), ("A*", "a", "a-star"), (".NET", "net", "dot-net"), ("Łódź", "", "lodz")],
)
def test_a_tag_with_a_named_sign_is_redirected_from_the_old_page_and_feed(tag, old, new):
    old = old or urls.old_slug(tag)
    assert moved(an_entry("A", tags=(tag,))) == {
        f"tags/{old}.html": f"tags/{new}.html",
        f"tags/{old}.xml": f"tags/{new}.xml",
    }


def test_an_organisation_is_redirected_too():
    assert list(moved(an_entry("A", org="Łab")).values()) == ["orgs/lab.html", "orgs/lab.xml"]


def test_there_is_no_redirect_from_the_address_of_another_page():
    assert moved(an_entry("A", tags=("C#",)), an_entry("B", tags=("C",))) == {}


def test_an_address_that_several_tags_had_leads_to_the_one_that_had_it_first():
    assert moved(an_entry("A", tags=("C*",)), an_entry("B", tags=("C#", "x")))["tags/c.html"] == "tags/c-star.html"


def test_names_that_are_one_author_now_are_all_redirected():
    found = moved(an_entry("A", authors=("Lukasz Ladny",)), an_entry("B", authors=("Łukasz Ladny", "Lukasz Ładny")))
    assert {*found.values()} == {"authors/lukasz-ladny.html", "authors/lukasz-ladny.xml"}
    assert len(found) == 4


def test_only_what_had_a_page_is_redirected():
    assert moved(an_entry("A", authors=("Łu B",)), an_entry("B", authors=("Lu B",)), authors_minimum=2) == {}
    assert moved(an_entry("A", authors=("Łu B",)), an_entry("B", authors=("Łu B",)), authors_minimum=2) != {}


def test_plain_names_and_tags_are_not_redirected():
    plain = an_entry("A", authors=("Ada Example", "Émile Zed", "李明"), tags=("node.js", "R&D", "π"), org="Lab & Co.")
    assert moved(plain) == {}

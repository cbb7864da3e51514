"""The index of organisations."""

from gazette.core.model import Archive
from gazette.pages import orgs
from tests.make import AUG_20, a_listing, a_site, an_entry, merged, shows


def test_organisations_are_sorted_by_name_without_regard_to_case():
    entries = [an_entry("A", org="lab"), an_entry("B", org="Institute"), an_entry("C", org="University"), an_entry("D")]
    page = shows(orgs.pages, merged([a_listing(AUG_20, *entries)]), a_site(orgs_minimum=1))["orgs/index.html"]
    assert page["rows"] == (
        ("Institute", "orgs/institute.html", 1),
        ("lab", "orgs/lab.html", 1),
        ("University", "orgs/university.html", 1),
    )
    assert page["minimum"] == 1


def test_an_archive_without_organisations_has_an_index():
    assert shows(orgs.pages, Archive(), a_site())["orgs/index.html"]["rows"] == ()

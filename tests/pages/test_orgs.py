"""The index of organisations."""

from gazette.core.model import Archive
from gazette.pages import orgs
from tests import site
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


def test_an_archive_without_organisations_that_have_pages_has_no_index():
    assert shows(orgs.pages, Archive(), a_site()) == {}
    found = merged([a_listing(AUG_20, an_entry("A", org="Lab"))], orgs_minimum=2)
    assert shows(orgs.pages, found, a_site(orgs_minimum=2)) == {}


def test_the_index_and_the_links_to_it_come_and_go_with_the_first_organisation(tmp_path):
    source = site.a_source(tmp_path / "source", settings=f"{site.SETTINGS}orgs: {{minimum: 1}}\n")
    for org, has_index in (("", False), ("- org: A Lab\n", True), ("", False)):
        site.write(source, {"content/2025-03-13.md": f"## B\n{org}"})
        site.build(source)
        files = site.files(source / "public")
        assert ("orgs/index.html" in files) == has_index
        assert (b"orgs/index.html" in files["papers/date/2025-03-10.html"]) == has_index
        assert (b"orgs/index.html" in files["sitemap-pages.xml"]) == has_index
        assert site.differences(site.clean_build(source), files) == []

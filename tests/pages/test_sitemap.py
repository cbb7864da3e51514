"""The sitemap and its parts."""

from datetime import date

import pytest
from msgspec.structs import replace

from gazette.core.model import Notice, StandalonePage
from gazette.pages import sitemap
from tests.make import AUG_20, AUG_21, AUG_25, a_listing, a_site, an_entry, merged, shows

SEP_1 = date(2025, 9, 1)


def parts(found, **settings) -> dict[str, tuple]:
    pages = shows(sitemap.pages, found, a_site(**settings))
    return {path: page["rows"] for path, page in pages.items() if "rows" in page}


def test_there_is_a_part_for_each_month_and_one_for_other_pages():
    found = merged([a_listing(AUG_20, an_entry("A", id="a")), a_listing(SEP_1, an_entry("B", id="b"))])
    others = parts(found)["sitemap-pages.xml"]
    assert {("index.html", SEP_1), ("papers/week/2025-W34.html", AUG_20), ("papers/year/2025.html", SEP_1)} <= {*others}
    assert {name: rows for name, rows in parts(found).items() if name != "sitemap-pages.xml"} == {
        "sitemap-2025-08.xml": (("papers/date/2025-08-20.html", AUG_20), ("papers/a.html", AUG_20)),
        "sitemap-2025-09.xml": (("papers/date/2025-09-01.html", SEP_1), ("papers/b.html", SEP_1)),
    }
    assert shows(sitemap.pages, found)["sitemap.xml"]["parts"] == tuple(parts(found))


def test_a_paper_is_in_its_first_month_and_changed_on_its_last_day():
    found = merged([a_listing(AUG_20, an_entry("A", id="a")), a_listing(SEP_1, an_entry("A"))])
    assert ("papers/a.html", SEP_1) in parts(found)["sitemap-2025-08.xml"]
    assert len(parts(found)["sitemap-2025-09.xml"]) == 1


@pytest.mark.parametrize("kind", ["changed", "withdrawn"])
def test_a_notice_counts_as_a_change_of_the_paper(kind):
    found = merged([a_listing(AUG_20, an_entry("A", id="a", **{kind: Notice(AUG_25, "why")}))])
    assert ("papers/a.html", AUG_25) in parts(found)["sitemap-2025-08.xml"]


def test_a_tag_changes_when_a_paper_with_it_is_first_listed():
    listings = [a_listing(AUG_20, an_entry("A", tags=("x",))), a_listing(AUG_21, an_entry("A"), an_entry("B"))]
    assert ("tags/x.html", AUG_20) in parts(merged(listings))["sitemap-pages.xml"]


@pytest.mark.parametrize(
    ("kind", "start"),
    [
        ("day", "papers/date/"),
        ("paper", "papers/a"),
        ("tag", "tags/x"),
        ("tags", "tags/index"),
        ("standalone", "about"),
    ],
)
def test_kinds_left_out_of_the_site_are_not_in_the_sitemap(kind, start):
    archive = merged([a_listing(AUG_20, an_entry("A", id="a", tags=("x",)))])
    found = replace(archive, standalone=(StandalonePage("about", "About", ""),))

    def addresses(**settings):
        return [address for rows in parts(found, **settings).values() for address, _ in rows]

    assert any(address.startswith(start) for address in addresses())
    assert not any(address.startswith(start) for address in addresses(leave_out=(kind,)))


def test_an_empty_archive_has_a_sitemap():
    assert list(parts(merged([]))) == ["sitemap-pages.xml"]

"""The page of corrections, withdrawals and late additions."""

from gazette.archive import channels
from gazette.core.model import Notice
from gazette.pages import changes
from tests.make import AUG_20, AUG_25, a_listing, a_site, an_entry, merged, shows


def page(*listings, **settings):
    return shows(changes.pages, merged(listings), a_site(**settings))["changes.html"]


def test_events_are_grouped_by_day_newest_first():
    entries = [an_entry("A", changed=Notice(AUG_25, "x")), an_entry("B", withdrawn=Notice(AUG_25, "y"))]
    late = an_entry("C", added="2025-08-22T08:15Z")
    found = [
        (str(day), [each.paper.facts.title for each in same])
        for day, same in page(a_listing(AUG_20, *entries, late))["days"]
    ]
    assert found == [("2025-08-25", ["A", "B"]), ("2025-08-22", ["C"])]


def test_an_archive_without_events_has_the_page():
    assert page(a_listing(AUG_20, an_entry("A"))) == {"days": (), "feeds": channels.changes_links(a_site())}


def test_the_page_links_to_the_first_feed_of_changes():
    assert page(feed_formats_changes=("json", "rss"))["feeds"][0].address == "changes.json"
    assert page(feed_formats_changes=())["feeds"] == ()

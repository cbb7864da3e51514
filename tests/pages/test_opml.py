"""The list of all feeds as OPML."""

from gazette.pages import opml
from tests.make import AUG_20, a_listing, an_entry, merged, shows


def test_everything_with_a_page_and_a_feed_is_listed():
    found = merged([a_listing(AUG_20, an_entry("A", tags=("rl",), authors=("Ada A",), org="Lab"))])
    assert shows(opml.pages, found) == {
        "feeds.opml": {
            "tags": (("rl", "tags/rl.xml", "tags/rl.html"),),
            "authors": (("Ada A", "authors/ada-a.xml", "authors/ada-a.html"),),
            "orgs": (("Lab", "orgs/lab.xml", "orgs/lab.html"),),
        }
    }


def test_an_empty_archive_has_a_list_of_feeds():
    assert shows(opml.pages, merged([])) == {"feeds.opml": {"tags": (), "authors": (), "orgs": ()}}

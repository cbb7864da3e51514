"""The lists of feeds as OPML."""

from gazette.pages import opml
from tests.make import AUG_20, a_listing, a_site, an_entry, merged, shows

MAIN = (
    ("A Site", "feed.xml", "index.html"),
    ("A Site, weekly", "week.xml", "index.html"),
    ("A Site, changes", "changes.xml", "changes.html"),
)
OTHER_FORMATS = (
    ("A Site (Atom)", "atom.xml", "index.html"),
    ("A Site (JSON Feed)", "feed.json", "index.html"),
    ("A Site (RSS, one item a day)", "daily.xml", "index.html"),
)
SUBJECTS = ("Subjects", (("rl", "tags/rl.xml", "tags/rl.html"),))


def test_one_list_has_the_main_feeds_and_subjects_and_the_other_has_every_feed():
    found = merged([a_listing(AUG_20, an_entry("A", tags=("rl",), authors=("Ada A",), org="Lab"))])
    assert shows(opml.pages, found) == {
        "feeds.opml": {"main": MAIN, "groups": (SUBJECTS,)},
        "feeds-all.opml": {
            "main": (*MAIN[:1], *OTHER_FORMATS, *MAIN[1:]),
            "groups": (
                SUBJECTS,
                ("Authors", (("Ada A", "authors/ada-a.xml", "authors/ada-a.html"),)),
                ("Organisations", (("Lab", "orgs/lab.xml", "orgs/lab.html"),)),
            ),
        },
    }


def test_an_empty_archive_has_a_list_of_feeds():
    assert shows(opml.pages, merged([]))["feeds.opml"] == {"main": MAIN, "groups": (("Subjects", ()),)}


def test_a_list_has_the_first_format_of_each_feed():
    found = merged([a_listing(AUG_20, an_entry("A", tags=("rl",)))])
    settings = {"feed_formats_site": ("json", "rss"), "feed_formats_week": (), "feed_formats_tags": ("atom",)}
    listed = shows(opml.pages, found, a_site(**settings))["feeds.opml"]
    assert [address for _, address, _ in listed["main"]] == ["feed.json", "changes.xml"]
    assert listed["groups"][0][1] == (("rl", "tags/rl.atom.xml", "tags/rl.html"),)


def test_a_site_without_feeds_has_no_lists_of_feeds():
    none = {f"feed_formats_{kind}": () for kind in ("site", "tags", "authors", "orgs", "week", "changes")}
    assert shows(opml.pages, merged([]), a_site(**none)) == {}

"""Feeds at old addresses: copies that say so, and feeds that have ended."""

import pytest

from gazette.archive import channels
from gazette.core.model import Redirect
from tests.make import AUG_20, a_listing, a_site, an_entry, merged


def copies(*redirects, **settings):
    listing = a_listing(AUG_20, an_entry("A", tags=("rl",), authors=("Ada Example",)))
    return list(channels.copies(merged([listing]), a_site(**settings), redirects))


def test_the_copy_of_a_feed_has_what_the_feed_has_and_says_the_new_address():
    archive, site = merged([a_listing(AUG_20, an_entry("A", tags=("rl",)))]), a_site(feed_authority="a.example,2025")
    [tag] = archive.tags
    [copy] = channels.copies(archive, site, [Redirect("tags/old.xml", "tags/rl.xml")])
    key, title, words = copy.shows["notice"]
    assert (copy.path, copy.about) == ("tags/old.xml", None)
    assert copy.shows == {**channels.of(tag, "rss", site).shows, "notice": (key, title, words)}
    assert (key, title) == ("tag:a.example,2025:moved:tags/old.xml", "This feed has a new address")
    assert site.absolute("tags/rl.xml") in words


@pytest.mark.parametrize(
    "address", ["feed.xml", "atom.xml", "daily.xml", "week.xml", "changes.xml", "authors/ada-example.xml"]
)
def test_every_feed_can_be_copied(address):
    [page] = copies(Redirect("old.xml", address))
    assert page.shows["address"] == address
    assert page.template == ("atom.xml" if address == "atom.xml" else "feed.xml")


@pytest.mark.parametrize(
    "settings", [{"leave_out": ("tag",)}, {"feed_formats_tags": ()}, {"feed_formats_tags": ("atom",)}]
)
def test_a_feed_that_the_site_does_not_have_is_not_copied(settings):
    assert copies(Redirect("old.xml", "tags/rl.xml"), **settings) == []


def test_a_feed_that_is_gone_has_the_reason():
    [page] = copies(Redirect("tags/old.xml", "", "the tag was a mistake"), feed_authority="a.example,2025")
    assert page.shows["notice"] == (
        "tag:a.example,2025:gone:tags/old.xml",
        "This feed has ended",
        "the tag was a mistake",
    )


def test_a_hub_is_told_about_the_feeds_of_the_whole_site():
    site = a_site(feed_formats_site=("rss", "daily-atom"), feed_formats_week=("json",), feed_formats_changes=())
    assert [link.address for link in channels.of_whole_site(site)] == ["feed.xml", "daily.atom.xml", "week.json"]


def test_a_link_to_a_feed_has_the_name_and_the_media_type_of_its_format():
    [tag] = merged([a_listing(AUG_20, an_entry("A", tags=("rl",)))]).tags
    links = channels.links(tag, a_site(feed_formats_tags=("rss", "daily", "daily-atom", "json")))
    assert [tuple(link) for link in links] == [
        ("RSS", "tags/rl.xml", "application/rss+xml"),
        ("RSS, one item a day", "tags/rl.daily.xml", "application/rss+xml"),
        ("Atom, one item a day", "tags/rl.daily.atom.xml", "application/atom+xml"),
        ("JSON Feed", "tags/rl.json", "application/feed+json"),
    ]


@pytest.mark.parametrize("left_out", ["feed", "tag"])
def test_there_are_no_links_to_feeds_that_are_left_out(left_out):
    [tag] = merged([a_listing(AUG_20, an_entry("A", tags=("rl",)))]).tags
    assert channels.links(tag, a_site(leave_out=(left_out,))) == ()


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({}, True),
        ({"leave_out": ("feed",)}, False),
        ({"leave_out": ("feed",), "subscribe_form": "https://a.example/"}, True),
        ({"leave_out": ("feed",), "digests": True}, True),
        ({f"feed_formats_{kind}": () for kind in ("site", "week", "changes")}, False),
    ],
)
def test_readers_can_subscribe_to_a_feed_or_by_mail(settings, expected):
    assert channels.has_subscriptions(a_site(**settings)) == expected

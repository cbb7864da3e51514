"""What feeds show: whole days, copies at old addresses, and feeds that have ended."""

import pytest

from gazette.archive import feeds
from gazette.core.model import Redirect
from tests.make import AUG_20, a_listing, a_site, an_entry, merged
from tests.pages.test_feed import days


def sizes(*each_day: int, length: int) -> list[int]:
    """The number of papers in the feed for each day, newest day first."""
    return [len(papers) for _, papers in feeds.newest_days(merged(days(list(each_day))).papers, length)]


@pytest.mark.parametrize(
    ("each_day", "length", "expected"),
    [
        ([1] * 9, 1, [1] * 7),
        ([9] * 9, 1, [9] * 7),
        ([1] * 9, 8, [1] * 8),
        ([1] * 9, 50, [1] * 9),
        ([3] * 20, 25, [3] * 9),
        ([3] * 20, 24, [3] * 8),
        ([5, 40, 1, 1, 1, 1, 1, 1, 1], 7, [1] * 7),
        ([5, 40, 1, 1, 1, 1, 1, 1, 1], 8, [1] * 7 + [40]),
        ([], 50, []),
    ],
)
def test_a_feed_has_whole_days_at_least_seven_and_no_more_than_its_length_needs(each_day, length, expected):
    assert sizes(*each_day, length=length) == expected


def copies(*redirects, **settings):
    listing = a_listing(AUG_20, an_entry("A", tags=("rl",), authors=("Ada Example",)))
    return list(feeds.copies(merged([listing]), a_site(**settings), redirects))


def test_the_copy_of_a_feed_shows_what_the_feed_shows():
    archive, site = merged([a_listing(AUG_20, an_entry("A", tags=("rl",)))]), a_site()
    [tag] = archive.tags
    [copy] = feeds.copies(archive, site, [Redirect("tags/old.xml", "tags/rl.xml")])
    assert (copy.path, copy.about, copy.shows) == ("tags/old.xml", None, feeds.of(tag, site).shows)


@pytest.mark.parametrize("address", ["feed.xml", "week.xml", "authors/ada-example.xml"])
def test_every_feed_can_be_copied(address):
    assert [page.shows["address"] for page in copies(Redirect("old.xml", address))] == [address]


def test_a_feed_that_was_left_out_is_not_copied():
    assert copies(Redirect("old.xml", "tags/rl.xml"), leave_out=("tag",)) == []


def test_a_feed_that_is_gone_has_the_reason():
    [page] = copies(Redirect("tags/old.xml", "", "the tag was a mistake"), feed_authority="a.example,2025")
    assert page.shows["gone"] == ("tag:a.example,2025:gone:tags/old.xml", "the tag was a mistake")

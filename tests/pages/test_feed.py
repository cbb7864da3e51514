"""The feed: which papers, in which order, of which time."""

from datetime import date, timedelta
from email.utils import parsedate_to_datetime

import pytest

from gazette import archive
from gazette.pages import feed
from tests.make import AUG_20, AUG_21, a_listing, a_site, an_entry, shows


def days(sizes: list[int]):
    """Listings of so many papers each, a day apart."""
    return [
        a_listing(AUG_20 + timedelta(number), *[an_entry(f"{number}/{place}") for place in range(size)])
        for number, size in enumerate(sizes)
    ]


def items(listings, **settings) -> list[tuple]:
    return list(shows(feed.pages, archive.merge(listings), a_site(**settings))["feed.xml"]["items"])


def titles(listings, **settings) -> list[str]:
    return [paper.facts.title for paper, _ in items(listings, **settings)]


def sizes(*each_day: int, length: int) -> list[int]:
    """How many papers the feed holds of each day, the newest first."""
    return [len(papers) for _, papers in feed.newest(archive.merge(days(list(each_day))).papers, length)]


@pytest.mark.parametrize(
    ("each_day", "length", "held"),
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
def test_the_feed_holds_whole_days_at_least_seven_and_the_fewest_that_give_its_length(each_day, length, held):
    assert sizes(*each_day, length=length) == held


def test_the_newest_day_comes_first_and_the_best_of_a_day_first():
    assert titles(days([2, 3])) == ["1/0", "1/1", "1/2", "0/0", "0/1"]


def test_a_paper_listed_again_is_not_repeated_but_stays_on_its_first_day():
    listings = [a_listing(AUG_20, an_entry("A"), an_entry("B")), a_listing(AUG_21, an_entry("B"), an_entry("C"))]
    assert titles(listings) == ["C", "A", "B"]


def test_a_day_of_papers_listed_before_adds_no_item():
    assert titles([a_listing(AUG_20, an_entry("A")), a_listing(AUG_21, an_entry("A"))]) == ["A"]


def test_an_empty_archive_has_an_empty_feed():
    found = shows(feed.pages, archive.merge([]))["feed.xml"]
    assert (found["items"], found["built"]) == ((), "")


ZONES = ["UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago", "America/New_York", "Asia/Kathmandu", "Europe/Berlin"]
SHIFTS = [date(2025, 3, 9), date(2025, 3, 30), date(2025, 10, 26), date(2025, 11, 2), date(2025, 8, 20)]


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("day", SHIFTS)
def test_every_item_is_of_its_listing_day_and_none_is_later_than_a_better_one(zone, day):
    listing = a_listing(day, *[an_entry(str(place)) for place in range(2000)])
    stamps = [parsedate_to_datetime(stamp) for _, stamp in items([listing], timezone=zone)]
    assert len(stamps) == 2000
    assert {stamp.date() for stamp in stamps} == {day}
    assert stamps == sorted(stamps, reverse=True)


def test_the_feed_was_built_when_its_newest_item_came_and_not_by_the_clock():
    page = shows(feed.pages, archive.merge(days([2, 2])), a_site(timezone="Europe/Berlin"))["feed.xml"]
    assert page["built"] == page["items"][0][1] == "Thu, 21 Aug 2025 12:00:00 +0200"

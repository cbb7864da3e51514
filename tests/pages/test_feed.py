"""The RSS feeds: which papers they have, in which order and with which dates."""

from datetime import date, timedelta
from email.utils import parsedate_to_datetime

import pytest

from gazette.archive.feeds import BEST_OF_A_WEEK, WEEKS
from gazette.pages import feed
from tests.make import AUG_20, AUG_21, AUG_25, a_listing, a_site, an_entry, merged, shows


def days(sizes: list[int]):
    """Listings of consecutive days with these numbers of papers."""
    return [
        a_listing(AUG_20 + timedelta(number), *[an_entry(f"{number}/{place}") for place in range(size)])
        for number, size in enumerate(sizes)
    ]


def items(listings, **settings) -> list[tuple]:
    return list(shows(feed.pages, merged(listings), a_site(**settings))["feed.xml"]["items"])


def titles(listings, **settings) -> list[str]:
    return [paper.facts.title for paper, _ in items(listings, **settings)]


def test_items_are_sorted_by_day_newest_first_and_then_by_rank():
    assert titles(days([2, 3])) == ["1/0", "1/1", "1/2", "0/0", "0/1"]


def test_a_paper_listed_again_stays_on_its_first_day():
    listings = [a_listing(AUG_20, an_entry("A"), an_entry("B")), a_listing(AUG_21, an_entry("B"), an_entry("C"))]
    assert titles(listings) == ["C", "A", "B"]


def test_a_day_with_only_known_papers_adds_no_item():
    assert titles([a_listing(AUG_20, an_entry("A")), a_listing(AUG_21, an_entry("A"))]) == ["A"]


def test_an_empty_archive_has_an_empty_feed():
    found = shows(feed.pages, merged([]))["feed.xml"]
    assert (found["items"], found["built"]) == ((), "")


ZONES = ["UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago", "America/New_York", "Asia/Kathmandu", "Europe/Berlin"]
SHIFTS = [date(2025, 3, 9), date(2025, 3, 30), date(2025, 10, 26), date(2025, 11, 2), date(2025, 8, 20)]


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("day", SHIFTS)
def test_every_item_has_the_date_of_its_day_and_lower_ranks_are_later(zone, day):
    listing = a_listing(day, *[an_entry(str(place)) for place in range(2000)])
    stamps = [parsedate_to_datetime(stamp) for _, stamp in items([listing], timezone=zone)]
    assert len(stamps) == 2000
    assert {stamp.date() for stamp in stamps} == {day}
    assert stamps == sorted(stamps, reverse=True)


def test_the_build_date_of_a_feed_is_the_date_of_its_newest_item():
    page = shows(feed.pages, merged(days([2, 2])), a_site(timezone="Europe/Berlin"))["feed.xml"]
    assert page["built"] == page["items"][0][1] == "Thu, 21 Aug 2025 12:00:00 +0200"


# The feeds of tags, authors and weeks.


def feeds(*listings, minimum: int = 1, **settings) -> dict[str, dict]:
    found = merged(listings, tags_minimum=minimum, authors_minimum=minimum)
    return shows(feed.pages, found, a_site(**settings))


def tagged(*titles: str) -> list:
    return [an_entry(title, tags=("RL",), authors=("Ada A",)) for title in titles]


@pytest.mark.parametrize(
    ("path", "title", "link"),
    [
        ("tags/rl.xml", "RL · A Site", "tags/rl.html"),
        ("authors/ada-a.xml", "Ada A · A Site", "authors/ada-a.html"),
        ("feed.xml", "A Site", "index.html"),
    ],
)
def test_a_feed_has_the_title_of_its_page_and_links_to_it(path, title, link):
    page = feeds(a_listing(AUG_20, *tagged("A")))[path]
    assert (page["title"], page["link"]) == (title, link)


@pytest.mark.parametrize("path", ["tags/rl.xml", "authors/ada-a.xml"])
def test_the_feed_of_a_tag_or_an_author_has_only_their_papers(path):
    found = feeds(a_listing(AUG_20, *tagged("B", "A"), an_entry("other")), a_listing(AUG_21, *tagged("C", "A")))
    assert [paper.facts.title for paper, _ in found[path]["items"]] == ["C", "B", "A"]


def test_an_item_is_the_same_in_every_feed():
    found = feeds(*[a_listing(AUG_20 + timedelta(number), *tagged(f"{number}")) for number in range(3)])
    assert found["tags/rl.xml"]["items"] == found["authors/ada-a.xml"]["items"] == found["feed.xml"]["items"]


def test_the_feed_of_a_tag_is_limited_like_the_main_feed():
    listings = [a_listing(AUG_20 + timedelta(number), *tagged(f"{number}")) for number in range(20)]
    assert len(feeds(*listings, feed_length=9)["tags/rl.xml"]["items"]) == 9


def test_a_tag_author_or_week_without_a_page_has_no_feed():
    listing = a_listing(AUG_20, *tagged("A"))
    every = {"feed.xml", "week.xml", "tags/rl.xml", "authors/ada-a.xml"}
    assert {*feeds(listing)} == every
    assert {*feeds(listing, minimum=2)} == {"feed.xml", "week.xml"}
    assert {*feeds(listing, leave_out=("tag",))} == every - {"tags/rl.xml"}
    assert {*feeds(listing, leave_out=("author",))} == every - {"authors/ada-a.xml"}
    assert {*feeds(listing, leave_out=("week",))} == every - {"week.xml"}


SUNDAY, MONDAY = AUG_25 - timedelta(1), AUG_25


def weeks(*listings, **settings) -> dict[str, tuple]:
    """The weeks in the weekly feed, by name."""
    return {week[0]: week[1:] for week in feeds(*listings, **settings)["week.xml"]["weeks"]}


def test_the_week_of_the_latest_listing_is_not_in_the_weekly_feed():
    wednesday = a_listing(AUG_20, *tagged("A"))
    assert weeks(wednesday) == weeks(wednesday, a_listing(SUNDAY, *tagged("B"))) == {}
    assert list(weeks(wednesday, a_listing(MONDAY, quiet=True))) == ["2025-W34"]


def test_the_item_of_a_week_never_changes():
    first, second = a_listing(AUG_20, *tagged("A")), a_listing(MONDAY, *tagged("B"))
    before = weeks(first, second, feed_authority="a.example,2024")["2025-W34"]
    after = weeks(
        first,
        second,
        a_listing(MONDAY + timedelta(7), *tagged("A", "C")),
        title="Another",
        url="https://b.example/",
        feed_authority="a.example,2024",
    )["2025-W34"]
    assert before[0] == after[0] == "tag:a.example,2024:week-2025-W34"
    assert before[1:3] == after[1:3] == ("Wed, 20 Aug 2025 12:00:00 +0000", 1)


def test_weeks_are_newest_first_without_those_that_have_no_papers():
    listings = [a_listing(AUG_20 + timedelta(7 * number), an_entry(str(number))) for number in (0, 1, 3)]
    assert list(weeks(*listings, a_listing(AUG_20 + timedelta(14), quiet=True))) == ["2025-W35", "2025-W34"]


def test_the_weekly_feed_is_limited_in_weeks_and_in_papers_per_week():
    many = [an_entry(str(number), votes=number) for number in range(30)]
    listings = [a_listing(AUG_20, *many)] + [
        a_listing(AUG_20 + timedelta(7 * number), an_entry(f"week {number}")) for number in range(1, 20)
    ]
    assert len(weeks(*listings)) == WEEKS
    [(_, _, count, best)] = weeks(*listings[:2]).values()
    assert count == 30
    assert [paper.facts.title for paper in best] == [str(number) for number in range(29, 29 - BEST_OF_A_WEEK, -1)]


def test_the_build_date_of_the_weekly_feed_is_the_last_day_of_its_newest_week():
    page = feeds(a_listing(AUG_20, *tagged("A")), a_listing(AUG_21, *tagged("B")), a_listing(MONDAY))["week.xml"]
    assert page["built"] == page["weeks"][0][2] == "Thu, 21 Aug 2025 12:00:00 +0000"
    assert feeds()["week.xml"]["built"] == ""

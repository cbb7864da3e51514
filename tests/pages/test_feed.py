"""The RSS feeds: which papers they have, in which order and with which dates."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.archive.affected import everything
from gazette.archive.feeds import BEST_OF_A_WEEK, DAYS, MAX_ARCHIVED, MAX_OF_A_DAY, WEEKS, Post
from gazette.core.model import Notice
from gazette.pages import feed
from tests.make import AUG_20, AUG_21, AUG_25, a_listing, a_site, an_entry, merged, shows, some


def days(sizes: list[int]):
    """Listings of consecutive days with these numbers of papers."""
    return [
        a_listing(AUG_20 + timedelta(number), *[an_entry(f"{number}/{place}") for place in range(size)])
        for number, size in enumerate(sizes)
    ]


def items(listings, **settings) -> list[tuple]:
    return list(shows(feed.pages, merged(listings), a_site(**settings))["feed.xml"]["items"])


def titles(listings, **settings) -> list[str]:
    return [item.paper.facts.title for item in items(listings, **settings)]


def test_items_are_sorted_by_day_newest_first_and_then_by_rank():
    assert titles(days([2, 3])) == ["1/0", "1/1", "1/2", "0/0", "0/1"]


def test_a_paper_listed_again_stays_on_its_first_day():
    listings = [a_listing(AUG_20, an_entry("A"), an_entry("B")), a_listing(AUG_21, an_entry("B"), an_entry("C"))]
    assert titles(listings) == ["C", "A", "B"]


def test_a_day_with_only_known_papers_adds_no_item():
    assert titles([a_listing(AUG_20, an_entry("A")), a_listing(AUG_21, an_entry("A"))]) == ["A"]


def test_an_empty_archive_has_an_empty_feed():
    found = shows(feed.pages, merged([]))["feed.xml"]
    assert (found["items"], found["updated"]) == ((), "1970-01-01T00:00:00+00:00")


ZONES = ["UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago", "America/New_York", "Asia/Kathmandu", "Europe/Berlin"]
SHIFTS = [date(2025, 3, 9), date(2025, 3, 30), date(2025, 10, 26), date(2025, 11, 2), date(2025, 8, 20)]


@pytest.mark.parametrize(("zone", "day"), some(product(ZONES, SHIFTS), 4))
def test_an_item_is_dated_at_one_in_the_morning_minus_a_second_per_rank(zone, day):
    listing = a_listing(day, *[an_entry(str(place)) for place in range(3600)])
    stamps = [datetime.fromisoformat(item.published) for item in items([listing], timezone=zone)]
    first = datetime.combine(day, time(1), ZoneInfo(zone))
    assert stamps == [first.astimezone(UTC) - timedelta(seconds=rank) for rank in range(3600)]
    assert {stamp.date() for stamp in stamps} == {day}


def test_items_of_a_day_with_more_papers_than_an_hour_has_seconds_stay_on_the_day():
    stamps = [item.published for item in items([a_listing(AUG_20, *[an_entry(str(at)) for at in range(3700)])])]
    assert {stamp[:10] for stamp in stamps} == {"2025-08-20"}
    assert stamps == sorted(stamps, reverse=True)


@given(st.permutations("ABCDE"), st.permutations("ABCDE"))
def test_the_order_of_a_day_that_is_sorted_by_votes_does_not_move_dates(one, other):
    def dates(titles):
        found = items([a_listing(AUG_20, *map(an_entry, titles), order="votes")])
        assert [item.paper.facts.title for item in found] == titles
        return {item.paper.guid: (item.published, item.updated) for item in found}

    assert dates(one) == dates(other)


def test_a_paper_that_a_later_fetch_added_is_dated_after_those_that_were_there():
    late = an_entry("Late", added="2025-08-21T08:15Z")
    found = items([a_listing(AUG_20, late, an_entry("A"), an_entry("B"))], timezone="Europe/Berlin")
    assert [(item.paper.facts.title, item.published) for item in found] == [
        ("Late", "2025-08-21T10:15:00+02:00"),
        ("A", "2025-08-20T00:59:59+02:00"),
        ("B", "2025-08-20T00:59:58+02:00"),
    ]


def test_a_paper_that_was_added_before_its_day_began_is_not_dated_before_the_others():
    first, early = an_entry("A"), an_entry("B", added="2025-08-19T20:00Z")
    found = {item.paper.facts.title: item.published for item in items([a_listing(AUG_20, first, early)])}
    assert found == dict.fromkeys("AB", "2025-08-20T01:00:00+00:00")


def test_a_paper_that_one_listing_of_the_day_had_from_the_start_was_not_added_late():
    plain, late = an_entry("A"), an_entry("A", added="2025-08-21T08:15Z")
    listings = [a_listing(AUG_20, plain), a_listing(AUG_20, late, path="content/2025-08-20-b.md")]
    assert [item.published for item in items(listings)] == ["2025-08-20T01:00:00+00:00"]


def test_a_correction_updates_an_item_and_does_not_date_it_again():
    [item] = items([a_listing(AUG_20, an_entry("A", changed=Notice(AUG_25, "a figure")))])
    assert item[1:] == ("2025-08-20T01:00:00+00:00", "2025-08-25T01:00:00+00:00")


def test_the_date_of_a_feed_is_that_of_its_newest_item():
    page = shows(feed.pages, merged(days([2, 2])), a_site(timezone="Europe/Berlin"))["feed.xml"]
    assert page["updated"] == page["items"][0].published == "2025-08-21T01:00:00+02:00"


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
    assert [item.paper.facts.title for item in found[path]["items"]] == ["C", "B", "A"]


def test_an_item_is_the_same_in_every_feed():
    found = feeds(*[a_listing(AUG_20 + timedelta(number), *tagged(f"{number}")) for number in range(3)])
    assert found["tags/rl.xml"]["items"] == found["authors/ada-a.xml"]["items"] == found["feed.xml"]["items"]


def test_the_feed_of_a_tag_is_limited_like_the_main_feed():
    listings = [a_listing(AUG_20 + timedelta(number), *tagged(f"{number}")) for number in range(20)]
    assert len(feeds(*listings, feed_length=9)["tags/rl.xml"]["items"]) == 9


def test_a_tag_author_or_week_without_a_page_has_no_feed():
    listing = a_listing(AUG_20, *tagged("A"))
    of_site = {"feed.xml", "atom.xml", "feed.json", "daily.xml", "week.xml", "changes.xml"}
    every = of_site | {"tags/rl.xml", "authors/ada-a.xml"}
    assert {*feeds(listing)} == every
    assert {*feeds(listing, minimum=2)} == of_site
    assert {*feeds(listing, leave_out=("tag",))} == every - {"tags/rl.xml"}
    assert {*feeds(listing, leave_out=("author",))} == every - {"authors/ada-a.xml"}
    assert {*feeds(listing, leave_out=("week",))} == every - {"week.xml"}


SUNDAY, MONDAY = AUG_25 - timedelta(1), AUG_25


def weeks(*listings, **settings) -> dict[str, Post]:
    """The weeks in the weekly feed, by name."""
    return {week.name: week for week in feeds(*listings, **settings)["week.xml"]["posts"]}


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
    assert after._replace(papers=before.papers) == before
    assert (before.key, before.published, before.total) == ("week-2025-W34", "2025-08-20T01:00:00+00:00", 1)


def test_weeks_are_newest_first_without_those_that_have_no_papers():
    listings = [a_listing(AUG_20 + timedelta(7 * number), an_entry(str(number))) for number in (0, 1, 3)]
    assert list(weeks(*listings, a_listing(AUG_20 + timedelta(14), quiet=True))) == ["2025-W35", "2025-W34"]


def test_the_weekly_feed_is_limited_in_weeks_and_in_papers_per_week():
    many = [an_entry(str(number), votes=number) for number in range(30)]
    listings = [a_listing(AUG_20, *many)] + [
        a_listing(AUG_20 + timedelta(7 * number), an_entry(f"week {number}")) for number in range(1, 20)
    ]
    assert len(weeks(*listings)) == WEEKS
    [week] = weeks(*listings[:2]).values()
    assert week.total == 30
    assert [paper.facts.title for paper in week.papers] == [
        str(number) for number in range(29, 29 - BEST_OF_A_WEEK, -1)
    ]


def test_the_date_of_the_weekly_feed_is_the_last_day_of_its_newest_week():
    page = feeds(a_listing(AUG_20, *tagged("A")), a_listing(AUG_21, *tagged("B")), a_listing(MONDAY))["week.xml"]
    assert page["updated"] == page["posts"][0].published == "2025-08-21T01:00:00+00:00"


# One item per day.


def test_the_daily_feed_has_an_item_for_each_of_the_latest_days_with_new_papers():
    sizes = [1] * 20 + [MAX_OF_A_DAY + 5]
    posts = feeds(*days(sizes), a_listing(AUG_20 + timedelta(21), an_entry("0/0")))["daily.xml"]["posts"]
    assert [post.name for post in posts] == [str(AUG_20 + timedelta(20 - at)) for at in range(DAYS)]
    assert (len(posts[0].papers), posts[0].total) == (MAX_OF_A_DAY, MAX_OF_A_DAY + 5)
    assert (posts[0].key, posts[0].published) == ("day-2025-09-09", "2025-09-09T01:00:00+00:00")


def test_the_item_of_a_day_has_the_papers_that_were_added_late_on_that_day_and_not_those_added_later():
    first = a_listing(AUG_20, an_entry("A"), an_entry("Late", added="2025-08-21T08:15Z"))
    posts = feeds(first, a_listing(AUG_21, an_entry("B")))["daily.xml"]["posts"]
    assert [(post.name, [paper.facts.title for paper in post.papers]) for post in posts] == [
        ("2025-08-21", ["B", "Late"]),
        ("2025-08-20", ["A"]),
    ]


# Formats.


ALL = ("rss", "atom", "json", "daily", "daily-atom", "daily-json")


def test_each_format_of_each_feed_has_an_address_and_a_template_of_its_own():
    kinds = {f"feed_formats_{kind}": ALL for kind in ("site", "tags", "authors", "orgs")}
    kinds |= {f"feed_formats_{kind}": ALL[:3] for kind in ("week", "changes")}
    listing = a_listing(AUG_20, an_entry("A", tags=("RL",), authors=("Ada A",), org="Lab"))
    archive = merged([listing], tags_minimum=1, authors_minimum=1, orgs_minimum=1)
    found = {page.path: page.template for page in feed.pages(archive, a_site(**kinds), everything(archive))}
    assert len(found) == 6 * 4 + 3 * 2
    assert (found["tags/rl.atom.xml"], found["orgs/lab.daily.json"]) == ("atom.xml", "feed.json")
    assert (found["atom.xml"], found["daily.xml"], found["week.json"]) == ("atom.xml", "feed.xml", "feed.json")


def test_no_format_means_no_feed():
    none = {f"feed_formats_{kind}": () for kind in ("site", "tags", "authors", "orgs", "week", "changes", "archive")}
    assert feeds(a_listing(AUG_20, *tagged("A")), **none) == {}


# Archived pages.


def test_the_main_feed_and_its_archived_pages_have_every_paper_once_and_are_linked_one_by_one():
    listings = [a_listing(AUG_20 + timedelta(at), *[an_entry(f"{at}/{n}") for n in range(at * 7)]) for at in range(40)]
    found = feeds(*listings, a_listing(AUG_20 + timedelta(60), an_entry("last")))
    seen, path = [item.paper.slug for item in found["feed.xml"]["items"]], "feed.xml"
    while path := found[path]["previous"]:
        assert found[path]["current"] == "feed.xml"
        assert len(found[path]["items"]) <= MAX_ARCHIVED
        seen += [item.paper.slug for item in found[path]["items"]]
    assert len(seen) > len({*seen}) - 1 == sum(at * 7 for at in range(40))
    archived = {item.paper.slug for name in found if name.startswith("feed/") for item in found[name]["items"]}
    assert {*seen} - archived == {"last"}


def test_a_week_without_papers_has_an_archived_page_so_that_the_chain_has_no_gap():
    listings = [
        a_listing(AUG_20, an_entry("A")),
        a_listing(AUG_20 + timedelta(7), quiet=True),
        a_listing(AUG_20 + timedelta(14), an_entry("B")),
    ]
    found = feeds(*listings)
    assert found["feed.xml"]["previous"] == "feed/2025-W35.xml"
    assert found["feed/2025-W35.xml"]["items"] == ()
    assert found["feed/2025-W35.xml"]["previous"] == "feed/2025-W34.xml"


# Changes.


def test_the_feed_of_changes_has_an_item_for_each_event():
    listing = a_listing(
        AUG_20,
        an_entry("A", changed=Notice(AUG_25, "a figure"), withdrawn=Notice(AUG_21, "a gap")),
        an_entry("B", added="2025-08-21T08:15Z"),
        an_entry("C"),
    )
    posts = feeds(listing)["changes.xml"]["posts"]
    assert [(post.kind, post.name, post.text, post.published, post.key.partition(":")[0]) for post in posts] == [
        ("corrected", "2025-08-25", "a figure", "2025-08-25T01:00:00+00:00", "corrected-2025-08-25"),
        ("added", "2025-08-21", "", "2025-08-21T08:15:00+00:00", "added-2025-08-21"),
        ("withdrawn", "2025-08-21", "a gap", "2025-08-21T01:00:00+00:00", "withdrawn-2025-08-21"),
    ]

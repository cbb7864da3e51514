"""Hints about days and tags: each kind with archives that give it and archives that do not."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.archive import health, update
from gazette.archive.affected import ListingChanges
from gazette.archive.merge import Rules
from gazette.archive.store import Store
from gazette.config.topics import Topic, vocabulary
from gazette.core.errors import Problem
from gazette.core.model import Listing
from tests.make import a_listing, an_entry

MONDAY = date(2025, 3, 3)


def days(*counts: int, start: date = MONDAY) -> list[Listing]:
    """Listings of successive weekdays with these numbers of papers; none for a count of 0."""
    weekdays = [day for day in (start + timedelta(n) for n in range(2 * len(counts) + 4)) if day.weekday() < 5]
    return [
        a_listing(day, *(an_entry(f"Paper {day} {n}") for n in range(count)))
        for day, count in zip(weekdays, counts, strict=False)
        if count
    ]


def findings(listings, hints=(), **rules) -> list[Problem]:
    store, rules = Store.in_memory(), Rules(**rules)
    changes = ListingChanges((), tuple(listings), {}.__getitem__, lambda: tuple(listings))
    archive = update.update(store, changes, rules).archive
    return [*health.findings(archive, store.every("tag"), rules, hints)]


def kinds(listings, **rules) -> list[tuple[str, str]]:
    return [(each.path[-13:-3], each.kind) for each in findings(listings, **rules)]


def test_an_ordinary_archive_gives_no_hint():
    assert kinds(days(*[10] * 30)) == []
    assert kinds([]) == []


# Days that repeat the day before.


@pytest.mark.parametrize(
    ("same", "new", "hinted"), [(8, 2, True), (7, 3, False), (3, 0, True), (2, 0, False), (10, 2, True)]
)
def test_a_day_that_repeats_four_fifths_of_the_day_before_is_found(same, new, hinted):
    first, second = days(12, new or 1)
    entries = (*first.entries[:same], *(second.entries if new else ()))
    found = kinds([first, a_listing(second.day, *entries)])
    assert found == ([(str(second.day), "repeated-day")] if hinted else [])


def test_a_copy_of_the_day_before_is_found_in_a_full_archive_too():
    listings = days(*[9] * 20)
    listings[10] = a_listing(listings[10].day, *listings[9].entries)
    assert ("repeated-day", str(listings[10].day)) in [(kind, day) for day, kind in kinds(listings)]


# Days with few papers.


@pytest.mark.parametrize(("count", "hinted"), [(1, True), (3, True), (4, False), (12, False), (40, False)])
def test_a_count_below_a_third_of_the_median_is_found(count, hinted):
    listings = days(*[12] * 8, count, *[12] * 8)
    assert kinds(listings) == ([(str(listings[8].day), "few-papers")] if hinted else [])


def test_an_archive_that_grew_is_not_full_of_hints():
    assert kinds(days(*[3] * 40, *[30] * 40)) == []


def test_quiet_days_and_short_archives_give_no_hint():
    listings = days(*[12] * 9)
    quiet = a_listing(listings[4].day, quiet=True)
    assert kinds([*listings[:4], quiet, *listings[5:]]) == []
    assert kinds(days(12, 12, 1)) == []


# Missing weekdays.


def test_missing_weekdays_are_found():
    monday, tuesday, _, thursday, friday = days(5, 5, 5, 5, 5)
    [found] = findings([monday, tuesday, thursday, friday])
    assert str(found) == (
        "content/2025/2025-03-04.md: there is no listing for 2025-03-05; "
        "fetch what is missing, or write a listing with `quiet: true` for a day without papers"
    )


def test_weekends_and_quiet_days_are_not_missing():
    listings = days(*[5] * 15)
    assert kinds(listings) == []
    listings[7] = a_listing(listings[7].day, quiet=True)
    assert kinds(listings) == []


def test_a_weekly_archive_misses_no_weekdays():
    assert kinds([days(5, start=MONDAY + timedelta(7 * n))[0] for n in range(12)]) == []


@given(st.dates(date(1, 1, 8), date(9999, 12, 1)), st.integers(1, 400))
def test_the_number_and_the_ends_of_a_gap_are_those_that_counting_gives(first, length):
    after = first + timedelta(min(length, (date(9999, 12, 31) - first).days))
    between = [first + timedelta(n) for n in range(1, (after - first).days)]
    weekdays = [day for day in between if day.weekday() < 5]
    found = findings([a_listing(first, an_entry("A")), a_listing(after, an_entry("B"))])
    assert len(found) == bool(weekdays)
    for each in found:
        assert str(weekdays[0]) in each.what
        assert str(weekdays[-1]) in each.what
        assert len(weekdays) < 3 or f"the {len(weekdays)} weekdays" in each.what


def test_a_gap_of_thousands_of_years_takes_no_time():
    assert len(findings([a_listing(date(1, 1, 1), an_entry("A")), a_listing(date(9999, 12, 31), an_entry("B"))])) == 1


# Tags.


def tagged(*tags: tuple[str, ...]) -> list[Listing]:
    return [a_listing(MONDAY, *(an_entry(f"Paper {n}", tags=each) for n, each in enumerate(tags)))]


def test_a_tag_used_once_is_found():
    [found] = findings(tagged(("bandits", "theory"), ("theory",)))
    assert (found.kind, found.path, found.what) == (
        "single-tag",
        "content/2025/2025-03-03.md",
        "tags: 'bandits', which only one paper has",
    )
    assert found.tag == "bandits"


def test_a_topic_of_the_site_without_papers_is_found_and_one_of_gazette_is_not():
    known = [Topic("a", "Ants", ("ant",)), Topic("b", "Bees", ("bee",)), Topic("c", "Cats", ("cat",), learned=True)]
    [found] = findings([a_listing(MONDAY, an_entry("On Ants"))], words=vocabulary(known))
    assert (found.kind, found.path, found.what) == ("empty-topic", "site.yaml", "topics: no paper has the topic 'Bees'")


@pytest.mark.parametrize(
    ("one", "other"), [("multi-modal", "multimodal"), ("LLM s", "LLMs"), ("state/space", "statespace")]
)
def test_tags_that_differ_only_in_punctuation_are_found(one, other):
    found = findings(tagged((one,), (one,), (other,), (other,)))
    assert [each.kind for each in found] == ["similar-tags"]
    assert repr(one) in found[0].what
    assert repr(other) in found[0].what


@pytest.mark.parametrize(("one", "other"), [("C", "C#"), ("C++", "C#"), ("bandit", "bandits"), ("π", "μ")])
def test_tags_that_mean_something_else_are_not_alike(one, other):
    assert findings(tagged((one,), (one,), (other,), (other,))) == []


def test_a_topic_used_once_gives_no_hint():
    words = vocabulary((Topic("planning", "Planning", ("planner",)),))
    assert findings(tagged(("planning",)), words=words) == []
    assert len(findings(tagged(("planning",)))) == 1


# Hints of listings.


def test_hints_come_in_the_order_of_files_and_those_about_other_files_are_dropped():
    listings = days(5, 5)
    hints = [
        Problem(each, 3, "odd", "", "mojibake") for each in ("content/gone.md", listings[1].path, listings[0].path)
    ]
    assert [each.path for each in findings(listings, hints)] == [listings[0].path, listings[1].path]

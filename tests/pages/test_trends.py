"""The page of trends."""

from datetime import date, timedelta

import pytest

from gazette.core.model import Subject
from gazette.pages import trends
from tests.make import a_listing, a_site, an_entry, merged, shows

LAST = date(2025, 3, 10)
SEARCH = a_site(search=True)


def listing(ago: int, **counts: int):
    """The listing of a day so many days before LAST, with so many papers of each subject."""
    day = LAST - timedelta(ago)
    names = [f"{tag} {at} of {day}" for tag, count in counts.items() for at in range(count)]
    return a_listing(day, *(an_entry(name, id=name, tags=(name.split()[0],)) for name in names))


def page(*listings, site=SEARCH) -> dict:
    return shows(trends.pages, merged(listings), site)["trends.html"]


YEAR = [listing(ago, old=8, rest=8, new=1) for ago in range(60, 420, 12)]
NOW = [listing(ago, new=9, rest=8, old=1) for ago in range(0, 56, 8)]


def test_the_page_shows_what_rises_and_fades_with_papers_behind_it():
    found = page(*YEAR, *NOW)
    [up], [down] = found["rising"], found["fading"]
    assert (up.subject, up.trend.papers, up.trend.expected) == (Subject("new", "new"), 63, 7)
    assert (down.subject, down.trend.papers, down.trend.expected) == (Subject("old", "old"), 7, 59)
    assert [paper.facts.title for paper in up.papers] == [f"new 0 of {LAST - timedelta(at)}" for at in (0, 8, 16)]
    assert [row.subject.slug for row in found["largest"]] == ["rest"]


def test_the_page_says_which_days_are_compared():
    found = page(*YEAR, *NOW)["days"]
    assert found.recent == (LAST - timedelta(55), LAST)
    assert found.before == (LAST - timedelta(408), LAST - timedelta(56))
    assert not found.is_whole
    assert page(listing(420, old=1), *YEAR, *NOW)["days"].is_whole


@pytest.mark.parametrize(("ago", "first"), [(110, 1), (56, 55), (0, 111)])
def test_a_young_archive_says_from_when_on_it_has_trends(ago, first):
    found = page(*(listing(at, new=9) for at in range(0, ago + 1, max(ago, 1))))
    assert (found["days"], found["rising"], found["words"]) == (None, (), ())
    assert found["first_possible"] == LAST + timedelta(first)
    later = a_listing(LAST + timedelta(first), an_entry("Later"))
    just_before = a_listing(LAST + timedelta(first - 1), an_entry("Later"))
    listings = [listing(at, new=9) for at in range(0, ago + 1, max(ago, 1))]
    assert page(*listings, later)["days"]
    assert first == 1 or not page(*listings, just_before)["days"]


def test_an_empty_archive_has_a_page():
    found = page()
    assert (found["days"], found["first_possible"], found["largest"]) == (None, None, ())
    assert page(a_listing(LAST, quiet=True))["first_possible"] is None
    assert page(a_listing(date.max, an_entry("A")))["first_possible"] is None


def test_rising_words_need_the_search_index():
    [word] = page(*YEAR, *NOW)["words"]
    assert word.phrase.words == "new"
    assert [paper.facts.title for paper in word.papers] == [f"new 0 of {LAST - timedelta(at)}" for at in (0, 8)]
    without = page(*YEAR, *NOW, site=a_site(search=False))
    assert (without["words"], without["has_words"]) == ((), False)


def test_the_course_of_a_subject_is_its_share_of_each_month():
    found = page(*YEAR, *NOW)
    [up], [rest] = found["rising"], found["largest"]
    assert up.course[-1] == ("2025-03", 18, 500)
    assert [each.period for each in rest.course] == [each.period for each in up.course]
    assert up.course[0].period == "2024-01"


def test_charts_of_rising_subjects_have_the_last_two_years_and_those_of_others_all_years():
    found = page(*(listing(ago, rest=9) for ago in (3_000, 2_000, 1_000)), *YEAR, *NOW)
    assert [each.period for each in found["rising"][0].course][::23] == ["2023-04", "2025-03"]
    assert [each.period for each in found["largest"][0].course] == [str(year) for year in range(2016, 2026)]


def test_the_lists_are_limited():
    year = [listing(ago, rest=9, **{f"a{at}": 2 for at in range(14)}) for ago in range(60, 420, 12)]
    now = [listing(ago, rest=99, **{f"b{at}": 3 for at in range(14)}) for ago in range(0, 56, 8)]
    found = page(*year, *now)
    assert len(found["rising"]) == trends.MOST
    assert len(found["fading"]) == trends.MOST
    assert len(found["largest"]) <= trends.LARGEST

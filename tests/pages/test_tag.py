"""The numbered pages of a tag and its head page."""

from datetime import timedelta

import pytest

from gazette.pages import tag
from tests.make import AUG_20, a_listing, a_site, an_entry, merged, shows

SITE = a_site(page_length=5)


def day_of(number: int, size: int = 3, start: int = 0):
    """The listing of the day `number`, with `size` papers whose titles count from `start`."""
    entries = [an_entry(str(start + place), tags=("rl",)) for place in range(size)]
    return a_listing(AUG_20 + timedelta(number), *entries)


def pages(count: int, daily: int = 3) -> dict[str, dict]:
    """The pages of a tag with `count` papers."""
    days = [day_of(start, min(daily, count - start), start) for start in range(0, count, daily)]
    return shows(tag.pages, merged(days), SITE)


def titles(page: dict) -> list[int]:
    return [int(paper.facts.title) for paper in page["papers"]]


@pytest.mark.parametrize(("count", "numbered"), [(1, 0), (5, 0), (9, 0), (10, 1), (14, 1), (15, 2), (54, 9)])
def test_a_numbered_page_is_split_off_when_the_head_page_has_two_pages_of_papers(count, numbered):
    expected = [f"tags/rl/{number}.html" for number in range(1, numbered + 1)]
    assert list(pages(count)) == [*expected, "tags/rl.html"]


@pytest.mark.parametrize("count", [1, 9, 10, 14, 23])
def test_every_paper_is_on_one_page(count):
    assert sorted(title for page in pages(count).values() for title in titles(page)) == list(range(count))


def test_a_numbered_page_has_a_fixed_range_of_papers():
    found = pages(23)
    assert [set(titles(found[f"tags/rl/{k}.html"])) for k in (1, 2, 3)] == [
        set(range(5 * k, 5 * k + 5)) for k in range(3)
    ]
    assert set(titles(found["tags/rl.html"])) == set(range(15, 23))


def test_papers_are_sorted_by_day_newest_first_and_then_by_rank():
    assert titles(pages(9, daily=3)["tags/rl.html"]) == [6, 7, 8, 3, 4, 5, 0, 1, 2]


def test_each_page_links_to_the_next_older_and_newer_page():
    found = pages(20)
    assert [(page["older"], page["newer"]) for page in found.values()] == [
        ("", "tags/rl/2.html"),
        ("tags/rl/1.html", "tags/rl/3.html"),
        ("tags/rl/2.html", "tags/rl.html"),
        ("tags/rl/3.html", ""),
    ]


@pytest.mark.parametrize("count", range(1, 40))
def test_a_new_day_changes_on_numbered_pages_only_the_link_of_the_last_one(count):
    days = [day_of(start, min(3, count - start), start) for start in range(0, count, 3)]
    before = shows(tag.pages, merged(days), SITE)
    after = shows(tag.pages, merged([*days, day_of(99, 7, count)]), SITE)
    numbered = [path for path in before if path != "tags/rl.html"]
    for path in numbered[:-1]:
        assert after[path] == before[path]
    for path in numbered[-1:]:
        assert {**after[path], "newer": ""} == {**before[path], "newer": ""}


def test_a_tag_with_too_few_papers_has_no_page():
    found = merged([a_listing(AUG_20, an_entry(tags=("rl",)))], tags_minimum=2)
    assert shows(tag.pages, found, SITE) == {}

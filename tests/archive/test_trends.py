"""Which subjects are rising."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.archive import trends
from gazette.core.model import Subject, Tag

MONTH = 2025 * 12 + 2
"""March 2025: January and February are recent, and the twelve months before these are compared."""


def a_tag(slug: str, recent: int = 0, before: int = 0, **others: int) -> Tag:
    """A tag with so many papers in February 2025 and in the year before January."""
    months = {MONTH - 1: recent, MONTH - 5: before} | {MONTH + int(at): count for at, count in others.items()}
    return Tag(slug, slug.title(), range(sum(months.values())), None, months)


def rising(*tags: Tag, month: int = MONTH) -> list[str]:
    return [subject.slug for subject in trends.rising(tags, month)]


def test_subjects_with_a_larger_share_than_before_are_rising_the_steepest_first():
    tags = a_tag("steady", 60, 300), a_tag("up", 30, 30), a_tag("steep", 40, 10), a_tag("down", 10, 300)
    assert trends.rising(tags, MONTH) == (Subject("Steep", "steep"), Subject("Up", "up"))


def test_if_all_subjects_grow_alike_none_is_rising():
    assert rising(*(a_tag(f"t{size}", 2 * size, 3 * size) for size in (10, 50, 300))) == []


def test_a_subject_with_few_recent_papers_is_not_rising():
    least = trends.MIN_PAPERS
    assert rising(a_tag("few", least - 1, 1), a_tag("enough", least, 1), a_tag("many", 100, 900)) == ["enough"]


def test_with_equal_ratios_a_new_small_subject_is_below_a_large_one():
    assert rising(a_tag("small", 8), a_tag("large", 80, 5), a_tag("rest", 100, 900)) == ["large", "small"]


def test_without_earlier_months_nothing_is_rising():
    assert rising(a_tag("new", 50)) == []
    assert trends.rising((), MONTH) == ()


def test_at_most_five_subjects_are_named():
    assert len(rising(a_tag("rest", 100, 3000), *(a_tag(f"t{at}", 50 + at) for at in range(9)))) == trends.MOST


@pytest.mark.parametrize("month", range(MONTH - 20, MONTH + 3))
def test_papers_of_a_month_count_only_in_the_months_of_its_window(month):
    others = a_tag("rest", 100, 900), a_tag("up", 50, 10)
    more = a_tag("up", 50, 10, **{str(month - MONTH): 5_000})
    changes = rising(others[0], more) != rising(*others)
    assert changes <= (MONTH in trends.window(month))


@given(st.lists(st.dictionaries(st.integers(MONTH - 20, MONTH + 3), st.integers(0, 40)), max_size=6))
def test_months_outside_the_window_change_nothing(counts):
    """Nor does the order of the tags."""
    tags = [Tag(f"t{at}", "T", range(sum(months.values())), None, months) for at, months in enumerate(counts)]
    within = [
        Tag(tag.slug, "T", tag.papers, None, {at: n for at, n in tag.months.items() if MONTH in trends.window(at)})
        for tag in tags
    ]
    assert trends.rising(tags, MONTH) == trends.rising(within[::-1], MONTH)

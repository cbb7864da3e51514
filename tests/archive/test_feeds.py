"""What feeds show: whole days."""

import pytest

from gazette.archive import feeds
from tests.make import merged
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

"""Which parts of the search index a change of listings can affect."""

from datetime import date

import pytest

from gazette.archive.affected_search import refs
from gazette.core.model import Ref

JULY, FIRST, SECOND = date(2025, 7, 31), date(2025, 8, 1), date(2025, 8, 4)
CURRENT, SETTLED = Ref("search", "current"), Ref("search", "settled")


@pytest.mark.parametrize(
    "before, now, days, found",
    [
        ([JULY, FIRST], [JULY, FIRST, SECOND], [FIRST, SECOND], {CURRENT}),
        ([JULY, FIRST], [JULY, FIRST], [FIRST], {CURRENT}),
        ([JULY], [JULY, FIRST], [JULY, FIRST], {CURRENT, SETTLED}),
        ([JULY, FIRST], [JULY], [FIRST, JULY], {CURRENT, SETTLED}),
        ([JULY, FIRST], [JULY, FIRST], [JULY], {CURRENT, SETTLED}),
        ([JULY], [], [JULY], {CURRENT, SETTLED}),
    ],
)
def test_the_closed_months_change_with_one_of_their_days_or_when_a_month_closes(before, now, days, found):
    assert refs(before, now, days) == found

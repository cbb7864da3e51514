"""Find the digests that a change of listings can affect."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from gazette.archive import digests, index, numbering, periods, trends
from gazette.archive.index import Change
from gazette.archive.merge import Rules
from gazette.archive.store import Index
from gazette.core.model import Ref

KIND = "digest"


def refs(
    listed: Sequence[date], days: Iterable[date], weeks: Iterable[str], tags: Mapping[str, Change], rules: Rules
) -> set[Ref]:
    """The digests that may have changed; `listed` are all days, in order.

    `days` and `weeks` are those that changed, that are no longer listed, or whose neighbours are others, and `tags` the
    changes of the index of tags.
    """
    found = {*weeks, *map(str, days)}
    for day in days:
        found.update(map(str, _days_that_look_back(listed, day)))
    if months := _changed_months(tags.values(), rules):
        found.update(_with_rising(listed, {each for month in months for each in trends.window(month)}))
    return {Ref(KIND, name) for name in found}


def _days_that_look_back(listed: Sequence[date], day: date) -> Sequence[date]:
    """The days whose digests may have papers of a day: those of seven days, with the next Monday, and one more."""
    end = bisect_left(listed, digests.moved(day, digests.DAYS_LATE))
    return listed[bisect_right(listed, day) : end + 1]


def _changed_months(tags: Iterable[Change], rules: Rules) -> set[int]:
    """The months in which a subject that may be rising has another number of papers; all, if it has another name."""
    months: set[int] = set()
    for before, now in tags:
        counted = _counts(before, rules), _counts(now, rules)
        if not any(counted):
            continue
        if all(counted) and before.name == now.name:
            changed = before.months.items() ^ now.months.items()
            months.update(month for month, _ in changed)
        else:
            months.update((*before.months, *now.months))
    return months


def _counts(tag: Index, rules: Rules) -> bool:
    return len(tag.numbers) >= trends.MIN_PAPERS and index.has_page("tag", tag, rules)


def _with_rising(listed: Iterable[date], months: set[int]) -> Iterator[str]:
    """The digests with rising subjects whose month is one of these."""
    for day in listed:
        if day.weekday() == 0 and numbering.month(day) in months:
            yield str(day)
        week = periods.NAMES["week"](day)
        if numbering.month(digests.monday_after(week)) in months:
            yield week

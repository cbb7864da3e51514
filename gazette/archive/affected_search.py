"""Find the parts of the search index that a change of listings can affect."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from gazette.core.model import Ref
from gazette.search.index import CURRENT, SETTLED

KIND = "search"


def refs(before: Sequence[date], now: Sequence[date], days: Iterable[date]) -> set[Ref]:
    """The latest month, and the months before it if one of these days is in them or another month is the latest.

    `before` and `now` are all days in order; `days` are those that changed.
    """
    latest = _latest(now)
    closed = latest != _latest(before) or any((day.year, day.month) != latest for day in days)
    return {Ref(KIND, CURRENT)} | ({Ref(KIND, SETTLED)} if closed else set())


def _latest(days: Sequence[date]) -> tuple[int, int] | None:
    return (days[-1].year, days[-1].month) if days else None

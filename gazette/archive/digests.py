"""What the digest of a day or of a complete week shows.

A paper is shown in full on the day of its first listing.  If a later fetch added it, so that the mail of that day could
not have it, it is shown in full on the first listed day from then on.  Everywhere else it is one line.  A digest is
named after its day, `2025-03-12`, or its week, `2025-W11`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date
from functools import cache
from itertools import takewhile
from typing import NamedTuple, TypeVar

from gazette.archive import comparisons, periods, trends
from gazette.archive.lazy import numbers_of
from gazette.config import topics
from gazette.config.topics import Topic
from gazette.core import urls
from gazette.core.model import Archive, Day, Paper, Period, Subject
from gazette.tex import texts

DAYS_LATE = 7
"""A paper that is added later than this after its day is shown in full on its day only."""
BEST_OF_LAST_WEEK, BEST_OF_WEEK = 10, 20
BUDGET = 78_000
"""About how many bytes a mail may have: Gmail cuts mails at 102 KB."""
WHOLE_BYTES, LINE_BYTES, MAX_TEXT = 1_150, 190, 420
"""About how many bytes of markup a paper in full and one in a line have, and how much of its text is shown."""

WHOLE, AGAIN, LATE, SHORT = "whole", "again", "late", "short"
"""How a paper is shown: in full, or in one line because it was listed before, was added later or there is no space."""

T = TypeVar("T")
Keep = Callable[[Paper], bool]


class Row(NamedTuple):
    """A paper in a digest, with its number in the list and its votes."""

    paper: Paper
    number: int
    votes: int | None
    form: str = WHOLE


class Digest(NamedTuple):
    """`late` are the papers that were added to earlier days, `withdrawn` those whose withdrawal the day announces.

    `best` are the best papers of the week before.  `others` counts what only the page of the day or the week has, and
    `others_late` the papers that were added to earlier days and are only on their pages.
    """

    name: str
    day: date
    """The day, or the last listed day of the week."""
    weekly: bool
    rows: tuple[Row, ...]
    total: int
    """The number of papers of the day or the week."""
    others: int = 0
    others_late: int = 0
    late: tuple[Row, ...] = ()
    withdrawn: tuple[Paper, ...] = ()
    best: tuple[Paper, ...] = ()
    rising: tuple[Subject, ...] = ()
    notes: tuple[str, ...] = ()
    """Introductions to the day, in Markdown."""
    has_more_notes: bool = False


class Digests:
    """The digests of an archive."""

    def __init__(self, archive: Archive) -> None:
        self._days, self._dates = archive.days, [day.date for day in archive.days]
        self._weeks = {week.name: week for week in periods.of(archive.days, "week")}
        self._complete = [*self._weeks][:-1]
        self._numbers, self._tags = numbers_of(archive.papers), archive.tags
        self._rising = cache(self._rising_before)

    def _rising_before(self, monday: date) -> tuple[Subject, ...]:
        """The subjects that rise most in the eight weeks before a Monday."""
        compared = comparisons.latest(self._numbers, monday.toordinal())
        return tuple(each.subject for each in trends.rising(self._tags, compared))

    @property
    def names(self) -> list[str]:
        """The names of all digests that there may be."""
        return [*map(str, self._dates), *self._complete]

    @property
    def latest_day(self) -> str:
        """The latest day with papers; "" if the archive has no papers."""
        return next((str(day.date) for day in reversed(self._days) if day.papers), "")

    @property
    def latest_week(self) -> str:
        """The latest complete week with papers; "" if no week with papers is complete."""
        weeks = (name for name in reversed(self._complete) if any(day.papers for day in self._weeks[name].days))
        return next(weeks, "")

    def get(self, name: str, keep: Keep | None = None) -> Digest | None:
        """The digest of this name, only with the papers that `keep` accepts; None if it has nothing to show."""
        if name in self._weeks:
            return self._of_week(self._weeks[name], keep) if name in self._complete else None
        try:
            at = bisect_left(self._dates, day := date.fromisoformat(name))
        except ValueError:
            return None
        return self._of_day(at, keep) if self._dates[at : at + 1] == [day] else None

    def _of_day(self, at: int, keep: Keep | None) -> Digest | None:
        day = self._days[at]
        best: tuple[Paper, ...] = ()
        is_monday = day.date.weekday() == 0
        if is_monday and (week := self._weeks.get(week_of(moved(day.date, -1)))):
            best = _best(_kept(periods.first_listed(week.days), keep), BEST_OF_LAST_WEEK)
        digest = Digest(
            name=str(day.date),
            day=day.date,
            weekly=False,
            rows=(rows := tuple(_row(paper, day) for paper in _kept(day.papers, keep))),
            total=len(rows),
            late=tuple(self._late(at, keep)),
            withdrawn=tuple(_kept(day.withdrawn, keep)),
            best=best,
            rising=self._rising(day.date) if is_monday and not keep else (),
            notes=() if keep else day.notes,
        )
        has_news = digest.rows or digest.late or digest.withdrawn
        return fit(digest) if has_news or (best and not keep) else None

    def _late(self, at: int, keep: Keep | None) -> Iterator[Row]:
        """The papers of earlier days that were added since the listed day before this one."""
        day, before = self._dates[at], self._dates[at - 1] if at else date.min
        start = bisect_left(self._dates, moved(before, -DAYS_LATE)) if at else 0
        number = 0
        for earlier in self._days[start:at]:
            for paper in _kept(earlier.papers, keep):
                if paper.first.day == earlier.date and (added := added_late(paper)) and before < added <= day:
                    number += 1
                    yield Row(paper, number, paper.first.votes)

    def _of_week(self, week: Period, keep: Keep | None) -> Digest | None:
        papers = [*_kept(periods.first_listed(week.days), keep)]
        best = _best(papers, BEST_OF_WEEK)
        rows = tuple(Row(paper, number, paper.facts.votes) for number, paper in enumerate(best, 1))
        rising = () if keep else self._rising(monday_after(week.name))
        last = week.days[-1].date
        return (
            fit(Digest(week.name, last, True, rows, len(papers), len(papers) - len(rows), rising=rising))
            if rows
            else None
        )


def week_of(day: date) -> str:
    return periods.NAMES["week"](day)


def monday_after(week: str) -> date:
    """The Monday after the week of this name."""
    year, _, number = week.partition("-W")
    return moved(date.fromisocalendar(int(year), int(number), 1), 7)


def moved(day: date, days: int) -> date:
    """So many days later; the first or the last day that Python knows, if there is no such day."""
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))


def added_late(paper: Paper) -> date | None:
    """The day on which a later fetch added a paper, if that is after its first day but not too late for a digest."""
    if not paper.first.added:
        return None
    added = date.fromisoformat(paper.first.added[:10])
    return added if 0 < (added - paper.first.day).days <= DAYS_LATE else None


def about(subjects: Collection[str], known: Iterable[Topic]) -> Keep:
    """Whether a paper has one of these subjects, which are slugs, or a topic below one of them."""
    by_slug = {topic.slug: topic for topic in known}
    slugs = {topic.name: slug for slug, topic in by_slug.items()}
    wanted = {*subjects}
    wanted |= {slug for slug, topic in by_slug.items() if not wanted.isdisjoint(topics.ancestors(topic, by_slug))}

    def keep(paper: Paper) -> bool:
        found = (each.slug or slugs.get(each.name) or urls.tag_slug(each.name) for each in paper.subjects)
        return not wanted.isdisjoint(found)

    return keep


def _kept(papers: Iterable[Paper], keep: Keep | None) -> Iterable[Paper]:
    return filter(keep, papers) if keep else papers


def _best(papers: Iterable[Paper], most: int) -> tuple[Paper, ...]:
    return periods.best((paper for paper in papers if not paper.facts.withdrawn), most)


def _row(paper: Paper, day: Day) -> Row:
    shown = paper.on(day.date)
    form = AGAIN if paper.first.day != day.date else LATE if added_late(paper) else WHOLE
    return Row(paper, shown.rank, shown.votes, form)


# The size of a mail.


def fit(digest: Digest, budget: int = BUDGET) -> Digest:
    """The digest with as much in it as fits into about `budget` bytes.

    Beyond that, papers are lines, and beyond what fits as lines they are counted.
    """
    notes = sum(len(note.encode()) for note in digest.notes)
    if notes > budget / 4:
        return fit(digest._replace(notes=(), has_more_notes=True), budget)
    space = _Space(budget - notes)
    best = space.lines(digest.best, _line_bytes)
    withdrawn = space.lines(digest.withdrawn, _withdrawal_bytes)
    rows = space.lines(digest.rows, lambda row: _line_bytes(row.paper))
    late = space.lines(digest.late, lambda row: _line_bytes(row.paper))
    return digest._replace(
        best=best,
        withdrawn=withdrawn,
        rows=space.in_full(rows),
        late=space.in_full(late),
        others=digest.others + len(digest.rows) - len(rows) + len(digest.withdrawn) - len(withdrawn),
        others_late=digest.others_late + len(digest.late) - len(late),
    )


class _Space:
    """The space of a mail, which is taken first by lines and then by papers in full."""

    def __init__(self, spare: int) -> None:
        self._spare = spare

    def lines(self, things: Iterable[T], cost: Callable[[T], int]) -> tuple[T, ...]:
        """The first of the things, as far as they fit."""
        return tuple(takewhile(lambda each: self._take(cost(each)), things))

    def in_full(self, rows: Iterable[Row]) -> tuple[Row, ...]:
        """From the first paper that does not fit in full, all are lines."""
        return tuple(map(self._in_full, rows))

    def _take(self, cost: int) -> bool:
        self._spare -= cost
        return self._spare >= 0

    def _in_full(self, row: Row) -> Row:
        if row.form != WHOLE:
            return row
        text = texts.gist(row.paper.facts)[:MAX_TEXT]
        return row if self._take(WHOLE_BYTES + len(text.encode())) else row._replace(form=SHORT)


def _line_bytes(paper: Paper) -> int:
    return LINE_BYTES + len(paper.facts.title[:MAX_TEXT].encode())


def _withdrawal_bytes(paper: Paper) -> int:
    notice = paper.facts.withdrawn
    return _line_bytes(paper) + len(notice.text[:MAX_TEXT].encode() if notice else "")

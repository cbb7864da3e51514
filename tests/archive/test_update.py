"""An archive that is changed by what changed is the one that a merge of everything gives."""

import sqlite3
from datetime import date, timedelta

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from gazette.archive import merge, periods, recall, registers
from gazette.archive.affected import Afresh, Closure
from gazette.archive.merge import Rules
from gazette.archive.store import SCHEMA, Holdings
from gazette.archive.update import amend
from gazette.config import topics
from gazette.config.topics import Topic
from gazette.core.model import Trust
from tests.make import AUG_20, AUG_21, a_listing, an_entry

WORDS = topics.vocabulary(
    [Topic("models", "Models", ("model",)), Topic("big", "Big models", ("big model",), parent="models")]
)
RULES = Rules("example.org,2025", 2, WORDS, 2)
DAYS = [AUG_20 + timedelta(days=each) for each in range(4)]
ENTRIES = st.builds(
    an_entry,
    st.sampled_from(["On Gaps", "A Big Model", "Tides", "on gaps"]),
    arxiv=st.sampled_from(["", "2503.00001", "2503.00002", "2503.00003"]),
    doi=st.sampled_from(["", "", "10.1000/1", "10.1000/2"]),
    tags=st.lists(st.sampled_from(["Gaps", "gaps", "tides", "C"]), max_size=2).map(tuple),
    authors=st.lists(st.sampled_from(["Ada A", "ada a", "Bo B", "Cy"]), max_size=2).map(tuple),
    votes=st.integers(0, 2),
    note=st.sampled_from(["", "A word."]),
)
LISTINGS = st.builds(
    lambda day, suffix, entries, trust: a_listing(
        day, *entries, trust=trust, path=f"content/{day}{suffix}.md", note=suffix
    ),
    st.sampled_from(DAYS),
    st.sampled_from(["", "-b"]),
    st.lists(ENTRIES, max_size=4),
    st.sampled_from([Trust.WRITTEN, Trust.CAPTURED]),
)
FOLDERS = st.lists(LISTINGS, max_size=6).map(lambda held: {each.path: each for each in held})


def held(listings) -> Holdings:
    base = sqlite3.connect(":memory:")
    base.executescript(SCHEMA)
    holdings = Holdings(base)
    gathered = merge.gather(listings)
    recall.put_away(holdings, gathered, merge.join(gathered, RULES), RULES)
    return holdings


def whole(found) -> tuple:
    """An archive as values that can be compared, whether it is recalled or merged."""
    return (
        tuple(found.papers),
        [_day(day) for day in found.days],
        [(tag.slug, tag.name, tuple(tag.papers), tag.parent, dict(tag.months)) for tag in found.tags],
        [(author.slug, author.name, tuple(author.papers)) for author in found.authors],
        found.moved,
    )


def _day(day) -> tuple:
    return day.date, tuple(day.papers), day.notes, day.origins, day.quiet, day.previous, day.next


def nouns(found) -> dict[str, object]:
    """All that has pages of its own, with what these may show of it."""
    people = {author.slug for author in found.authors}
    stretches = [each for kind in periods.NAMES for each in periods.of(found.days, kind)]
    return {
        **{paper.noun: (paper, people & registers.people(paper.facts).keys()) for paper in found.papers},
        **{f"day {day.date}": _day(day) for day in found.days},
        **{f"tag {tag.slug}": (tag.name, tag.parent, tuple(tag.papers)) for tag in found.tags},
        **{f"author {author.slug}": (author.name, tuple(author.papers)) for author in found.authors},
        **{each.noun: ([*map(_day, each.days)], each.previous, each.next) for each in stretches},
    }


def changed(before: dict, after: dict) -> tuple[Holdings, object]:
    """The holdings after a change, and what it touched; Afresh if it reaches too far."""
    holdings = held(before.values())
    paths = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    paths |= {p for p in before.keys() & after.keys() if before[p].trust != after[p].trust}
    one, other = ([folder[path] for path in paths if path in folder] for folder in (before, after))
    days = list(holdings.days())
    done = amend(holdings, Closure(holdings, before.__getitem__, one, other), RULES)
    return holdings, recall.recall(holdings, RULES, days, done)


@given(FOLDERS, FOLDERS, st.data())
def test_whatever_changed_the_archive_is_what_a_merge_gives(before, other, data):
    kept = data.draw(st.sets(st.sampled_from(sorted(before)))) if before else set()
    after = {path: each for path, each in before.items() if path in kept} | (other if data.draw(st.booleans()) else {})
    try:
        holdings, found = changed(before, after)
    except Afresh:
        event("afresh")
        return
    event("amended")
    assert len({paper.slug for paper in found.touched.papers}) == len(found.touched.papers)
    merged = merge.join(merge.gather(after.values()), RULES)
    assert whole(found) == whole(merged)
    was, now = nouns(merge.join(merge.gather(before.values()), RULES)), nouns(merged)
    assert {name for name in was.keys() | now.keys() if was.get(name) != now.get(name)} <= found.touched.nouns
    assert stored(holdings) == stored(held(after.values()))


def stored(holdings) -> list:
    """All that the tables hold, but for tags that nobody bears."""
    tables = ("papers", "handles", "days", "registers where count > 0")
    return [holdings._base.execute(f"select * from {table}").fetchall() for table in tables]


def test_a_new_day_touches_its_papers_its_tags_and_its_neighbours():
    before = {
        each.path: each
        for each in (
            a_listing(AUG_20, an_entry("One", tags=("gaps",)), an_entry("Two", tags=("gaps", "tides"))),
            a_listing(date(2025, 7, 1), an_entry("Old", tags=("tides",)), an_entry("Older")),
        )
    }
    new = a_listing(AUG_21, an_entry("New", tags=("gaps",)))
    _, found = changed(before, before | {new.path: new})
    assert found.touched.nouns == {
        "paper new", "day 2025-08-20", "day 2025-08-21", "tag gaps", "week 2025-W34", "month 2025-08", "year 2025",
    }  # fmt: skip
    assert [paper.slug for paper in found.touched.papers] == ["new"]


def test_papers_that_want_one_address_are_told_from_the_whole():
    before = {each.path: each for each in [a_listing(AUG_20, an_entry("C"))]}
    new = a_listing(AUG_21, an_entry("Other", id="c"))
    with pytest.raises(Afresh):
        changed(before, before | {new.path: new})

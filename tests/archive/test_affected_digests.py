"""Which digests a change of listings affects: all that change, and few others."""

from datetime import date, timedelta
from unittest.mock import patch

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from gazette.archive import comparisons, trends
from gazette.archive.affected import ListingChanges
from gazette.archive.digests import Digests
from gazette.archive.merge import Rules
from gazette.archive.store import Store
from gazette.archive.update import update
from gazette.core.model import Ref
from tests.make import a_listing, an_entry, times

MONDAY = date(2025, 3, 10)
DAYS = [MONDAY + timedelta(at) for at in (-415, -120, -57, -56, -33, -7, -6, 0, 1, 2, 3, 7, 8, 14, 28, 60, 62)]
RULES = Rules(tags_minimum=2)
TAGS = ("gaps", "Gaps", "tides", "lamps")


def entries():
    added = st.sampled_from(["", "", *(f"{day + timedelta(1)}T08:15Z" for day in DAYS)])
    tags = st.lists(st.sampled_from(TAGS), max_size=2).map(tuple)
    return st.builds(
        an_entry, st.sampled_from("ABCDEFGHIJKL"), tags=tags, votes=st.integers(0, 2) | st.none(), added=added
    )


LISTINGS = st.builds(
    lambda day, entries: a_listing(day, *entries), st.sampled_from(DAYS), st.lists(entries(), max_size=4)
)
FOLDERS = st.lists(LISTINGS, max_size=9).map(lambda found: {each.path: each for each in found})


def changed(store, before: dict, after: dict, rules: Rules = RULES):
    paths = [path for path in before.keys() | after.keys() if before.get(path) != after.get(path)]
    one, other = ([folder[path] for path in sorted(paths) if path in folder] for folder in (before, after))
    return update(store, ListingChanges(one, other, before.__getitem__, lambda: [*after.values()]), rules)


def shown(archive) -> dict[str, object]:
    digests = Digests(archive)
    return {name: digest for name in digests.names if (digest := digests.get(name))}


def from_scratch(folder: dict, rules: Rules = RULES):
    store = Store.in_memory()
    return store, changed(store, {}, folder, rules).archive


def differences(was: dict, now: dict) -> set[str]:
    return {name for name in was.keys() | now.keys() if was.get(name) != now.get(name)}


@settings(max_examples=times(50, 3_000))
@given(st.lists(FOLDERS, min_size=2, max_size=4), st.data())
def test_every_digest_that_changes_is_affected(folders, data):
    with patch.multiple(trends, MIN_PAPERS=2, SMOOTHING=0.1):
        store, before = Store.in_memory(), {}
        for folder in folders:
            kept = data.draw(st.sets(st.sampled_from(sorted(before)))) if before else set()
            after = {path: each for path, each in before.items() if path in kept} | folder
            was, now = shown(from_scratch(before)[1]), shown(from_scratch(after)[1])
            found = changed(store, before, after)
            assert shown(found.archive) == now
            if any(was[name].rising != now[name].rising for name in was.keys() & now.keys()):
                event("another subject is rising")
            if found.affected.refs is not None:
                assert {Ref("digest", name) for name in differences(was, now)} <= found.affected.refs
            before = after


def some_years(last: date) -> dict:
    """A listing for each weekday of two years, with subjects whose papers count."""
    days = (last - timedelta(at) for at in range(730))
    papers = {day: [an_entry(f"{day} {at}", tags=("gaps", TAGS[2 + at % 2])) for at in range(3)] for day in days}
    found = (a_listing(day, *entries) for day, entries in papers.items() if day.weekday() < 5)
    return {each.path: each for each in found}


def affected_digests(before: dict, *new) -> set[str]:
    store, _ = from_scratch(before)
    refs = changed(store, before, before | {each.path: each for each in new}).affected.refs
    return {ref.name for ref in refs if ref.kind == "digest"}


@pytest.mark.parametrize("last", [date(2025, 3, 13), date(2025, 3, 14), date(2025, 3, 31)])
def test_a_new_day_affects_a_handful_of_digests(last):
    new = last + timedelta(3 if last.weekday() == 4 else 1)
    found = affected_digests(
        some_years(last), a_listing(new, *(an_entry(f"N{at}", tags=("gaps",)) for at in range(30)))
    )
    assert {str(new), str(last)} <= found
    assert len(found) <= 6


@pytest.mark.parametrize("tags", [(), ("gaps",)])
def test_a_new_paper_affects_the_mondays_and_weeks_that_compare_its_day(tags):
    day, before = date(2023, 12, 14), some_years(date(2025, 3, 14))
    old = before[f"content/2025/{day}.md"].entries
    found = affected_digests(before, a_listing(day, *old, an_entry("New", tags=tags)))
    near = {str(day + timedelta(at)) for at in (0, 1, 4, 5, 6, 7)}
    mondays = [date(2023, 12, 18) + timedelta(7 * at) for at in range(60)]
    assert max(mondays) <= day + timedelta(comparisons.DAYS + comparisons.DAYS_BEFORE) < max(mondays) + timedelta(7)
    assert {name for name in found if "W" not in name} == near | {*map(str, mondays)}
    weeks = {"{}-W{:02}".format(*(monday - timedelta(7)).isocalendar()) for monday in mondays}
    assert {name for name in found if "W" in name} == weeks | {"2023-W51"}


def test_a_paper_with_the_same_subjects_or_another_rare_one_affects_a_handful_of_digests():
    day, before = date(2024, 2, 15), some_years(date(2025, 3, 14))
    first, *old = before[f"content/2025/{day}.md"].entries
    for changed_entry in (replace(first, votes=7), replace(first, tags=(*first.tags, "rare"))):
        assert len(affected_digests(before, a_listing(day, changed_entry, *old))) <= 12


LAST = date(2025, 3, 14)
FIRST = f"content/2025/{LAST - timedelta(728)}.md"
"""Two years before, which no digest of the last months looks at."""


@pytest.mark.parametrize(
    ("tags", "now", "minimum"),
    [
        (("comets",), ("Comets",), 2),  # another name
        ((), ("comets",), 2),  # enough papers to count
        ((), ("comets",), 41),  # and enough for a page
    ],
)
def test_a_subject_that_gets_another_name_or_enough_papers_affects_every_digest_that_looks_at_its_papers(
    tags, now, minimum
):
    count = trends.MIN_PAPERS - 1 if minimum == 2 and not tags else 40
    rules = Rules(tags_minimum=minimum)
    before = some_years(LAST)
    comets = a_listing(date(2025, 2, 8), *(an_entry(f"C{at}", tags=("comets",)) for at in range(count)))
    old = before[FIRST].entries
    before |= {comets.path: comets, FIRST: a_listing(before[FIRST].day, *old, an_entry("X", tags=tags), path=FIRST)}
    after = before | {FIRST: a_listing(before[FIRST].day, *old, an_entry("X", tags=now), path=FIRST)}
    with patch.object(trends, "SMOOTHING", 0.1):
        store, archive = from_scratch(before, rules)
        was = shown(archive)
        found = changed(store, before, after, rules)
        different = differences(was, shown(found.archive))
    assert "2025-03-03" in different or count < trends.MIN_PAPERS
    assert {Ref("digest", name) for name in different} <= found.affected.refs
    assert (Ref("digest", "2025-03-03") in found.affected.refs) == (count >= trends.MIN_PAPERS)


@pytest.mark.parametrize("day", [date.min, date.max, date(9999, 12, 20)])
def test_the_first_and_the_last_days_there_are_have_digests(day):
    folder = {"a.md": a_listing(day, an_entry("A"), path="a.md")}
    store, archive = from_scratch(folder)
    assert Digests(archive).get(str(day))
    found = changed(store, folder, {"a.md": a_listing(day, an_entry("B"), path="a.md")})
    assert Ref("digest", str(day)) in found.affected.refs

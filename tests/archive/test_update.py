"""Merging only what changed gives the same archive as merging everything."""

from datetime import date, timedelta
from unittest.mock import patch

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from gazette.archive import index, periods
from gazette.archive.affected import ListingChanges
from gazette.archive.merge import Rules
from gazette.archive.store import TABLES, Store
from gazette.archive.update import update
from gazette.config import topics
from gazette.config.topics import Topic
from gazette.core.errors import DamagedCache
from gazette.core.model import Notice, Ref, Trust
from gazette.pages.paper import neighbours
from gazette.search import shared_words, similarity
from tests.make import AUG_20, AUG_21, AUG_22, a_listing, an_entry, times

WORDS = topics.vocabulary(
    [Topic("models", "Models", ("model",)), Topic("big", "Big models", ("big model",), parent="models")]
)
RULES = Rules("example.org,2025", WORDS, 2, 2, 2, related=True)
DAYS = [AUG_20 + timedelta(days=each) for each in (0, 1, 12, 13, 50)]
ENTRIES = st.builds(
    an_entry,
    st.sampled_from(["On Gaps", "A Big Model", "Tides", "on gaps"]),
    arxiv=st.sampled_from(["", "2503.00001", "2503.00002", "2503.00003"]),
    doi=st.sampled_from(["", "", "10.1000/1", "10.1000/2"]),
    tags=st.lists(st.sampled_from(["Gaps", "gaps", "tides", "C", "C#", "Łód"]), max_size=2).map(tuple),
    authors=st.lists(
        st.sampled_from(["Ada A", "ada a", "Bo B", "Łu B", "Lu B", "Cy et al.", "et al."]), max_size=2
    ).map(tuple),
    org=st.sampled_from(["", "", "Lab", "łab"]),
    votes=st.integers(0, 2),
    abstract=st.lists(st.sampled_from("kelp reef surge harbour moon".split()), max_size=4).map(
        lambda x: (" ".join(x),)
    ),
    withdrawn=st.one_of(st.none(), st.builds(Notice, st.sampled_from(DAYS), st.just("An error"))),
    added=st.sampled_from(["", "2025-08-21T08:15Z", "2025-09-01T08:15Z"]),
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
FOLDERS = st.lists(LISTINGS, max_size=6).map(lambda found: {each.path: each for each in found})


def update_store(store, before: dict, after: dict):
    """Update a store, which has the listings of `before`, to those of `after`."""
    paths = sorted(path for path in before.keys() | after.keys() if _compared(before, path) != _compared(after, path))
    one, other = ([folder[path] for path in paths if path in folder] for folder in (before, after))
    return update(store, ListingChanges(one, other, before.__getitem__, lambda: list(after.values())), RULES)


def _compared(folder: dict, path: str):
    """A listing with its trust, which `==` ignores."""
    return (folder[path], folder[path].trust) if path in folder else None


def merged(folder: dict):
    """A new store with the listings of a folder, and their archive."""
    store = Store.in_memory()
    return store, update_store(store, {}, folder).archive


def plain(archive) -> tuple:
    """An archive as values that can be compared."""
    return (
        tuple(archive.papers),
        [_day(day) for day in archive.days],
        [(tag.slug, tag.name, tuple(tag.papers), tag.parent, dict(tag.months)) for tag in archive.tags],
        [(author.slug, author.name, tuple(author.papers)) for author in archive.authors],
        [(org.slug, org.name, tuple(org.papers)) for org in archive.orgs],
        archive.moved,
        tuple(archive.corrected),
    )


def _day(day) -> tuple:
    facts = day.notes, day.origins, day.quiet, day.previous, day.next
    return day.date, tuple(day.papers), tuple(day.withdrawn), facts


def shown(archive) -> dict[Ref, object]:
    """Everything that has pages, with the values that these can show."""
    people = {author.slug for author in archive.authors}
    labs = {org.slug for org in archive.orgs}
    found = [each for kind in periods.NAMES for each in periods.of(archive.days, kind)]
    linked = {
        paper.ref: (
            paper,
            [(paper.facts.title, paper.facts.authors, words) for paper, words in archive.related_to(paper)],
            people & index.KINDS["author"].members(paper, RULES).keys(),
            labs & index.KINDS["org"].members(paper, RULES).keys(),
            neighbours(paper, next(day for day in archive.days if day.date == paper.first.day)),
        )
        for paper in archive.papers
    }
    return {
        **linked,
        **{day.ref: _day(day) for day in archive.days},
        **{tag.ref: (tag.name, tag.parent, tuple(tag.papers)) for tag in archive.tags},
        **{author.ref: (author.name, tuple(author.papers)) for author in archive.authors},
        **{org.ref: (org.name, tuple(org.papers)) for org in archive.orgs},
        **{each.ref: ([*map(_day, each.days)], each.previous, each.next) for each in found},
    }


def tables(store) -> list:
    store.flush()
    return [sorted(store._base.execute(f"select * from {table}").fetchall()) for table in TABLES]


@pytest.fixture(scope="module")
def everything_is_related():
    """Any word that two papers share makes them related."""
    with patch.object(similarity, "LEAST_SCORE", 0), patch.object(shared_words, "LEAST_WEIGHT", 0):
        yield


@settings(max_examples=times(40, 3_000))
@given(st.lists(FOLDERS, min_size=2, max_size=4), st.data())
def test_after_any_changes_the_archive_and_its_tables_are_those_of_a_full_merge(everything_is_related, folders, data):
    store, before = Store.in_memory(), {}
    for folder in folders:
        unchanged = data.draw(st.sets(st.sampled_from(sorted(before)))) if before else set()
        after = {path: each for path, each in before.items() if path in unchanged} | folder
        earlier = shown(merged(before)[1])
        found = update_store(store, before, after)
        clean, archive = merged(after)
        event(found.reason or "bounded" if before else "first")
        if any(archive.related_to(paper) for paper in archive.papers):
            event("related")
        assert plain(found.archive) == plain(archive)
        if found.affected.refs is not None:
            slugs = [paper.slug for paper in found.affected.papers]
            assert len({*slugs}) == len(slugs)
            now = shown(archive)
            changed = {ref for ref in earlier.keys() | now.keys() if earlier.get(ref) != now.get(ref)}
            assert changed <= found.affected.refs
        assert tables(store) == tables(clean)
        before = after


def a_folder(*listings) -> dict:
    return {each.path: each for each in listings}


def changed(before: dict, after: dict):
    return update_store(merged(before)[0], before, after)


def test_a_new_day_affects_its_papers_its_tags_and_its_neighbours():
    before = a_folder(
        a_listing(AUG_20, an_entry("One", tags=("gaps",)), an_entry("Two", tags=("gaps", "tides"))),
        a_listing(date(2025, 7, 1), an_entry("Old", tags=("tides",)), an_entry("Older")),
    )
    new = a_listing(AUG_21, an_entry("New", tags=("gaps",), org="Lab"))
    found = changed(before, before | a_folder(new)).affected
    assert found.refs == {
        Ref("paper", "new"), Ref("day", "2025-08-20"), Ref("day", "2025-08-21"), Ref("tag", "gaps"), Ref("org", "lab"),
        Ref("week", "2025-W34"), Ref("month", "2025-08"), Ref("year", "2025"),
        Ref("digest", "2025-08-20"), Ref("digest", "2025-08-21"), Ref("digest", "2025-W34"),
        Ref("search", "current"),
    }  # fmt: skip
    assert [paper.slug for paper in found.papers] == ["new"]
    assert found.includes(Ref("day", "2025-08-21"))
    assert not found.includes(Ref("day", "2025-07-01"))


def test_an_organisation_that_gets_its_page_affects_the_papers_that_link_to_it():
    before = a_folder(a_listing(AUG_20, an_entry("One", org="Lab"), an_entry("Two")))
    found = changed(before, before | a_folder(a_listing(AUG_21, an_entry("New", org="Lab")))).affected
    assert sorted(paper.slug for paper in found.papers) == ["new", "one"]


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        (an_entry("Other", id="c"), "two papers would have the same address"),
        (an_entry("C", arxiv="2503.00001"), "a paper got an id, and with it another address"),
    ],
)
def test_everything_is_merged_if_a_change_can_affect_other_papers_and_the_reason_says_why(entry, reason):
    before = a_folder(a_listing(AUG_20, an_entry("C")))
    after = before | a_folder(a_listing(AUG_21, entry))
    found = changed(before, after)
    assert found.reason == reason
    assert found.affected.refs is None
    assert plain(found.archive) == plain(merged(after)[1])


def test_a_store_without_a_paper_that_it_should_have_is_damaged():
    before = a_folder(a_listing(AUG_20, an_entry("One", id="one")))
    store, _ = merged(before)
    store.flush()
    store._base.execute("delete from papers")
    with pytest.raises(DamagedCache):
        update_store(Store(store._base), before, before | a_folder(a_listing(AUG_21, an_entry("Two", id="one"))))


@pytest.mark.parametrize("missing", [AUG_20, AUG_21])
def test_a_store_without_a_day_of_an_affected_paper_is_damaged(missing):
    before = a_folder(*(a_listing(day, an_entry("One", id="one")) for day in (AUG_20, AUG_21)))
    store, _ = merged(before)
    store.flush()
    store._base.execute("delete from days where day = ?", (missing.toordinal(),))
    after = before | a_folder(a_listing(AUG_22, an_entry("Two", id="one")))
    with pytest.raises(DamagedCache, match=f"the day {missing} is missing"):
        update_store(Store(store._base), before, after)

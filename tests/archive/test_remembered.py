"""The segments of the search index in the store."""

from gazette.archive import remembered
from gazette.archive.affected import ListingChanges
from gazette.archive.merge import Rules
from gazette.archive.store import Store
from gazette.archive.update import update
from gazette.core.model import Ref
from tests.make import AUG_20, AUG_21, a_listing, an_entry


def a_store():
    store = Store.in_memory()
    listings = [a_listing(AUG_20, an_entry("Gaps")), a_listing(AUG_21, an_entry("Tides"), an_entry("Gaps"))]
    found = update(store, ListingChanges((), listings, {}.__getitem__, lambda: listings), Rules())
    return store, found.archive


def test_a_paper_is_in_the_segment_of_the_day_it_was_first_listed():
    _, archive = a_store()
    first, second = map(archive.segment_of, archive.days)
    assert [row.title for row in first.rows] == ["Gaps"]
    assert [row.title for row in second.rows] == ["Tides"]


def test_a_segment_is_made_once_and_again_when_its_day_is_forgotten():
    store, archive = a_store()
    assert store.remembered.get(remembered.SEGMENT, AUG_20) is None
    made = archive.segment_of(archive.days[0])
    store.flush()
    body = store.remembered.get(remembered.SEGMENT, AUG_20)
    assert body
    store.remembered.put(remembered.SEGMENT, AUG_20, body.replace(b"Gaps", b"Gups"))
    assert archive.segment_of(archive.days[0]).rows[0].title == "Gups"
    remembered.forget(store, [Ref("day", str(AUG_20)), Ref("week", "2025-W34")])
    assert archive.segment_of(archive.days[0]) == made
    store.flush()
    assert store.remembered.get(remembered.SEGMENT, AUG_20) == body


def test_clearing_the_store_forgets_all_segments():
    store, archive = a_store()
    archive.segment_of(archive.days[0])
    store.flush()
    store.clear()
    store.flush()
    assert store.remembered.get(remembered.SEGMENT, AUG_20) is None


def test_the_phrases_of_titles_are_made_once_and_again_when_their_day_is_forgotten():
    store, archive = a_store()
    assert [archive.phrases_of(day) for day in archive.days] == [[["gaps"]], [["tides"]]]
    store.flush()
    body = store.remembered.get(remembered.PHRASES, AUG_20)
    store.remembered.put(remembered.PHRASES, AUG_20, body.replace(b"gaps", b"gups"))
    assert archive.phrases_of(archive.days[0]) == [["gups"]]
    remembered.forget(store, [Ref("day", str(AUG_20))])
    assert archive.phrases_of(archive.days[0]) == [["gaps"]]


def test_phrases_are_of_folded_words():
    listings = [a_listing(AUG_20, an_entry("A $\\beta$-Lamp: Übung"), an_entry("…"))]
    found = update(Store.in_memory(), ListingChanges((), listings, {}.__getitem__, lambda: listings), Rules()).archive
    assert found.phrases_of(found.days[0]) == [
        ["beta", "beta lamp", "beta lamp ubung", "lamp", "lamp ubung", "ubung"],
        [],
    ]

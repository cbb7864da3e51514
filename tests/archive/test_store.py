"""A store returns what was put in it, before and after it is written, and loads only what is read."""

import os
from array import array

import pytest

from gazette.archive.lazy import LazyPapers
from gazette.archive.numbering import number
from gazette.archive.store import Index, Store, StoredDay
from gazette.core.errors import DamagedCache
from gazette.core.model import Appearance, Day, Entry, Page, Paper, Redirect
from tests.make import AUG_20, AUG_21, AUG_22


@pytest.fixture
def store():
    found = Store.in_memory()
    yield found
    found._base.close()


def a_paper(slug, day=AUG_20, rank=1):
    return Paper(slug, f"guid {slug}", Entry(slug.title()), (), (Appearance(day, rank),))


def put(store, *papers):
    found = {number(paper): paper for paper in papers}
    store.put_papers(found, [])
    return list(found)


def reopened(store):
    """Another store with the same tables, after all changes are written."""
    store.flush()
    return Store(store._base)


def test_a_paper_is_returned_until_it_is_removed(store):
    [at] = put(store, a_paper("one"))
    assert store.paper(at) == reopened(store).paper(at) == a_paper("one")
    store.remove_paper(at)
    for each in (store, reopened(store)):
        with pytest.raises(DamagedCache):
            each.paper(at)


def test_a_missing_paper_means_that_the_store_is_damaged(store):
    numbers = put(store, a_paper("a"), a_paper("b", rank=2))
    with pytest.raises(DamagedCache):
        reopened(store).papers([*numbers, numbers[-1] + 1])


def test_all_papers_that_some_pages_show_are_loaded_together(store):
    numbers = put(store, a_paper("a"), a_paper("b", rank=2), a_paper("c", rank=3))
    known = reopened(store)
    day = Day(AUG_20, LazyPapers(known, numbers[:1]))
    rows = ({"papers": LazyPapers(known, numbers[1:2])},)
    known.load_shown([Page("a.html", "a.html", {"day": day, "rows": rows, "name": "x", "count": 3})])
    assert sorted(known._papers) == numbers[:2]
    known.load_all()
    assert sorted(known._papers) == numbers


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the system cannot fork")
def test_a_forked_process_can_read_only_what_was_loaded(store):
    one, two = put(store, a_paper("a"), a_paper("b", rank=2))
    known = reopened(store)
    known.paper(one)
    child = os.fork()
    if not child:
        status = 1
        try:
            status = 0 if known.paper(one).slug == "a" else 2
            known.paper(two)
            status = 3
        except AssertionError:
            pass
        finally:
            os._exit(status)
    assert os.waitpid(child, 0)[1] == 0


def test_papers_are_found_by_a_key_until_it_is_removed(store):
    store.put_papers({}, [(7, 1), (7, 2), (-8, 2), (7, 1)])
    for each in (store, reopened(store)):
        assert (each.with_keys([7]), each.with_keys([-8, 9]), each.with_keys([])) == ({1, 2}, {2}, set())
    store.remove_keys(2, [7])
    for each in (store, reopened(store)):
        assert (each.with_keys([7]), each.with_keys([-8])) == ({1}, {2})


def test_days_are_in_order_and_a_change_does_not_affect_days_that_were_returned(store):
    store.put_day(AUG_22, StoredDay(AUG_22, (3,)))
    store.put_day(AUG_20, StoredDay(AUG_20, (1,), notes=("A word.",), quiet=True))
    before = store.days()
    store.put_day(AUG_21, StoredDay(AUG_21, ()))
    store.put_day(AUG_22, None)
    assert list(before) == [AUG_20, AUG_22]
    assert list(store.days()) == list(reopened(store).days()) == [AUG_20, AUG_21]
    assert store.days()[AUG_20] == before[AUG_20]
    store.put_day(AUG_20, None)
    assert list(store.days()) == [AUG_21]


def test_indexes_are_found_by_kind_and_slug_and_listed_by_their_number_of_papers(store):
    gaps = Index("Gaps", array("Q", [5, 1 << 40]), {2025: 2})
    store.put_index("tag", "tides", Index("Tides", array("Q", [5]), {}))
    store.put_index("tag", "gaps", gaps)
    store.put_index("author", "gaps", Index("Ada Gaps", array("Q", [5]), {}))
    for each in (store, reopened(store)):
        assert each.index("tag", "gaps") == gaps
        assert [slug for slug, *_ in each.names("tag", 1)] == ["gaps", "tides"]
        assert list(each.names("tag", 2)) == [("gaps", "Gaps", 2, {2025: 2})]
    store.put_index("tag", "gaps", Index("", array("Q"), {}))
    for each in (store, reopened(store)):
        assert not each.index("tag", "gaps").numbers
        assert [slug for slug, *_ in each.names("tag", 1)] == ["tides"]
        assert each.index("author", "gaps").name == "Ada Gaps"


def test_redirects_are_replaced_together(store):
    store.put_moved([Redirect("b.html", "c.html"), Redirect("a.html", "d.html")])
    assert store.moved() == reopened(store).moved() == (Redirect("b.html", "c.html"), Redirect("a.html", "d.html"))
    store.put_moved([])
    assert store.moved() == reopened(store).moved() == ()


def test_a_cleared_store_is_empty_before_and_after_it_is_written(store):
    [at] = put(store, a_paper("one"))
    store.put_day(AUG_20, StoredDay(AUG_20, (at,)))
    store.put_moved([Redirect("a.html", "b.html")])
    store.flush()
    store.clear()
    for each in (store, reopened(store)):
        assert (each.days(), each.moved(), list(each.names("tag", 1))) == ({}, (), [])
        with pytest.raises(DamagedCache):
            each.paper(at)


READS = {
    "papers": lambda store: store.paper(1),
    "keys": lambda store: store.with_keys([1]),
    "days": lambda store: store.days(),
    "indexes": lambda store: store.index("tag", "gaps"),
    "moved": lambda store: store.moved(),
}

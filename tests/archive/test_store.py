"""What the store is given it gives back, before and after it is written, and it loads only what is read."""

import os
from array import array

import pytest

from gazette.archive.store import BATCH, RANKS, Index, LazyPapers, Store, StoredDay, number
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


def again(store):
    """The same tables with all changes written, of which nothing is loaded."""
    store.flush()
    return Store(store._base)


def test_numbers_are_in_the_order_of_first_appearance():
    came = [a_paper("a", AUG_20, 1), a_paper("b", AUG_20, RANKS - 1), a_paper("c", AUG_21, 1)]
    assert sorted(came, key=number) == came


def test_a_paper_is_returned_until_it_is_removed(store):
    [at] = put(store, a_paper("one"))
    assert store.paper(at) == again(store).paper(at) == a_paper("one")
    store.remove_paper(at)
    for each in (store, again(store)):
        with pytest.raises(KeyError):
            each.paper(at)


def test_lazy_papers_load_what_is_read(store):
    numbers = put(store, a_paper("a"), a_paper("b", rank=2), a_paper("c", rank=3))
    known = again(store)
    papers = LazyPapers(known, array("Q", numbers))
    assert (len(papers), known._papers) == (3, {})
    assert papers[-1].slug == "c"
    assert list(known._papers) == numbers[2:]
    assert [paper.slug for paper in papers[:2]] == ["a", "b"]
    assert [paper.slug for paper in papers] == ["a", "b", "c"]


@pytest.mark.parametrize("count", [0, 1, BATCH - 1, BATCH, BATCH + 1, 2 * BATCH, 2 * BATCH + 3])
def test_lazy_papers_are_the_same_from_either_end_and_in_any_part(count, store):
    papers = [a_paper(f"p{rank}", rank=rank) for rank in range(1, count + 1)]
    numbers = put(store, *papers)
    store.flush()
    for look in (
        list,
        lambda row: list(reversed(row))[::-1],
        lambda row: list(row[:]),
        lambda row: [*row[:2], *row[2:]],
    ):
        assert look(LazyPapers(Store(store._base), array("Q", numbers))) == papers


def test_reading_from_the_end_loads_one_batch_at_a_time(store):
    numbers = put(store, *(a_paper(f"p{rank}", rank=rank) for rank in range(1, 3 * BATCH)))
    known = again(store)
    next(reversed(LazyPapers(known, array("Q", numbers))))
    assert sorted(known._papers) == numbers[-BATCH:]


def test_a_paper_that_does_not_exist_is_a_key_error(store):
    numbers = put(store, a_paper("a"), a_paper("b", rank=2))
    with pytest.raises(KeyError):
        again(store).papers([*numbers, numbers[-1] + 1])


def test_what_pages_show_is_loaded_before_it_is_read(store):
    numbers = put(store, a_paper("a"), a_paper("b", rank=2), a_paper("c", rank=3))
    known = again(store)
    day = Day(AUG_20, LazyPapers(known, numbers[:1]))
    rows = ({"papers": LazyPapers(known, numbers[1:2])},)
    known.load_shown([Page("a.html", "a.html", {"day": day, "rows": rows, "name": "x", "count": 3})])
    assert sorted(known._papers) == numbers[:2]
    known.load_all()
    assert sorted(known._papers) == numbers


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that can fork")
def test_a_forked_process_may_read_what_was_loaded_and_nothing_else(store):
    one, two = put(store, a_paper("a"), a_paper("b", rank=2))
    known = again(store)
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


def test_a_key_leads_to_all_papers_that_have_it_until_it_is_removed(store):
    store.put_papers({}, [(7, 1), (7, 2), (-8, 2), (7, 1)])
    for each in (store, again(store)):
        assert (each.with_keys([7]), each.with_keys([-8, 9]), each.with_keys([])) == ({1, 2}, {2}, set())
    store.remove_keys(2, [7])
    for each in (store, again(store)):
        assert (each.with_keys([7]), each.with_keys([-8])) == ({1}, {2})


def test_days_are_in_order_and_what_was_returned_before_does_not_change(store):
    store.put_day(AUG_22, StoredDay(AUG_22, (3,)))
    store.put_day(AUG_20, StoredDay(AUG_20, (1,), notes=("A word.",), quiet=True))
    before = store.days()
    store.put_day(AUG_21, StoredDay(AUG_21, ()))
    store.put_day(AUG_22, None)
    assert list(before) == [AUG_20, AUG_22]
    assert list(store.days()) == list(again(store).days()) == [AUG_20, AUG_21]
    assert store.days()[AUG_20] == before[AUG_20]
    store.put_day(AUG_20, None)
    assert list(store.days()) == [AUG_21]


def test_indexes_are_by_kind_and_slug_and_named_from_a_number_of_papers_on(store):
    gaps = Index("Gaps", array("Q", [5, 1 << 40]), {2025: 2})
    store.put_index("tag", "tides", Index("Tides", array("Q", [5]), {}))
    store.put_index("tag", "gaps", gaps)
    store.put_index("author", "gaps", Index("Ada Gaps", array("Q", [5]), {}))
    for each in (store, again(store)):
        assert each.index("tag", "gaps") == gaps
        assert [slug for slug, *_ in each.names("tag", 1)] == ["gaps", "tides"]
        assert list(each.names("tag", 2)) == [("gaps", "Gaps", 2, {2025: 2})]
    store.put_index("tag", "gaps", Index("", array("Q"), {}))
    for each in (store, again(store)):
        assert not each.index("tag", "gaps").numbers
        assert [slug for slug, *_ in each.names("tag", 1)] == ["tides"]
        assert each.index("author", "gaps").name == "Ada Gaps"


def test_pages_that_moved_are_replaced_together(store):
    store.put_moved([Redirect("b.html", "c.html"), Redirect("a.html", "d.html")])
    assert store.moved() == again(store).moved() == (Redirect("b.html", "c.html"), Redirect("a.html", "d.html"))
    store.put_moved([])
    assert store.moved() == again(store).moved() == ()


def test_a_cleared_store_is_empty_before_and_after_it_is_written(store):
    [at] = put(store, a_paper("one"))
    store.put_day(AUG_20, StoredDay(AUG_20, (at,)))
    store.put_moved([Redirect("a.html", "b.html")])
    store.flush()
    store.clear()
    for each in (store, again(store)):
        assert (each.days(), each.moved(), list(each.names("tag", 1))) == ({}, (), [])
        with pytest.raises(KeyError):
            each.paper(at)

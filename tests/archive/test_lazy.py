"""LazyPapers are a sequence of papers, and load what is read."""

from array import array

import pytest

from gazette.archive.lazy import BATCH, LazyPapers, at_places, numbers_in, numbers_of
from gazette.archive.numbering import number
from gazette.archive.store import Store
from gazette.core.model import Appearance, Day, Entry, Paper
from tests.make import AUG_20


@pytest.fixture
def store():
    found = Store.in_memory()
    yield found
    found._base.close()


def a_paper(slug, rank=1):
    return Paper(slug, f"guid {slug}", Entry(slug.title()), (), (Appearance(AUG_20, rank),))


def put(store, *papers):
    found = {number(paper): paper for paper in papers}
    store.put_papers(found, [])
    store.flush()
    return list(found)


def reopened(store):
    """Another store with the same tables."""
    return Store(store._base)


def test_lazy_papers_load_what_is_read(store):
    numbers = put(store, a_paper("a"), a_paper("b", rank=2), a_paper("c", rank=3))
    known = reopened(store)
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
    for look in (
        list,
        lambda row: list(reversed(row))[::-1],
        lambda row: list(row[:]),
        lambda row: [*row[:2], *row[2:]],
    ):
        assert look(LazyPapers(reopened(store), array("Q", numbers))) == papers


def test_reading_from_the_end_loads_one_batch_at_a_time(store):
    numbers = put(store, *(a_paper(f"p{rank}", rank=rank) for rank in range(1, 3 * BATCH)))
    known = reopened(store)
    next(reversed(LazyPapers(known, array("Q", numbers))))
    assert sorted(known._papers) == numbers[-BATCH:]


def test_numbers_are_found_in_mappings_sequences_and_structs_but_not_in_papers_themselves(store):
    one, two, three = (LazyPapers(store, [each]) for each in (1, 2, 3))
    shows = {
        "day": Day(AUG_20, one),
        "rows": ({"papers": two}, [three]),
        "paper": a_paper("x"),
        "name": "x",
        "count": 4,
    }
    assert sorted(numbers_in(shows)) == [1, 2, 3]


def test_the_numbers_of_papers_are_known_without_loading_them(store):
    numbers = put(store, *(a_paper(f"p{rank}", rank) for rank in range(1, 5)))
    store = Store(store._base)
    papers = LazyPapers(store, numbers)
    assert numbers_of(papers) == numbers
    assert store._papers == {}
    assert numbers_of(tuple(papers)) == numbers


def test_only_the_papers_at_some_places_are_loaded(store):
    numbers = put(store, *(a_paper(f"p{rank}", rank) for rank in range(1, 5)))
    store = Store(store._base)
    papers = LazyPapers(store, numbers)
    assert [paper.slug for paper in at_places(papers, [2, 0])] == ["p3", "p1"]
    assert sorted(store._papers) == [numbers[0], numbers[2]]
    assert at_places(tuple(papers), [2, 0]) == at_places(papers, [2, 0])

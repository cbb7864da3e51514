"""The tables of related papers."""

from array import array

import pytest

from gazette.archive.related_tables import Body, Closed, Link, Row
from gazette.archive.store import Store
from gazette.core.errors import DamagedCache

ONE = Body("one", b"1", array("I", (1, 2)).tobytes(), b"", ())
TWO = Body("two", b"2", array("I", (2,)).tobytes(), array("I", (7,)).tobytes(), (Link(0, 9, ("kelp reef",)),))


def a_row(body=ONE, day=5, number=50, later=()):
    return Row(day, number, body, array("Q", later))


def stored(*rows):
    store = Store.in_memory()
    for place, row in enumerate(rows):
        store.related.put(place, row)
    store.flush()
    return Store(store._base)


def test_papers_are_found_by_place_number_and_day():
    tables = stored(a_row(later=(1,)), a_row(TWO, 6, 60)).related
    assert tables[0] == a_row(later=(1,))
    assert tables[1].body.terms == (array("I", (2,)), array("I", (7,)))
    assert (tables.place(60), tables.place(61)) == (1, None)
    assert (tables.on(6), tables.since(5), tables.before(6), tables.size_before(6)) == ([1], [0, 1], [0], 1)


def test_papers_that_swap_their_numbers_are_found_by_them():
    tables = stored(a_row(number=50), a_row(TWO, number=51)).related
    tables.on(5)
    for place, number in ((0, 51), (1, 50)):
        tables.put(place, tables[place]._replace(number=number))
    assert (tables.place(50), tables.place(51)) == (1, 0)


def test_papers_after_a_cut_are_gone_before_and_after_it_is_written():
    store = stored(a_row(), a_row(TWO, 6, 60))
    store.related.cut(1)
    assert (store.related.since(0), store.related.place(60)) == ([0], None)
    store.flush()
    assert Store(store._base).related.since(0) == [0]
    with pytest.raises(DamagedCache):
        store.related[1]


def test_the_words_of_closed_months_are_replaced_together():
    store = stored()
    assert store.related.closed() is None
    store.related.put_closed(Closed(3, 2, array("I", (0, 2))), {7: array("I", (0, 1)), 8: ()})
    store.flush()
    tables = Store(store._base).related
    assert tables.closed() == Closed(3, 2, array("I", (0, 2)))
    assert [tables.get(word) for word in (7, 8, 9)] == [array("I", (0, 1)), (), None]
    tables.put_closed(None, {})
    tables.flush()
    assert (tables.closed(), tables.get(7)) == (None, None)


def test_clearing_removes_everything():
    store = stored(a_row())
    store.clear()
    assert store.related.since(0) == []
    store.flush()
    assert Store(store._base).related.since(0) == []


@pytest.mark.parametrize("column", ["places", "counts"])
def test_lists_that_are_cut_off_are_reported(column):
    store = stored()
    store.related.put_closed(Closed(3, 2, array("I", (0, 2))), {7: array("I", (0, 1))})
    store.flush()
    store._base.execute(f"update {'rare_words' if column == 'places' else 'word_counts'} set {column} = x'000000'")
    with pytest.raises(DamagedCache, match="cut off"):
        (store.related.get(7), store.related.closed())

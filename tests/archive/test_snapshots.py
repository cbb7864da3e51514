from datetime import date
from itertools import permutations

import pytest

from gazette.archive import snapshots
from gazette.core.model import Entry, Listing

DAY = date(2025, 3, 12)


def a_listing(*entries, **head):
    return Listing(DAY, entries, **head)


OLD = Entry("A", arxiv="2503.00001", authors=("Ada",), votes=3, comments=9, abstract=("Mended by hand.",))


def test_counts_grow_to_the_greater_and_never_shrink():
    joined = snapshots.join(a_listing(OLD), a_listing(Entry("A", arxiv="2503.00001", votes=5, comments=1)))
    assert (joined.entries[0].votes, joined.entries[0].comments) == (5, 9)


def test_what_is_there_is_not_replaced_and_what_is_missing_is_added():
    new = Entry("Another title", arxiv="2503.00001", code=("https://github.com/a/b",), abstract=("As it came.",))
    (joined,) = snapshots.join(a_listing(OLD), a_listing(new)).entries
    assert (joined.title, joined.abstract, joined.code) == ("A", ("Mended by hand.",), new.code)


def test_nothing_is_dropped_that_the_new_look_does_not_show():
    assert snapshots.join(a_listing(OLD), a_listing(Entry("B"))).entries == (OLD, Entry("B"))


def test_a_paper_that_two_captures_share_stands_once():
    joined = snapshots.join(a_listing(Entry("A"), Entry("B")), a_listing(Entry("B"), Entry("C")))
    assert [entry.title for entry in joined.entries] == ["A", "B", "C"]


def test_joining_a_listing_with_itself_changes_nothing():
    listing = a_listing(OLD, Entry("B"), note="A word.", source="S")
    assert snapshots.join(listing, listing) == listing


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_snapshots_end_the_same_in_whatever_order_they_come(order):
    def snapshot(*votes):
        entries = (Entry(f"T{n}", arxiv=f"2503.0000{n}", votes=count) for n, count in enumerate(votes))
        return a_listing(*(entry for entry in entries if entry.votes), order="votes")

    shots = [snapshot(5, 4), snapshot(4, 6, 0, 2), snapshot(5, 6, 6)]
    empty = a_listing(order="votes")
    joined = empty
    for number in order:
        joined = snapshots.join(joined, shots[number])
    assert [(entry.title, entry.votes) for entry in joined.entries] == [("T1", 6), ("T2", 6), ("T0", 5), ("T3", 2)]


def test_a_listing_in_an_order_of_its_own_keeps_it():
    joined = snapshots.join(a_listing(Entry("A", votes=1)), a_listing(Entry("B", votes=9), order=""))
    assert [entry.title for entry in joined.entries] == ["A", "B"]


def test_a_quiet_day_that_gets_papers_is_quiet_no_more():
    assert not snapshots.join(a_listing(quiet=True), a_listing(Entry("A"))).quiet

"""Snapshots of a day are joined without losing anything."""

from datetime import date
from itertools import permutations

import pytest

from gazette.archive import snapshots
from gazette.core.model import Entry, Listing

DAY = date(2025, 3, 12)


def a_listing(*entries, **head):
    return Listing(DAY, entries, **head)


OLD = Entry("A", arxiv="2503.00001", authors=("Ada",), votes=3, comments=9, abstract=("Edited by hand.",))


def test_the_greater_counts_are_kept():
    joined = snapshots.join(a_listing(OLD), a_listing(Entry("A", arxiv="2503.00001", votes=5, comments=1)))
    assert (joined.entries[0].votes, joined.entries[0].comments) == (5, 9)


def test_values_are_not_replaced_and_missing_ones_are_added():
    new = Entry("Another title", arxiv="2503.00001", code=("https://github.com/a/b",), abstract=("As it came.",))
    (joined,) = snapshots.join(a_listing(OLD), a_listing(new)).entries
    assert (joined.title, joined.abstract, joined.code) == ("A", ("Edited by hand.",), new.code)


def test_a_paper_that_the_new_snapshot_lacks_is_kept():
    assert snapshots.join(a_listing(OLD), a_listing(Entry("B"))).entries == (OLD, Entry("B"))


def test_a_paper_in_both_snapshots_is_in_the_result_once():
    joined = snapshots.join(a_listing(Entry("A"), Entry("B")), a_listing(Entry("B"), Entry("C")))
    assert [entry.title for entry in joined.entries] == ["A", "B", "C"]


def test_joining_a_listing_with_itself_changes_nothing():
    listing = a_listing(OLD, Entry("B"), note="A word.", source="S")
    assert snapshots.join(listing, listing) == listing


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_order_in_which_snapshots_are_joined_makes_no_difference(order):
    def snapshot(*votes):
        entries = (Entry(f"T{n}", arxiv=f"2503.0000{n}", votes=count) for n, count in enumerate(votes))
        return a_listing(*(entry for entry in entries if entry.votes), order="votes")

    shots = [snapshot(5, 4), snapshot(4, 6, 0, 2), snapshot(5, 6, 6)]
    empty = a_listing(order="votes")
    joined = empty
    for number in order:
        joined = snapshots.join(joined, shots[number])
    assert [(entry.title, entry.votes) for entry in joined.entries] == [("T1", 6), ("T2", 6), ("T0", 5), ("T3", 2)]


def test_a_listing_that_is_not_ordered_by_votes_keeps_its_order():
    joined = snapshots.join(a_listing(Entry("A", votes=1)), a_listing(Entry("B", votes=9), order=""))
    assert [entry.title for entry in joined.entries] == ["A", "B"]


def test_a_quiet_day_that_gets_papers_is_not_quiet():
    assert not snapshots.join(a_listing(quiet=True), a_listing(Entry("A"))).quiet

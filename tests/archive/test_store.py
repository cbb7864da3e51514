"""What the holdings are given they give back, and nothing is loaded that nobody looks at."""

import sqlite3
from array import array

import pytest

from gazette.archive.store import RANKS, SCHEMA, TOGETHER, Holdings, Register, Shelf, Shown, number
from gazette.core.model import Appearance, Entry, Paper
from tests.make import AUG_20, AUG_21, AUG_22


@pytest.fixture
def holdings():
    base = sqlite3.connect(":memory:")
    base.executescript(SCHEMA)
    yield Holdings(base)
    base.close()


def a_paper(slug, day=AUG_20, rank=1):
    return Paper(slug, f"guid {slug}", Entry(slug.title()), (), (Appearance(day, rank),))


def shelved(holdings, *papers):
    found = {number(paper): paper for paper in papers}
    holdings.shelve(found, [])
    return list(found)


def again(holdings):
    """The same tables, of which nothing is loaded."""
    return Holdings(holdings._base)


def test_numbers_are_in_the_order_in_which_papers_came():
    came = [a_paper("a", AUG_20, 1), a_paper("b", AUG_20, RANKS - 1), a_paper("c", AUG_21, 1)]
    assert sorted(came, key=number) == came


def test_a_paper_is_given_back_and_one_that_is_not_there_is_told(holdings):
    [at] = shelved(holdings, a_paper("one"))
    assert again(holdings).paper(at) == a_paper("one")
    holdings.take_out(at)
    for each in (holdings, again(holdings)):
        with pytest.raises(KeyError):
            each.paper(at)


def test_a_shelf_is_a_row_of_papers_that_loads_what_is_looked_at(holdings):
    numbers = shelved(holdings, a_paper("a"), a_paper("b", rank=2), a_paper("c", rank=3))
    known = again(holdings)
    shelf = Shelf(known, array("Q", numbers))
    assert (len(shelf), known._loaded) == (3, {})
    assert shelf[-1].slug == "c"
    assert list(known._loaded) == numbers[2:]
    assert [paper.slug for paper in shelf[:2]] == ["a", "b"]
    assert [paper.slug for paper in shelf] == ["a", "b", "c"]


@pytest.mark.parametrize("count", [0, 1, TOGETHER - 1, TOGETHER, TOGETHER + 1, 2 * TOGETHER, 2 * TOGETHER + 3])
def test_a_long_shelf_is_the_same_row_from_either_end_and_in_any_part(count, holdings):
    papers = [a_paper(f"p{rank}", rank=rank) for rank in range(1, count + 1)]
    numbers = shelved(holdings, *papers)
    for look in (
        list,
        lambda row: list(reversed(row))[::-1],
        lambda row: list(row[:]),
        lambda row: [*row[:2], *row[2:]],
    ):
        assert look(Shelf(again(holdings), array("Q", numbers))) == papers


def test_whoever_looks_from_the_end_loads_no_more_than_is_asked_for_together(holdings):
    numbers = shelved(holdings, *(a_paper(f"p{rank}", rank=rank) for rank in range(1, 3 * TOGETHER)))
    known = again(holdings)
    next(reversed(Shelf(known, array("Q", numbers))))
    assert sorted(known._loaded) == numbers[-TOGETHER:]


def test_a_row_with_a_paper_that_is_not_there_is_told(holdings):
    numbers = shelved(holdings, a_paper("a"), a_paper("b", rank=2))
    with pytest.raises(KeyError):
        again(holdings).papers([*numbers, numbers[-1] + 1])


def test_a_handle_leads_to_all_who_bear_it_until_it_is_forgotten(holdings):
    holdings.shelve({}, [(7, 1), (7, 2), (-8, 2), (7, 1)])
    assert (holdings.bearers([7]), holdings.bearers([-8, 9]), holdings.bearers([])) == ({1, 2}, {2}, set())
    holdings.forget(2, [7])
    assert (holdings.bearers([7]), holdings.bearers([-8])) == ({1}, {2})


def test_days_are_in_their_order_and_what_was_asked_before_does_not_change(holdings):
    holdings.put_days([Shown(AUG_22, (3,)), Shown(AUG_20, (1,), notes=("A word.",), quiet=True)])
    before = holdings.days()
    holdings.put_days([Shown(AUG_21, ())])
    holdings.drop_day(AUG_22)
    assert list(before) == [AUG_20, AUG_22]
    assert list(holdings.days()) == list(again(holdings).days()) == [AUG_20, AUG_21]
    assert holdings.days()[AUG_20] == before[AUG_20]


def test_registers_are_by_kind_and_slug_and_told_from_so_many_on(holdings):
    row = Register("Gaps", ("2025-08-20", "content/x.md", 0), {2025: 2})
    holdings.put_registers(
        "tag", [("tides", Register("Tides"), array("Q", [5])), ("gaps", row, array("Q", [5, 1 << 40]))]
    )
    holdings.put_registers("author", [("gaps", Register("Ada Gaps"), array("Q"))])
    name, numbers = holdings.register("tag", "gaps")
    assert (name.name, tuple(name.named), name.months, list(numbers)) == ("Gaps", row.named, {2025: 2}, [5, 1 << 40])
    assert [slug for slug, _, _ in holdings.registers("tag")] == ["gaps", "tides"]
    assert [(slug, count) for slug, count, _ in holdings.registers("tag", 2)] == [("gaps", 2)]
    holdings.drop_register("tag", "gaps")
    assert (holdings.register("tag", "gaps"), list(holdings.numbers("tag", "gaps"))) == (None, [])
    assert holdings.register("author", "gaps")[0].name == "Ada Gaps"


def test_facts_are_kept_by_name(holdings):
    holdings.put_fact("navigation", (("Home", "index.html"),))
    holdings.put_fact("size", 1)
    holdings.put_fact("size", 2)
    assert (holdings.fact("size"), holdings.fact("nothing")) == (2, None)
    assert [tuple(each) for each in holdings.fact("navigation")] == [("Home", "index.html")]


def test_what_is_cleared_is_gone(holdings):
    [at] = shelved(holdings, a_paper("one"))
    holdings.put_days([Shown(AUG_20, (at,))])
    holdings.put_fact("size", 1)
    holdings.clear()
    assert (holdings.days(), holdings.fact("size")) == ({}, None)
    with pytest.raises(KeyError):
        holdings.paper(at)

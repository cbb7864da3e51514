"""Papers that entries edited in place moved are found again, and lost addresses get their new ones."""

import pytest

from gazette.archive import moves
from gazette.archive.store import Store
from gazette.core.model import Ref, Trust
from tests.archive.test_update import a_folder, update_store
from tests.make import AUG_20, AUG_21, a_listing, an_entry

IDS = {"id": "own", "arxiv": "2503.00001", "doi": "10.1000/1", "openreview": "x1", "acl": "P19-1001"}


def changes(before, after, stored=True) -> list[tuple[str, str, str, str]]:
    """What a change of listings moves: the slugs and the feed ids before and after."""
    store, old = Store.in_memory(), a_folder(*before)
    update_store(store, {}, old)
    store.flush()
    if not stored:
        store.clear()
    found = update_store(store, old if stored else {}, a_folder(*after)).moves
    return [(move.before.slug, move.now.slug, *moves.feed_ids(move)) for move in found]


def day(*entries, at=AUG_20):
    return a_listing(at, *entries)


@pytest.mark.parametrize("stored", [True, False], ids=["a small change", "a merge of everything"])
@pytest.mark.parametrize("kind", IDS)
def test_an_id_added_to_an_entry_that_had_a_title_only_moves_the_paper(kind, stored):
    others = [an_entry("Other"), an_entry("Another", arxiv="2503.00009")]
    [(old, new, *ids)] = changes(
        [day(an_entry("On Gaps"), *others)], [day(an_entry("On Gaps", **{kind: IDS[kind]}), *others)], stored
    )
    assert (old, new) == ("on-gaps", {"arxiv": "2503.00001", "id": "own"}.get(kind, new))
    assert ids == ["title:on-gaps", f"{kind}:{IDS[kind]}"]


@pytest.mark.parametrize("stored", [True, False], ids=["a small change", "a merge of everything"])
def test_ids_added_to_every_entry_of_a_day_move_each_paper_wherever_it_is_now(stored):
    titles = [f"Paper {letter}" for letter in "ABCDE"]
    after = [an_entry(title, arxiv=f"2503.0000{at}") for at, title in enumerate(titles)]
    found = changes([day(*map(an_entry, titles))], [day(an_entry("New"), *reversed(after))], stored)
    assert sorted((old, new) for old, new, *_ in found) == [
        (f"paper-{letter}", f"2503.0000{at}") for at, letter in enumerate("abcde")
    ]


def test_a_corrected_title_moves_a_paper_without_an_id_and_another_title_does_not():
    assert changes([day(an_entry("A Paper With a Tpyo"))], [day(an_entry("A Paper With a Typo"))]) == [
        ("a-paper-with-a-tpyo", "a-paper-with-a-typo", "title:a-paper-with-a-tpyo", "title:a-paper-with-a-typo")
    ]
    assert changes([day(an_entry("A Paper With a Tpyo"))], [day(an_entry("Something Else"))]) == []


def test_a_stronger_id_added_in_place_moves_a_paper_and_a_new_title_does_not():
    before = an_entry("A", doi="10.1000/1")
    assert changes([day(before)], [day(an_entry("B", doi="10.1000/1", arxiv="1"))]) == []  # nothing says it is the same
    assert changes([day(before)], [day(an_entry("A", doi="10.1000/1", arxiv="1"))]) == [
        ("doi-10-1000-1", "1", "doi:10.1000/1", "arxiv:1")
    ]
    assert changes([day(before)], [day(an_entry("B", doi="10.1000/1"))]) == []


def test_removing_the_earliest_listing_changes_the_feed_id_and_not_the_address():
    known = [day(an_entry("A")), day(an_entry("A", arxiv="1"), at=AUG_21)]
    assert changes(known, known[1:]) == [("1", "1", "title:a", "arxiv:1")]


@pytest.mark.parametrize("stored", [True, False])
@pytest.mark.parametrize(
    "later",
    [an_entry("A", arxiv="1"), an_entry("A", doi="10.1000/1"), an_entry("A", votes=3), an_entry("B", arxiv="1")],
)
def test_a_later_listing_or_another_file_of_the_day_moves_no_paper(later, stored):
    known = [day(an_entry("A"), an_entry("C", doi="10.1000/2"))]
    assert all(old == old_id for *_, old, old_id in changes(known, [*known, day(later, at=AUG_21)], stored))
    second = a_listing(AUG_20, later, path="content/2025/2025-08-20-b.md")
    assert all(old == old_id for *_, old, old_id in changes(known, [*known, second], stored))


def test_of_two_papers_with_the_title_the_one_at_the_same_place_is_taken():
    before = [day(an_entry("A"), an_entry("B", doi="10.1000/1"), an_entry("C"))]
    both = an_entry("B", arxiv="1"), an_entry("B", arxiv="2")
    assert changes(before, [day(*both, an_entry("C"))]) == [("doi-10-1000-1", "2", "doi:10.1000/1", "arxiv:2")]
    assert changes(before, [day(both[0], an_entry("C"), both[1])]) == []


def test_a_paper_of_a_store_that_cannot_be_read_moves_nothing():
    store = Store.in_memory()
    update_store(store, {}, a_folder(day(an_entry("A"))))
    store.flush()
    store._base.execute("update papers set body = x'92a161'")
    assert store.published() == {}


def test_what_is_read_of_a_stored_paper_is_its_slug_its_guid_and_its_title():
    store = Store.in_memory()
    archive = update_store(
        store, {}, a_folder(a_listing(AUG_20, an_entry("A", arxiv="1"), trust=Trust.CAPTURED))
    ).archive
    store.flush()
    [found] = store.published().values()
    assert (found.slug, found.guid, found.facts.title) == ("1", archive.papers[0].guid, "A")
    assert archive.papers[0].ref == Ref("paper", found.slug)


def test_a_paper_that_only_shows_a_tag_with_another_name_does_not_move():
    known = [
        day(an_entry("A", tags=("Gaps",))),
        day(an_entry("B", tags=("gaps",)), an_entry("C", tags=("gaps",)), at=AUG_21),
    ]
    assert changes(known, [day(an_entry("A", tags=("GAPS",))), known[1]]) == []
    assert changes(known, [day(an_entry("A", tags=("GAPS",), arxiv="1")), known[1]]) == [
        ("a", "1", "title:a", "arxiv:1")
    ]


def test_two_papers_that_an_edit_joins_keep_one_feed_id_and_the_other_moves():
    known = [day(an_entry("On Gaps")), day(an_entry("On Gaps (v2)", arxiv="1", authors=("A",)), at=AUG_21)]
    store, old = Store.in_memory(), a_folder(*known)
    update_store(store, {}, old)
    [move] = update_store(store, old, a_folder(day(an_entry("On Gaps", arxiv="1")), known[1])).moves
    assert (move.before.slug, move.now.slug, move.joined) == ("on-gaps", "1", True)


# Lost addresses.


def new_addresses(before, after, lost, known=True) -> dict[str, str]:
    store, old = Store.in_memory(), a_folder(*before)
    update_store(store, {}, old)
    found = update_store(store, old, a_folder(*after))
    return moves.new_addresses(lost, found.moves if known else (), found.archive.papers)


@pytest.mark.parametrize("known", [True, False], ids=["with the cache", "without it"])
@pytest.mark.parametrize("kind", IDS)
def test_a_lost_address_that_a_title_gave_has_a_new_one_even_without_the_cache(kind, known):
    lost = ["papers/on-gaps.html", "papers/other.html", "papers/date/2025-08-19.html"]
    after = an_entry("On Gaps", **{kind: IDS[kind]})
    found = new_addresses([day(an_entry("On Gaps"), an_entry("Other"))], [day(after)], lost, known)
    assert [*found] == lost[:1]


def test_a_lost_address_that_an_id_gave_has_a_new_one_if_the_paper_still_has_the_id():
    before, after = an_entry("A", doi="10.1000/1"), an_entry("B", doi="10.1000/1", arxiv="1")
    lost = ["papers/doi-10-1000-1.html"]
    assert new_addresses([day(before)], [day(after)], lost, known=False) == {lost[0]: "papers/1.html"}


def test_an_address_that_two_papers_could_have_had_has_no_new_one():
    after = day(an_entry("A", arxiv="1"), an_entry("A", arxiv="2"))
    assert new_addresses([], [after], ["papers/a.html"]) == {}


def test_a_published_paper_that_takes_the_place_of_a_removed_one_is_not_its_new_address():
    one, two = an_entry("On Bandits, Part One", arxiv="1"), an_entry("On Bandits, Part Two", arxiv="2")
    assert changes([day(one, two)], [day(two)]) == []

"""Which papers a change of listings can affect, and which pages show them."""

from array import array
from datetime import date

import pytest

from gazette.archive import affected
from gazette.archive.affected import Affected, ListingChanges
from gazette.archive.identity import Mention
from gazette.archive.merge import Rules
from gazette.archive.numbering import number
from gazette.archive.shift import Shift
from gazette.archive.store import Store
from gazette.archive.update import update
from gazette.config.topics import Topic, vocabulary
from gazette.core.model import Archive, Ref
from tests.make import AUG_20, AUG_21, AUG_22, AUG_25, a_listing, an_entry

SEP_1 = date(2025, 9, 1)


def merged(*listings, rules=None):
    """A store with these listings, and a function that finds one by its path."""
    store, by_path = Store.in_memory(), {each.path: each for each in listings}
    update(store, ListingChanges((), listings, {}.__getitem__, lambda: listings), rules or Rules())
    return store, by_path.__getitem__


def titles(mentions):
    return [mention.entry.title for mention in mentions]


# Affected.


def test_everything_includes_every_page_and_keeps_none():
    found = affected.everything(Archive())
    assert found.includes(Ref("day", "2025-08-20"))
    assert not found.keeps("gaps", 1, 10)


def test_only_the_affected_pages_are_included():
    found = Affected(frozenset({Ref("tag", "gaps")}))
    assert found.includes(Ref("tag", "gaps"))
    assert not found.includes(Ref("author", "gaps"))


def test_a_numbered_page_is_kept_only_if_the_shift_of_its_tag_is_known():
    found = Affected(frozenset(), (), {"gaps": Shift(40, 40)})
    assert found.keeps("gaps", 1, 10)
    assert not found.keeps("gaps", 4, 10)
    assert not found.keeps("tides", 1, 10)


# Keys.


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (an_entry("A", arxiv="1"), an_entry("B", arxiv="1")),
        (an_entry("A", arxiv="1", doi="2"), an_entry("B", doi="2")),
        (an_entry("On Gaps"), an_entry("on gaps!")),
        (an_entry("On Gaps"), an_entry("On gaps", arxiv="1")),
    ],
)
def test_entries_that_can_be_one_paper_share_a_key(one, other):
    for paper, entry in ((one, other), (other, one)):
        keys = affected.keys_of([Mention(paper, a_listing())], "slug")
        assert keys & affected.shared_keys(entry)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (an_entry("A", arxiv="1"), an_entry("B", arxiv="2")),
        (an_entry("A", arxiv="1"), an_entry("B", acl="1")),
        (an_entry("On Gaps", arxiv="1"), an_entry("On Gaps", arxiv="2")),
        (an_entry("On Gaps"), an_entry("On Gap")),
    ],
)
def test_entries_that_cannot_be_one_paper_share_no_key(one, other):
    assert not affected.keys_of([Mention(one, a_listing())], "slug") & affected.shared_keys(other)


def test_a_paper_is_found_by_its_slug_the_slug_of_its_id_and_the_one_of_its_former_title():
    mentions = [
        Mention(an_entry("On Gaps"), a_listing()),
        Mention(an_entry("On Gaps", arxiv="2503.00001"), a_listing()),
    ]
    keys = affected.keys_of(mentions, "2503.00001-b")
    assert {affected.slug_key(slug) for slug in ("2503.00001-b", "2503.00001", "on-gaps")} <= keys
    assert affected.slug_key("other") not in keys


# Reach.


def test_the_reach_of_a_first_build_has_every_mention_in_order():
    listings = [a_listing(AUG_21, an_entry("C")), a_listing(AUG_20, an_entry("A"), an_entry("B"))]
    found = affected.reach_all(listings)
    assert titles(found.now) == ["A", "B", "C"]
    assert list(found.listings) == [AUG_20, AUG_21]
    assert (found.numbers, found.before) == (set(), [])


def test_a_change_reaches_the_papers_of_its_day_and_their_other_mentions():
    first = a_listing(AUG_20, an_entry("Old"), an_entry("Again", arxiv="1"))
    other = a_listing(AUG_21, an_entry("Elsewhere"))
    third = a_listing(AUG_22, an_entry("New"))
    store, unchanged = merged(first, other, third)
    edited = a_listing(AUG_22, an_entry("New"), an_entry("Again, and renamed", arxiv="1"))
    found = affected.reach(store, ListingChanges([third], [edited], unchanged, list))
    assert found.numbers == {number(paper) for paper in store.papers(store.days()[AUG_22].numbers)} | {
        store.days()[AUG_20].numbers[1]
    }
    assert titles(found.before) == ["Again", "New"]
    assert titles(found.now) == ["Again", "New", "Again, and renamed"]
    assert found.listings == {AUG_22: [edited]}


def test_a_change_reaches_papers_through_others_with_which_they_share_keys():
    """A new entry joins a paper by its DOI; that paper's other listing names a third by its title."""
    store, unchanged = merged(
        a_listing(AUG_20, an_entry("A", doi="10.1/1")),
        a_listing(AUG_21, an_entry("A")),
        a_listing(AUG_22, an_entry("B")),
    )
    new = a_listing(AUG_25, an_entry("C", doi="10.1/1"))
    found = affected.reach(store, ListingChanges([], [new], unchanged, list))
    assert titles(found.now) == ["A", "A", "C"]
    assert len(found.numbers) == 1


def test_a_removed_listing_reaches_its_papers_and_its_day():
    listing = a_listing(AUG_20, an_entry("A"), an_entry("B"))
    store, unchanged = merged(listing, a_listing(AUG_21, an_entry("B")))
    found = affected.reach(store, ListingChanges([listing], [], unchanged, list))
    assert found.listings == {AUG_20: []}
    assert (titles(found.before), titles(found.now)) == (["A", "B", "B"], ["B"])


# What a merge affects.


def changed(before, after, rules=None):
    """What changing the listings `before` to `after` affects."""
    store, unchanged = merged(*before, rules=rules)
    gone, new = ([each for each in one if each not in other] for one, other in ((before, after), (after, before)))
    return update(store, ListingChanges(gone, new, unchanged, lambda: after), rules or Rules()).affected


def test_a_new_paper_affects_the_pages_of_its_tag_author_and_organisation_but_not_of_others():
    before = [a_listing(AUG_20, an_entry("A", tags=("x",), authors=("Bo B",), org="Old"))]
    new = a_listing(AUG_21, an_entry("B", tags=("y",), authors=("Ada A",), org="Lab"))
    refs = changed(before, [*before, new]).refs
    assert {Ref("tag", "y"), Ref("author", "ada-a"), Ref("org", "lab"), Ref("paper", "b")} <= refs
    assert not {Ref("tag", "x"), Ref("author", "bo-b"), Ref("org", "old"), Ref("paper", "a")} & refs


def test_a_day_that_is_added_or_removed_affects_the_days_next_to_it():
    days = [a_listing(day, an_entry(str(day))) for day in (AUG_20, AUG_21, AUG_22, AUG_25, SEP_1)]
    for one, other in ((days, [*days[:1], *days[2:]]), ([*days[:1], *days[2:]], days)):
        refs = changed(one, other).refs
        assert {Ref("day", str(day)) for day in (AUG_20, AUG_21, AUG_22)} <= refs
        assert Ref("day", str(SEP_1)) not in refs


def test_topics_that_get_a_page_affect_the_pages_of_the_topics_above_and_next_to_them():
    topics = [Topic("top", "Top", ()), Topic("one", "One", (), parent="top")]
    topics += [
        Topic("two", "Two", (), parent="top"),
        Topic("below", "Below", (), parent="one"),
        Topic("far", "Far", ()),
    ]
    rules = Rules(words=vocabulary(topics))
    others = ("top", "two", "far")
    before = [a_listing(AUG_20, *(an_entry(tag.title(), tags=(tag,)) for tag in others))]
    refs = changed(before, [*before, a_listing(AUG_21, an_entry("New", tags=("below",)))], rules).refs
    assert {ref.name for ref in refs if ref.kind == "tag"} == {"one", "top", "two", "below"}


def test_the_shift_of_a_tag_counts_the_papers_that_have_the_same_place():
    before = [a_listing(day, *(an_entry(f"{day} {n}", tags=("x",)) for n in range(2))) for day in (AUG_20, AUG_22)]
    later, between = (a_listing(day, an_entry("New", tags=("x",))) for day in (AUG_25, AUG_21))
    assert changed(before, [*before, later]).shifts == {"x": Shift(4, 4)}
    assert changed(before, [*before, between]).shifts == {"x": Shift(4, 2)}


def test_papers_link_to_an_author_who_gets_a_page_so_their_pages_are_affected():
    rules = Rules(authors_minimum=2)
    before = [a_listing(AUG_20, an_entry("A", authors=("Ada A",)), an_entry("B"))]
    found = changed(before, [*before, a_listing(AUG_21, an_entry("C", authors=("Ada A",)))], rules)
    assert {Ref("paper", "a"), Ref("paper", "c")} <= found.refs
    assert [paper.slug for paper in found.papers] == ["c", "a"]


def test_numbers_of_papers_fit_in_the_arrays_of_indexes():
    store, _ = merged(a_listing(AUG_20, an_entry("A", tags=("x",))))
    assert store.index("tag", "x").numbers == array("Q", store.days()[AUG_20].numbers)

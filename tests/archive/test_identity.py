"""Which entries are the same paper, and its address and guid."""

from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazette.archive import identity
from gazette.archive.identity import Mention
from gazette.core import urls
from tests.make import AUG_20, AUG_21, AUG_22, AUG_25, a_listing, an_entry, merged, times

DAYS = (AUG_20, AUG_21, AUG_22, AUG_25)


def papers(*entries):
    """The papers of these entries, each listed on another day."""
    listings = [a_listing(day, entry) for day, entry in zip(DAYS, entries, strict=False)]
    return merged(listings, authority="papers.example.org,2025").papers


def groups(*entries):
    """The positions of the entries of each paper."""
    listing = a_listing(AUG_20, *entries)
    found = identity.identify([Mention(entry, listing) for entry in entries])
    places = {id(entry): place for place, entry in enumerate(entries)}
    return [[places[id(mention.entry)] for mention in group] for group in found.values()]


@pytest.mark.parametrize("kind", identity.IDS)
def test_entries_with_the_same_id_are_one_paper(kind):
    assert groups(an_entry("A", **{kind: "10.1/x"}), an_entry("B", **{kind: "10.1/x"})) == [[0, 1]]


def test_equal_ids_of_two_kinds_are_different():
    assert groups(an_entry("A", arxiv="x"), an_entry("B", acl="x")) == [[0], [1]]


def test_a_third_entry_with_both_ids_joins_two_entries_in_any_order():
    one, other, both = an_entry("A", arxiv="1"), an_entry("B", doi="2"), an_entry("C", arxiv="1", doi="2")
    assert groups(one, other, both) == groups(both, one, other) == groups(one, both, other) == [[0, 1, 2]]


def test_a_chain_of_shared_ids_is_one_paper():
    chain = [an_entry(str(n), arxiv=str(n), doi=str(n + 1)) for n in range(5)]
    chain += [an_entry(f"link {n}", doi=str(n), arxiv=str(n)) for n in range(1, 5)]
    assert groups(*chain) == [list(range(9))]


def test_without_ids_entries_with_the_same_title_are_one_paper():
    assert groups(an_entry("On Gaps"), an_entry("ON  GAPS!"), an_entry("On Gap")) == [[0, 1], [2]]


def test_an_entry_without_an_id_is_the_only_paper_with_its_title():
    assert groups(an_entry("A"), an_entry("B", arxiv="1"), an_entry("A", arxiv="1")) == [[0, 1, 2]]


def test_an_entry_without_an_id_is_a_paper_of_its_own_if_two_papers_have_its_title():
    assert groups(an_entry("A", arxiv="1"), an_entry("A", arxiv="2"), an_entry("A")) == [[0], [1], [2]]


def test_an_entry_without_an_id_is_the_only_paper_with_its_title_even_if_two_entries_have_it():
    assert groups(
        an_entry("A", arxiv="1"), an_entry("A", doi="2"), an_entry("A"), an_entry("B", arxiv="1", doi="2")
    ) == [[0, 1, 2, 3]]


def test_entries_with_different_ids_and_the_same_title_are_two_papers():
    assert groups(an_entry("Report", arxiv="1"), an_entry("Report", arxiv="2")) == [[0], [1]]


def test_papers_are_in_the_order_of_their_first_entries():
    assert groups(an_entry("B"), an_entry("A", arxiv="1"), an_entry("B"), an_entry("C")) == [[0, 2], [1], [3]]


# Addresses.


@pytest.mark.parametrize(
    ("known", "slug"),
    [
        ({"id": "own", "arxiv": "2503.00001"}, "own"),
        ({"arxiv": "2503.00001", "doi": "10.1000/1"}, "2503.00001"),
        ({"doi": "10.1000/1", "openreview": "x"}, "doi-10-1000-1"),
        ({}, "a-title"),
    ],
)
def test_the_address_of_a_paper_comes_from_its_strongest_id(known, slug):
    assert papers(an_entry("A Title", **known))[0].slug == slug


def test_a_weaker_id_that_is_found_later_does_not_change_the_address():
    assert papers(an_entry(arxiv="2503.00001"), an_entry(arxiv="2503.00001", doi="10.1000/1"))[0].slug == "2503.00001"


def test_the_first_of_two_papers_with_the_same_slug_has_the_address():
    first, second, third = papers(an_entry("On Gaps"), an_entry("B", id="on-gaps"), an_entry("C", id="On Gaps"))
    assert first.slug == "on-gaps"
    assert second.slug.startswith("on-gaps-")
    assert third.slug.startswith("on-gaps-")
    assert second.slug != third.slug


def test_an_arxiv_id_and_a_title_with_the_same_slug_are_two_addresses():
    one, other = papers(an_entry("A", arxiv="hep-th/9901001"), an_entry("Hep-th 9901001"))
    assert one.slug == "hep-th-9901001" != other.slug


def test_a_later_paper_does_not_move_an_earlier_one():
    known = (an_entry("Gaps"), an_entry("B", arxiv="2503.00001"))
    later = (an_entry("C", id="gaps"), an_entry("D", id="b"))
    assert [paper.slug for paper in papers(*known, *later)][:2] == ["gaps", "2503.00001"]


# Guids.


def guid(*entries) -> str:
    return papers(*entries)[0].guid


def test_a_guid_is_a_tag_uri_with_the_authority():
    assert guid(an_entry("A", arxiv="2503.00001")) == "tag:papers.example.org,2025:arxiv:2503.00001"


@pytest.mark.parametrize(
    ("event", "later"),
    [
        ("listed again", an_entry("A Title", arxiv="2503.00001")),
        ("listed again by its title", an_entry("A Title")),
        ("a new title", an_entry("Another", arxiv="2503.00001")),
        ("other ids found later", an_entry("A Title", arxiv="2503.00001", doi="10.1000/1", openreview="x", acl="y")),
    ],
)
def test_the_guid_of_a_paper_with_an_id_does_not_change(event, later):
    first = an_entry("A Title", arxiv="2503.00001")
    assert guid(first, later) == guid(first)


@pytest.mark.parametrize(
    "later", [an_entry("On Gaps", arxiv="2503.00001"), an_entry("On Gaps", doi="10.1000/1"), an_entry("On gaps")]
)
def test_the_guid_of_a_paper_with_only_a_title_does_not_change_when_it_gets_an_id(later):
    assert guid(an_entry("On Gaps"), later) == guid(an_entry("On Gaps")) == "tag:papers.example.org,2025:title:on-gaps"


def test_the_id_that_a_listing_gives_a_paper_is_its_guid():
    assert guid(an_entry("A", id="mine"), an_entry("B", id="mine", arxiv="1")) == "tag:papers.example.org,2025:id:mine"


def test_ids_and_titles_with_the_same_slug_have_different_guids():
    found = papers(an_entry("One", id="foo bar"), an_entry("Foo bar"), an_entry("Two", id="foo-bar"))
    assert len({paper.guid for paper in found}) == len(found) == 3


# Former addresses.


def former(*entries) -> list[tuple[str, ...]]:
    return [paper.former for paper in papers(*entries)]


STEPS = [
    ({}, "on-gaps"),
    ({"acl": "P19-1001"}, "acl-p19-1001"),
    ({"openreview": "x1"}, "openreview-x1"),
    ({"doi": "10.1000/1"}, "doi-10-1000-1"),
    ({"arxiv": "2503.00001"}, "2503.00001"),
    ({"id": "own"}, "own"),
]


@pytest.mark.parametrize("before", STEPS)
@pytest.mark.parametrize("after", STEPS)
def test_a_paper_that_gets_its_first_or_a_stronger_id_has_its_earlier_address_as_a_former_one(before, after):
    stronger = STEPS.index(after) > STEPS.index(before)
    entries = an_entry("On Gaps", **before[0]), an_entry("On Gaps", **before[0] | after[0])
    assert former(*entries) == [(before[1],) if stronger else ()]


def test_a_paper_that_moves_several_times_has_every_former_address_in_order():
    ids = {"doi": "10.1000/1"}
    later = [an_entry("On Gaps", **ids), an_entry("Gaps", **ids, arxiv="1"), an_entry("Gap", arxiv="1")]
    assert former(an_entry("On Gaps"), *later) == [("on-gaps", "doi-10-1000-1")]


def test_two_papers_that_a_later_listing_joins_have_the_addresses_of_both():
    one, other = an_entry("A", arxiv="2503.00001"), an_entry("B", doi="10.1000/1")
    both = an_entry("C", arxiv="2503.00001", doi="10.1000/1")
    assert former(one, other, both) == [("doi-10-1000-1",)]
    assert former(other, one, both) == [("doi-10-1000-1",)]
    assert former(an_entry("C"), one, an_entry("C", arxiv="2503.00001")) == [("c",)]


@pytest.mark.parametrize(
    "entries",
    [
        [an_entry("On Gaps")],
        [an_entry("On Gaps"), an_entry("On gaps")],
        [an_entry("On Gaps", arxiv="1"), an_entry("On Gaps")],
        [an_entry("On Gaps", arxiv="1"), an_entry("On Gaps", doi="1", arxiv="1"), an_entry("On Gaps", doi="1")],
        [an_entry("On Gaps", doi="1"), an_entry("A New Title", doi="1", openreview="x"), an_entry("A New Title")],
    ],
)
def test_a_paper_whose_strongest_id_was_always_known_has_no_former_address(entries):
    assert former(*entries) == [()]


def test_the_former_address_comes_from_the_first_title():
    entries = an_entry("On Gaps"), an_entry("On Gaps", doi="1"), an_entry("On Larger Gaps", doi="1")
    assert former(*entries) == [("on-gaps",)]


def test_an_address_of_another_paper_is_not_a_former_address():
    assert former(an_entry("On Gaps"), an_entry("On Gaps", doi="1"), an_entry("Other", id="on-gaps")) == [(), ()]


def test_the_present_address_of_a_paper_is_not_a_former_one():
    [paper] = papers(an_entry("On Gaps"), an_entry("On Gaps", id="on-gaps"))
    assert (paper.slug, paper.former) == ("on-gaps", ())


IDS = st.fixed_dictionaries(
    {}, optional={"arxiv": st.sampled_from("12"), "doi": st.sampled_from("12"), "acl": st.sampled_from("12")}
)


@settings(max_examples=times(200, 3_000))
@given(st.lists(st.builds(lambda title, ids: an_entry(title, **ids), st.sampled_from("AB"), IDS), max_size=4))
def test_whatever_listings_are_added_no_address_of_a_paper_leads_nowhere(entries):
    published = set()
    for count in range(1, len(entries) + 1):
        found = papers(*entries[:count])
        published |= {paper.slug for paper in found}
    reached = {slug for paper in found for slug in (paper.slug, *paper.former)} if entries else set()
    assert published <= reached


def test_former_addresses_take_linear_time():
    chain = [an_entry("A", acl=str(at // 2), openreview=str((at + 1) // 2)) for at in range(20_000)]
    entries = [*reversed(chain), an_entry("A", acl="0", arxiv="1")]
    mentions = [Mention(entry, a_listing(AUG_20)) for entry in entries]
    began = perf_counter()
    assert identity.former_slugs(mentions, ()) == ("openreview-10000",)
    assert perf_counter() - began < 5


def test_a_title_with_folded_letters_has_its_older_slug_as_former_address_and_as_guid():
    [paper] = papers(an_entry("Łódź at Night"))
    assert (paper.slug, paper.former) == ("lodz-at-night", (urls.old_slug("Łódź at Night"),))
    assert paper.guid == f"tag:papers.example.org,2025:title:{paper.former[0]}"


def test_a_former_address_of_an_older_rule_is_not_taken_from_another_paper():
    old = urls.old_slug("Łódź")
    assert former(an_entry("Łódź"), an_entry("Another", id=old)) == [(), ()]

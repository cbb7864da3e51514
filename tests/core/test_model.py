"""What data of the archive is equal, known and unique by."""

import copy

import pytest
from msgspec.structs import replace

from gazette.core.model import (
    Appearance,
    Archive,
    Asset,
    Author,
    Day,
    Entry,
    Listing,
    Noun,
    Org,
    Paper,
    Period,
    Placed,
    Redirect,
    Ref,
    Subject,
    Tag,
    Trust,
    known,
)
from tests.make import AUG_20, AUG_21, AUG_22, a_listing, an_entry

PAPER = Paper("a", "guid", an_entry("A"), (), (Appearance(AUG_20, 2), Appearance(AUG_21, 1)))


@pytest.mark.parametrize(("value", "is_known"), [("", False), (None, False), ((), False), (0, True), (False, True)])
def test_empty_values_are_unknown_and_zero_is_known(value, is_known):
    assert known(value) == is_known


@pytest.mark.parametrize("line", [1, 2])
def test_entries_are_equal_wherever_they_were_written(line):
    assert replace(an_entry("A"), line=line) == an_entry("A")
    assert hash(replace(an_entry("A"), line=line)) == hash(an_entry("A"))
    assert (replace(an_entry("A"), line=line) != an_entry("A")) is False
    assert an_entry("A") != an_entry("B")


def test_listings_are_equal_whatever_their_file():
    assert a_listing(AUG_20, path="a.md") == a_listing(AUG_20, path="b.md")
    assert a_listing(AUG_20, trust=Trust.CAPTURED) != a_listing(AUG_20)
    assert a_listing(AUG_20) != a_listing(AUG_21)


def test_redirects_are_equal_wherever_they_were_written():
    assert Redirect("a.html", "b.html", path="redirects.yaml", line=3) == Redirect("a.html", "b.html")
    assert Redirect("a.html", "b.html") != Redirect("a.html", "", "withdrawn")


def test_values_of_different_types_are_not_equal():
    assert Entry("A") != Redirect("A", "")
    assert Subject("A") != Noun()


@pytest.mark.parametrize("kind", [Entry, Listing, Redirect])
def test_the_fields_that_are_not_compared_have_defaults(kind):
    assert issubclass(kind, Placed)
    assert len(kind.__struct_defaults__) >= kind.NOT_COMPARED


def test_data_cannot_be_changed():
    with pytest.raises(AttributeError):
        PAPER.slug = "b"


def test_written_listings_are_trusted_more_than_captured_ones():
    assert Trust.CAPTURED < Trust.STRUCTURED < Trust.WRITTEN


def test_a_paper_knows_its_appearances():
    assert (PAPER.first.day, PAPER.latest.day) == (AUG_20, AUG_21)
    assert PAPER.on(AUG_21).rank == 1
    with pytest.raises(StopIteration):
        PAPER.on(AUG_22)


def test_papers_hash_by_their_slugs_and_compare_by_all_fields():
    other = replace(copy.copy(PAPER), guid="other")
    assert hash(other) == hash(PAPER)
    assert other != PAPER


def test_an_empty_archive_has_nothing():
    archive = Archive()
    assert (archive.papers, archive.days, archive.standalone, archive.moved) == ((), (), (), ())


@pytest.mark.parametrize(
    ("thing", "kind", "name"),
    [
        (PAPER, "paper", "a"),
        (Day(AUG_20, ()), "day", "2025-08-20"),
        (Tag("rl", "RL", ()), "tag", "rl"),
        (Author("ada", "Ada", ()), "author", "ada"),
        (Org("lab", "Lab", ()), "org", "lab"),
        (Period("week", "2025-W34", ()), "week", "2025-W34"),
        (Asset("a.svg", b""), "asset", "a.svg"),
    ],
)
def test_everything_with_pages_has_a_reference(thing, kind, name):
    assert thing.ref == Ref(kind, name)


def test_a_tag_and_an_author_of_the_same_name_are_different():
    assert Tag("a", "A", ()) != Author("a", "A", ())
    assert Tag("a", "A", ()).ref != Author("a", "A", ()).ref


@pytest.mark.parametrize(
    ("source", "trust", "credit"),
    [("X", Trust.WRITTEN, "X"), ("X", Trust.CAPTURED, "X, captured"), ("", Trust.CAPTURED, "")],
)
def test_a_listing_is_credited_to_its_source_and_how_it_was_read(source, trust, credit):
    assert a_listing(source=source, trust=trust).credit == credit

"""A newer answer adds to a listing: counts grow, gaps are filled, late papers follow."""

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from gazette.core.model import Entry, Trust
from gazette.fetching.refresh import refresh
from tests.make import AUG_20, a_listing, an_entry

ADDED = "2025-08-21T08:15Z"


def refreshed(before, after):
    return refresh(a_listing(AUG_20, *before), a_listing(AUG_20, *after), ADDED).entries


def test_counts_take_the_greater_value():
    [found] = refreshed(
        [an_entry("A", id="a", votes=5, stars=2)], [an_entry("A", id="a", votes=3, stars=9, comments=1)]
    )
    assert (found.votes, found.stars, found.comments) == (5, 9, 1)


def test_absent_fields_are_filled_and_present_ones_stay():
    ours = an_entry("Ours", id="a", authors=("Ada",), note="A note.", extra=(("mood", "good"),))
    theirs = an_entry("Theirs", id="a", authors=("Bo",), abstract=("Text.",), code=("https://x.example/",), note="No.")
    [found] = refreshed([ours], [theirs])
    assert found == replace(ours, abstract=("Text.",), code=("https://x.example/",))


def test_late_papers_follow_at_the_end_in_their_order_and_say_when_they_were_added():
    before = [an_entry("B", id="b", votes=1), an_entry("A", id="a", votes=9)]
    after = [an_entry("D", id="d", votes=99), an_entry("A", id="a", votes=10), an_entry("C", id="c", votes=50)]
    found = refreshed(before, after)
    assert [entry.title for entry in found] == ["B", "A", "D", "C"]
    assert [entry.added for entry in found] == ["", "", ADDED, ADDED]


def test_a_late_paper_ends_a_quiet_day():
    quiet = replace(a_listing(AUG_20), quiet=True)
    assert refresh(quiet, a_listing(AUG_20), ADDED).quiet
    assert not refresh(quiet, a_listing(AUG_20, an_entry("A")), ADDED).quiet


def test_the_level_of_trust_and_the_head_stay():
    ours = replace(a_listing(AUG_20, source="Mine"), trust=Trust.WRITTEN)
    assert refresh(ours, replace(ours, source="Theirs", trust=Trust.STRUCTURED), ADDED) == ours


ENTRIES = st.lists(
    st.builds(
        lambda name, votes, tags: Entry(f"Title {name}", id=name, votes=votes, tags=tags),
        st.sampled_from("abcdef"),
        st.none() | st.integers(0, 9),
        st.sampled_from([(), ("x",), ("y",)]),
    ),
    unique_by=lambda entry: entry.id,
)


@settings(max_examples=200)
@given(ENTRIES, st.lists(ENTRIES, max_size=4))
def test_in_any_order_answers_give_the_same_papers_and_the_greatest_counts(first, answers):
    def after(order):
        listing = a_listing(AUG_20, *first)
        for answer in order:
            listing = refresh(listing, a_listing(AUG_20, *answer), ADDED)
        return {entry.id: entry.votes for entry in listing.entries}

    assert after(answers) == after(answers[::-1])
    known = [entry for each in (first, *answers) for entry in each]
    assert after(answers).keys() == {entry.id for entry in known}
    for id, votes in after(answers).items():
        counts = [entry.votes for entry in known if entry.id == id and entry.votes is not None]
        assert votes == (max(counts) if counts else None)

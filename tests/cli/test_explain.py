"""`check --explain` names the place of each field of a paper, and the places that say something else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.archive import contradictions, merge
from gazette.archive.identity import Mention
from gazette.cli import explain
from gazette.core.model import Trust, known
from tests.make import AUG_20, AUG_21, AUG_22, a_listing, an_entry

OLD = a_listing(AUG_20, an_entry("On Gaps", arxiv="2508.00001", doi="10.1000/x", venue="V", votes=1, line=3))
NEW = a_listing(AUG_21, an_entry("On Gaps", arxiv="2508.00001", venue="W", votes=2, line=5), trust=Trust.CAPTURED)
OTHER = a_listing(AUG_22, an_entry("Only a Title", line=2))
LISTINGS = [NEW, OTHER, OLD]
TEXTS = {OLD.path: ["", "", "## On Gaps", "- arxiv: 2508.00001", "- venue: V", "## Next", "- votes: 9"]}


def explained(name):
    return list(explain.report(*explain.find(name, LISTINGS), lambda path: TEXTS.get(path, ())))


@pytest.mark.parametrize(
    "name",
    [
        "2508.00001",
        "2508.00001v2",
        "arXiv:2508.00001",
        "https://arxiv.org/abs/2508.00001",
        "papers/2508.00001.html",
        "https://papers.example.org/papers/2508.00001.html#abstract",
        "10.1000/X",
        "https://doi.org/10.1000/x",
    ],
)
def test_a_paper_is_found_by_any_id_or_address(name):
    assert explain.find(name, LISTINGS)[0] == "2508.00001"


@pytest.mark.parametrize("name", ["2508.00002", "", "papers/none.html", "no such paper"])
def test_an_unknown_name_finds_no_paper(name):
    assert explain.find(name, LISTINGS) is None


def test_a_paper_without_an_id_is_found_by_its_slug():
    assert explained("papers/only-a-title.html") == [
        "papers/only-a-title.html: 1 entry",
        "title: Only a Title",
        "  from content/2025/2025-08-22.md:2, written, 2025-08-22: the only entry that has it",
    ]


def test_each_field_has_its_place_its_reason_and_what_differs():
    assert explained("2508.00001") == [
        "papers/2508.00001.html: 2 entries",
        "title: On Gaps",
        "  from content/2025/2025-08-20.md:3, written, 2025-08-20: the newest of the most trusted",
        "arxiv: 2508.00001",
        "  from content/2025/2025-08-20.md:4, written, 2025-08-20: the newest of the most trusted",
        "doi: 10.1000/x",
        "  from content/2025/2025-08-20.md:3, written, 2025-08-20: the only entry that has it",
        "venue: V",
        "  from content/2025/2025-08-20.md:5, written, 2025-08-20: the newest of the most trusted",
        "  not  content/2025/2025-08-21.md:5, captured, 2025-08-21: W",
        "votes: 2",
        "  from content/2025/2025-08-21.md:5, captured, 2025-08-21: the newest",
        "  not  content/2025/2025-08-20.md:3, written, 2025-08-20: 1",
    ]


ENTRIES = st.builds(
    an_entry,
    st.sampled_from(["A", "B"]),
    arxiv=st.just("2508.00001"),
    venue=st.sampled_from(["", "V", "W"]),
    votes=st.none() | st.integers(0, 2),
    tags=st.sampled_from([(), ("a",), ("b", "c")]),
    abstract=st.sampled_from([(), ("Text.",), ("More.",)]),
)


@given(st.lists(st.tuples(ENTRIES, st.sampled_from([AUG_20, AUG_21, AUG_22]), st.sampled_from(Trust)), min_size=1))
def test_the_chosen_entries_have_what_the_merged_paper_shows(rows):
    listings = [
        a_listing(day, entry, trust=trust, path=f"content/{n}.md") for n, (entry, day, trust) in enumerate(rows)
    ]
    _, mentions = explain.find("2508.00001", listings)
    merged = merge.unite(mentions)
    chosen = dict(merge.chosen(mentions))
    for name in merge.FIELDS:
        value = getattr(merged, name)
        assert (name in chosen) == known(value)
        if name in chosen:
            assert getattr(chosen[name].entry, name) == value
            assert isinstance(chosen[name], Mention)


def test_an_unknown_key_is_explained_too():
    assert contradictions.field_text("extra", (("mood", "good"), ("zebra", "yes"))) == "mood: good; zebra: yes"

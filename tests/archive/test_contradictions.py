"""The warnings that only `check` gives."""

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec.structs import replace

from gazette.archive import contradictions
from gazette.archive.health import TagHint
from gazette.core.errors import Report
from gazette.core.model import Notice, Trust
from tests.make import AUG_20, AUG_21, AUG_22, a_listing, an_entry, merged


def warnings(*listings, today=AUG_22) -> list[str]:
    report = Report()
    contradictions.warn(listings, today, (), report)
    assert not report.errors
    return list(map(str, report.warnings))


def test_a_future_day_is_reported():
    assert warnings(a_listing(AUG_21), a_listing(AUG_22), today=AUG_21) == [
        "content/2025/2025-08-22.md:1: the day 2025-08-22 is in the future; correct the date, or build with --until"
    ]


def test_a_title_that_only_names_a_paper_is_reported_if_it_is_another():
    full = a_listing(AUG_20, an_entry("On Gaps: A Note", arxiv="1", authors=("X",), abstract=("Text.",)))
    assert warnings(full, a_listing(AUG_21, an_entry("on gaps - a note", line=3))) == []
    assert warnings(full, a_listing(AUG_21, an_entry("On Lamps", arxiv="1", line=3))) == [
        "content/2025/2025-08-21.md:3: title: this listing has 'On Lamps', but the page shows 'On Gaps: A Note' "
        "(content/2025/2025-08-20.md); correct one of them"
    ]


def test_a_listing_that_differs_from_the_page_is_reported():
    old = a_listing(AUG_20, an_entry("A", arxiv="1", venue="V", line=7), trust=Trust.STRUCTURED)
    new = a_listing(AUG_21, an_entry("B", arxiv="1", venue="W", line=9))
    assert warnings(new, old) == [
        "content/2025/2025-08-20.md:7: title: this listing has 'A', but the page shows 'B' "
        "(content/2025/2025-08-21.md:9); correct one of them",
        "content/2025/2025-08-20.md:7: venue: this listing has 'V', but the page shows 'W' "
        "(content/2025/2025-08-21.md:9); correct one of them",
    ]


def test_a_missing_field_is_not_a_conflict():
    assert warnings(a_listing(AUG_20, an_entry("A", arxiv="1", venue="V")), a_listing(AUG_21, an_entry("A"))) == []


def test_growing_counts_are_not_a_conflict():
    assert warnings(a_listing(AUG_20, an_entry("A", votes=1)), a_listing(AUG_21, an_entry("A", votes=2))) == []


def test_two_listings_of_one_day_are_compared_with_the_page():
    plain, more = (a_listing(AUG_20, an_entry("A", arxiv="1", venue=each)) for each in ("First", "Second"))
    more = replace(more, path=plain.path.replace(".md", "-b.md"))
    for listings in ([plain, more], [more, plain]):
        shown = merged(listings).papers[0].facts.venue
        conflict = f"venue: this listing has 'First', but the page shows '{shown}' ({more.path}); correct one of them"
        assert warnings(*listings) == [f"{plain.path}: {conflict}"]


@pytest.mark.parametrize(
    ("name", "old", "new", "quoted"),
    [
        ("authors", ("A. Example", "E. Sample, 3rd"), ("A. E.",), ("A. Example; E. Sample, 3rd", "A. E.")),
        ("abstract", ("We show it.", "It holds."), ("We show.",), ("We show it. It holds.", "We show.")),
        ("code", ("https://a.b", "https://b.b"), ("https://b.b",), ("https://a.b; https://b.b", "https://b.b")),
        ("published", AUG_20, AUG_21, ("2025-08-20", "2025-08-21")),
        ("withdrawn", Notice(AUG_20, "an error"), Notice(AUG_21, ""), ("2025-08-20: an error", "2025-08-21")),
        ("summary_by", "One", "Two", ("One", "Two")),
    ],
)
def test_values_are_quoted_as_listings_have_them(name, old, new, quoted):
    [warning] = warnings(
        *(a_listing(day, an_entry("A", **{name: each})) for day, each in ((AUG_20, old), (AUG_21, new)))
    )
    assert "{}: this listing has {!r}, but the page shows {!r} ".format(name.replace("_", "-"), *quoted) in warning


@given(st.text("ab", min_size=1, max_size=200), st.text("xy", min_size=1), st.text("yz", min_size=1))
def test_two_different_values_are_quoted_differently(start, one, other):
    assume(one[0] != other[0])
    old, new = (a_listing(day, an_entry("A", venue=start + end)) for day, end in ((AUG_20, one), (AUG_21, other)))
    [warning] = warnings(old, new)
    here, on_page = re.findall(r"'([^']*)'", warning)
    assert here != on_page
    assert max(len(here), len(on_page)) <= 60


def test_an_abstract_divided_in_other_paragraphs_is_not_a_conflict():
    old, new = (an_entry("A", abstract=each) for each in (("One. Two.",), ("One.", "Two.")))
    assert warnings(a_listing(AUG_20, old), a_listing(AUG_21, new)) == []


# Hints that need all listings.


def hints(*listings, findings=()) -> list[str]:
    report = Report()
    contradictions.warn(listings, AUG_22, findings, report)
    return list(map(str, report.hints))


def test_one_abstract_under_two_titles_is_found():
    one = a_listing(AUG_20, an_entry("On Gaps", abstract=("Text of  some length.",), line=3))
    assert hints(one, a_listing(AUG_21, an_entry("On Lamps", abstract=("text of  some length.",), line=5))) == [
        "content/2025/2025-08-21.md:5: the abstract is also that of 'On Gaps' (content/2025/2025-08-20.md:3); "
        "give one of them its own abstract, or give both the same id"
    ]


def test_one_abstract_under_one_title_or_of_one_paper_is_no_hint():
    one = a_listing(AUG_20, an_entry("On Gaps", arxiv="1", abstract=("Text.",)))
    assert hints(one, a_listing(AUG_21, an_entry("On Lamps", arxiv="1", abstract=("Text.",)))) == []
    assert hints(one, a_listing(AUG_21, an_entry("on gaps", arxiv="2", abstract=("Text.",)))) == []
    assert hints(a_listing(AUG_20, an_entry("A"), an_entry("B"))) == []


def test_another_spelling_of_a_tag_is_found_once():
    tags = [("LLMs",), ("LLMs", "theory"), ("llms",), ("llms", "LLMS")]
    listing = a_listing(AUG_20, *(an_entry(f"P {n}", tags=each, line=n) for n, each in enumerate(tags, 1)))
    assert hints(listing) == [
        "content/2025/2025-08-20.md:3: tags: 'llms' is elsewhere written 'LLMs'; write both alike",
        "content/2025/2025-08-20.md:4: tags: 'LLMS' is elsewhere written 'LLMs'; write both alike",
    ]


def test_a_hint_about_a_tag_gets_its_line():
    found = TagHint("content/x.md", 0, "tags: 'odd', which only one paper has", "do it", "single-tag", "odd")
    assert hints(a_listing(AUG_20, an_entry("A"), an_entry("B", tags=("odd",), line=7)), findings=[found]) == [
        "content/2025/2025-08-20.md:7: tags: 'odd', which only one paper has; do it"
    ]


def test_hints_about_two_long_tags_that_begin_alike_get_their_own_lines():
    long = "a tag that is so long that a message shows only the start of it, "
    found = [TagHint("content/x.md", 0, f"tags: {end}", "do it", "single-tag", long + end) for end in ("one", "two")]
    listing = a_listing(
        AUG_20, an_entry("A", tags=(f"{long}one",), line=3), an_entry("B", tags=(f"{long}two",), line=7)
    )
    assert hints(listing, findings=found) == [
        "content/2025/2025-08-20.md:3: tags: one; do it",
        "content/2025/2025-08-20.md:7: tags: two; do it",
    ]

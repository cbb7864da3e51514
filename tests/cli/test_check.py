"""The warnings that only `check` gives."""

from msgspec.structs import replace

from gazette.cli import check
from gazette.core.errors import Report
from gazette.core.model import Trust
from tests.make import AUG_20, AUG_21, AUG_22, a_listing, an_entry, merged


def warnings(*listings, today=AUG_22) -> list[str]:
    report = Report()
    check.warn(listings, today, report)
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
        "content/2025/2025-08-21.md:3: title: 'On Lamps' here, the page shows 'On Gaps: A Note'; correct one of them"
    ]


def test_a_listing_that_differs_from_the_page_is_reported():
    old = a_listing(AUG_20, an_entry("A", arxiv="1", venue="V", line=7), trust=Trust.STRUCTURED)
    new = a_listing(AUG_21, an_entry("B", arxiv="1", venue="W"))
    assert warnings(new, old) == [
        "content/2025/2025-08-20.md:7: title: 'A' here, the page shows 'B'; correct one of them",
        "content/2025/2025-08-20.md:7: venue: 'V' here, the page shows 'W'; correct one of them",
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
        conflict = f"venue: 'First' here, the page shows '{shown}'; correct one of them"
        assert warnings(*listings) == [f"{plain.path}: {conflict}"]

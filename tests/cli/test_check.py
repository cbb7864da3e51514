"""What `check` tells beyond what stops a build."""

from msgspec.structs import replace

from gazette.archive.merge import merge
from gazette.cli import check
from gazette.core.errors import Report
from gazette.core.model import Trust
from tests.make import AUG_20, AUG_21, AUG_22, a_listing, an_entry


def told(*listings, today=AUG_22) -> list[str]:
    report = Report()
    check.tell(listings, today, report)
    assert not report.errors
    return list(map(str, report.warnings))


def test_a_day_to_come_is_told():
    assert told(a_listing(AUG_21), a_listing(AUG_22), today=AUG_21) == [
        "content/2025/2025-08-22.md:1: the day 2025-08-22 is yet to come; correct its day, or build with --until"
    ]


def test_sources_that_disagree_are_told_where_the_page_does_not_follow_them():
    old = a_listing(AUG_20, an_entry("A", arxiv="1", venue="V", line=7), trust=Trust.STRUCTURED)
    new = a_listing(AUG_21, an_entry("B", arxiv="1", venue="W"))
    assert told(new, old) == [
        "content/2025/2025-08-20.md:7: title: 'A' here, the page shows 'B'; correct one of them",
        "content/2025/2025-08-20.md:7: venue: 'V' here, the page shows 'W'; correct one of them",
    ]


def test_what_one_leaves_out_is_no_disagreement():
    assert told(a_listing(AUG_20, an_entry("A", arxiv="1", venue="V")), a_listing(AUG_21, an_entry("A"))) == []


def test_counts_may_grow():
    assert told(a_listing(AUG_20, an_entry("A", votes=1)), a_listing(AUG_21, an_entry("A", votes=2))) == []


def test_of_two_listings_of_one_day_the_page_shows_what_the_later_one_says():
    plain, more = (a_listing(AUG_20, an_entry("A", arxiv="1", venue=each)) for each in ("First", "Second"))
    more = replace(more, path=plain.path.replace(".md", "-b.md"))
    for given in ([plain, more], [more, plain]):
        shown = merge(given).papers[0].facts.venue
        assert told(*given) == [f"{plain.path}: venue: 'First' here, the page shows '{shown}'; correct one of them"]

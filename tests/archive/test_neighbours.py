"""Which papers' pages name a paper that changed."""

from msgspec.structs import replace

from gazette.archive.neighbours import next_to
from gazette.archive.numbering import number
from gazette.archive.store import StoredDay
from tests.make import AUG_20, AUG_21, a_listing, an_entry, merged


def an_archive(*listings):
    found = merged(listings)
    days = {day.date: StoredDay(day.date, tuple(number(paper) for paper in day.papers)) for day in found.days}
    return days, {paper.facts.title: paper for paper in found.papers}


ABCD = a_listing(AUG_20, *map(an_entry, "ABCD"))
AGAIN = a_listing(AUG_21, an_entry("E"), an_entry("B"), an_entry("F"))
DAYS, PAPERS = an_archive(ABCD, AGAIN)


def named(numbers):
    titles = {number(paper): title for title, paper in PAPERS.items()}
    return "".join(sorted(titles[each] for each in numbers))


def changed(title, **values):
    """The papers whose pages name a paper of which some values changed."""
    before = PAPERS[title]
    at = number(before)
    return named(next_to(DAYS, set(), {at: before}, {at: replace(before, **values)})).replace(title, "")


def test_another_title_affects_the_papers_next_to_it_on_every_day():
    assert changed("B", facts=replace(PAPERS["B"].facts, title="Other")) == "ACEF"
    assert changed("D", facts=replace(PAPERS["D"].facts, title="Other")) == "C"


def test_another_address_affects_the_papers_next_to_it():
    assert changed("A", slug="other") == "B"


def test_other_votes_affect_no_other_paper():
    assert changed("B", facts=replace(PAPERS["B"].facts, votes=9)) == ""


def test_one_more_appearance_affects_the_papers_next_to_it_on_that_day_only():
    before = replace(PAPERS["B"], appearances=PAPERS["B"].appearances[:1])
    at = number(before)
    assert named(next_to(DAYS, set(), {at: before}, {at: PAPERS["B"]})).replace("B", "") == "EF"


def test_another_listing_of_a_day_affects_all_papers_first_listed_on_it():
    assert named(next_to(DAYS, {AUG_20}, {}, {})) == "ABCD"
    assert named(next_to(DAYS, {AUG_21}, {}, {})) == "EF"


def test_a_day_that_is_gone_affects_no_paper():
    assert next_to({}, {AUG_20}, {number(PAPERS["A"]): PAPERS["A"]}, {}) == set()

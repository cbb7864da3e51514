"""A page for each year."""

from datetime import date

from gazette.core.model import Subject
from gazette.pages import year
from tests.make import AUG_20, AUG_21, a_listing, a_site, an_entry, merged, shows


def page(*listings, **settings) -> dict:
    return shows(year.pages, merged(listings), a_site(**settings))["papers/year/2025.html"]


def test_a_year_counts_its_papers_once_and_its_days_with_papers():
    found = page(
        a_listing(AUG_20, an_entry("A"), an_entry("B")),
        a_listing(AUG_21, an_entry("A")),
        a_listing(date(2025, 9, 1), quiet=True),
    )
    assert (found["count"], found["listed"]) == (2, 2)
    assert found["months"] == ((AUG_20, "2025-08", 2), (date(2025, 9, 1), "2025-09", 0))


def test_a_year_with_one_day_has_a_page_without_neighbours():
    found = page(a_listing(AUG_20, an_entry("A")))
    assert (found["count"], found["previous"], found["next"]) == (1, "", "")


def test_years_link_to_each_other_across_a_gap():
    found = page(a_listing(date(2019, 1, 1), quiet=True), a_listing(AUG_20), a_listing(date(2030, 1, 1), quiet=True))
    assert (found["previous"], found["next"]) == ("2019", "2030")


def test_the_subjects_of_a_year_are_sorted_by_number_of_papers():
    entries = [an_entry(str(number), tags=("a", "b") if number else ("b", "c")) for number in range(3)]
    assert page(a_listing(AUG_20, *entries))["subjects"] == (
        (Subject("b", "b"), 3),
        (Subject("a", "a"), 2),
        (Subject("c", "c"), 1),
    )


def test_the_lists_of_a_year_are_limited():
    entries = [an_entry(str(number), votes=number, tags=(f"tag {number}",)) for number in range(30)]
    found = page(a_listing(AUG_20, *entries), page_length=2)
    assert len(found["subjects"]) == year.MAX_SUBJECTS
    assert [paper.facts.title for paper in found["papers"]] == ["29", "28"]


def a_year(number: int, *papers: tuple[str, int], **known):
    """The listing of a day of a year, with so many papers of each title; the title is also their tag."""
    entries = [
        an_entry(f"{name} {at}", id=f"{name}-{number}-{at}", tags=(name,), **known)
        for name, count in papers
        for at in range(count)
    ]
    return a_listing(date(number, 7, 1), *entries)


BEFORE, AFTER = a_year(2024, ("tides", 30), ("gaps", 30)), a_year(2025, ("tides", 30), ("gaps", 5), ("lamps", 12))


def test_a_year_names_the_subjects_and_words_that_rise_over_the_year_before():
    found = page(BEFORE, AFTER, search=True)
    assert found["rising"] == ((Subject("lamps", "lamps"), 12, 0),)
    assert found["words"] == (("lamps", 12, 0),)
    assert (found["since"], found["is_whole"]) == (date(2024, 7, 1), False)
    assert page(BEFORE, AFTER, search=False)["words"] == ()


def test_a_year_after_one_without_listings_has_no_trends():
    for before in (a_listing(date(2024, 12, 1), an_entry("A")), a_year(2023, ("gaps", 30))):
        found = page(before, AFTER, search=True)
        assert (found["rising"], found["words"], found["since"]) == ((), (), None)


def test_a_year_names_its_most_productive_organisations():
    more = [a_listing(date(2025, 8, day), an_entry(str(day), org=org)) for day, org in enumerate("bbba", 1)]
    found = page(a_year(2025, ("x", 2), org="a"), *more, a_year(2024, ("x", 9), org="c"))
    assert found["orgs"] == (("a", "orgs/a.html", 3), ("b", "orgs/b.html", 3))

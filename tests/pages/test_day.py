"""A page for each day."""

from gazette.pages import day
from tests.make import AUG_20, AUG_22, a_listing, an_entry, merged, shows


def test_every_day_has_a_page_even_a_quiet_day():
    found = merged([a_listing(AUG_20, an_entry("B"), an_entry("A")), a_listing(AUG_22, quiet=True)])
    pages = shows(day.pages, found)
    assert list(pages) == ["papers/date/2025-08-20.html", "papers/date/2025-08-22.html"]
    assert [paper.facts.title for paper in pages["papers/date/2025-08-20.html"]["day"].papers] == ["B", "A"]


def test_a_new_day_changes_only_the_page_of_the_day_before():
    listings = [a_listing(AUG_20.replace(day=number), an_entry(str(number))) for number in (1, 2, 3)]
    before, after = (shows(day.pages, merged(some)) for some in (listings[:2], listings))
    assert [path for path in before if before[path] != after[path]] == ["papers/date/2025-08-02.html"]

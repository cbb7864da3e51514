"""A page for each week."""

import re
from datetime import date

from gazette.pages import week
from tests import site
from tests.make import AUG_20, AUG_22, AUG_25, a_listing, an_entry, merged, shows


def test_a_week_shows_its_papers_by_votes_and_all_of_its_days():
    listings = [
        a_listing(AUG_20, an_entry("A", votes=1), an_entry("B", votes=5)),
        a_listing(AUG_22, an_entry("B", votes=9), an_entry("C", votes=3)),
    ]
    page = shows(week.pages, merged(listings))["papers/week/2025-W34.html"]
    assert [paper.facts.title for paper in page["papers"]] == ["B", "C", "A"]
    assert [day.date for day in page["period"].days] == [AUG_20, AUG_22]


def test_a_week_shows_the_votes_that_it_sorts_by(tmp_path):
    first = "## A\n- id: a\n- votes: 2\n\n## B\n- id: b\n- votes: 52\n"
    source = site.a_source(
        tmp_path, {"content/2025-08-20.md": first, "content/2025-08-25.md": "## A\n- id: a\n- votes: 61\n"}
    )
    site.build(source)
    for page in ("week/2025-W34", "month/2025-08", "year/2025", "trending"):
        text = (source / f"public/papers/{page}.html").read_text("utf-8")
        assert re.findall("([0-9]+)\xa0votes", text) == ["61", "52"], page


def test_weeks_months_and_years_say_the_dates_of_their_first_and_last_listing(tmp_path):
    days = ("2025-08-20", "2025-08-22", "2025-10-01")
    source = site.a_source(tmp_path, {f"content/{day}.md": f"## {day}\n- id: {day}\n- votes: 1\n" for day in days})
    site.build(source)
    for page, expected in (
        ("week/2025-W34", "<h1>Week 34 of 2025 <small>20 to 22 August 2025</small></h1>"),
        ("week/2025-W40", "<title>Week 40 of 2025: 1 October 2025 ·"),
        ("month/2025-08", "<p>2\u00a0new papers on 2\u00a0days, 20 to 22 August 2025.</p>"),
        ("year/2025", "<p>3\u00a0new papers on 3\u00a0days, 20 August to 1 October 2025.</p>"),
    ):
        assert expected in (source / f"public/papers/{page}.html").read_text("utf-8"), page


def test_weeks_link_to_each_other_across_a_new_year_and_a_gap():
    days = (date(2024, 12, 20), date(2024, 12, 31), AUG_25)
    found = shows(week.pages, merged(a_listing(day, an_entry(str(day))) for day in days))
    assert [(each["period"].previous, each["period"].next) for each in found.values()] == [
        ("", "2025-W01"),
        ("2024-W51", "2025-W35"),
        ("2025-W01", ""),
    ]


def test_a_week_of_quiet_days_has_a_page():
    page = shows(week.pages, merged([a_listing(AUG_20, quiet=True)]))["papers/week/2025-W34.html"]
    assert page["papers"] == ()


def test_a_week_with_papers_says_how_they_are_sorted(tmp_path):
    listings = {"content/2025-08-20.md": "## A\n", "content/2025-08-27.md": "---\nquiet: true\n---\n"}
    source = site.a_source(tmp_path, listings)
    site.build(source)
    found = {week: (source / f"public/papers/week/2025-W{week}.html").read_text("utf-8") for week in (34, 35)}
    assert ["<p>Most voted first.</p>" in page for page in found.values()] == [True, False]

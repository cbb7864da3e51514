"""A page for each day."""

import re

from gazette.pages import day
from tests import site
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


def test_an_abstract_that_is_cut_after_a_whole_sentence_has_no_ellipsis(tmp_path):
    long = "This is a whole sentence of a long abstract. " * 40
    source = site.a_source(
        tmp_path, {"content/2025-03-10.md": f"## A\n- tags: t\n\n{long}\n"}, f"{site.SETTINGS}tags: {{minimum: 1}}\n"
    )
    site.build(source)
    for page in ("papers/date/2025-03-10.html", "tags/t.html"):
        shown = (source / "public" / page).read_text("utf-8")
        assert re.search(r"abstract\.</(details|p)>", shown), page
        assert "…" not in shown, page

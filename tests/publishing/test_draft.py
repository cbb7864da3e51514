"""A draft has the pages that a change affects, or every page and the reason for that."""

import sqlite3
from contextlib import closing
from types import SimpleNamespace

import pytest

from gazette import pages
from gazette.core.errors import Mistakes
from gazette.core.model import Page, Ref
from gazette.core.version import ROOT
from gazette.publishing.draft import Addresses, Planner
from tests import site

NEW_DAY = {"content/2025-03-14.md": "## On Tides\n- arxiv: 2503.00009\n"}
NEW_PAGE = "papers/2503.00009.html"
WITHOUT_REDIRECTS = f"{site.SETTINGS}leave_out: [redirect]\n"


@pytest.fixture
def drafts(monkeypatch):
    """The drafts of all builds."""
    found, plan = [], Planner.plan
    monkeypatch.setattr(Planner, "plan", lambda *args: found.append(plan(*args)) or found[-1])
    return found


@pytest.fixture
def reasons(monkeypatch):
    """Why builds planned every page; in order."""
    found, whole = [], Planner._whole
    monkeypatch.setattr(Planner, "_whole", lambda *args: found.append(args[-1]) or whole(*args))
    return found


# Addresses.


def test_addresses_are_those_of_the_pages_that_are_there_now():
    found = Addresses({"a": "", "b": "", "c": ""}, frozenset({"d"}), frozenset({"b"}))
    assert sorted(found) == ["a", "c", "d"]
    assert len(found) == 3
    assert [path in found for path in "abcde"] == [True, False, True, True, False]


def test_an_address_is_looked_up_once():
    class Before(dict):
        asked = 0

        def __contains__(self, path):
            self.asked += 1
            return True

    before = Before()
    found = Addresses(before, frozenset(), frozenset())
    assert "a" in found
    assert "a" in found
    assert before.asked == 1


# Drafts of affected pages.


def test_a_new_day_is_planned_with_the_day_before_it_and_without_other_days_papers_and_tags(tmp_path, drafts):
    source = site.a_source(tmp_path / "source", {**site.LISTINGS, "content/2025-01-02.md": "## Early\n"})
    site.build(source)
    site.write(source, NEW_DAY)
    site.build(source)
    first, second = drafts
    paths = {page.path for page in second.pages}
    assert (first.reason, first.removed) == ("no earlier build is known", None)
    assert (second.reason, second.removed) == ("", frozenset())
    assert {NEW_PAGE, "papers/date/2025-03-14.html", "papers/date/2025-03-12.html", "index.html"} <= paths
    assert not {"papers/date/2025-01-02.html", "papers/gaps.html", "tags/bandits.html"} & paths
    assert NEW_PAGE in second.addresses
    assert second.assets == first.assets
    assert second.navigation == first.navigation


def test_pages_of_a_removed_paper_are_listed_as_removed(tmp_path, drafts):
    source = site.a_source(tmp_path / "source", {**site.LISTINGS, **NEW_DAY})
    site.build(source)
    (source / "content/2025-03-14.md").unlink()
    site.build(source)
    assert drafts[1].reason == ""
    assert {NEW_PAGE, "papers/date/2025-03-14.html"} <= drafts[1].removed
    assert NEW_PAGE not in drafts[1].addresses


def test_a_page_whose_markdown_links_to_a_new_page_is_planned(tmp_path, drafts):
    linking = {f"content/2025-01-0{day}.md": f"## Early {day}\n" for day in range(1, 5)}
    linking["content/2025-01-01.md"] += f"- id: early\n\n> See [it]({NEW_PAGE}).\n"
    source = site.a_source(tmp_path / "source", {**site.LISTINGS, **linking})
    site.build(source)
    site.write(source, NEW_DAY)
    site.build(source)
    paths = {page.path for page in drafts[1].pages}
    assert drafts[1].reason == ""
    assert "papers/early.html" in paths
    assert not {"papers/early-2.html", "papers/early-3.html"} & paths


def test_a_draft_of_every_page_loads_what_the_cache_knows_except_for_a_fresh_build(tmp_path, drafts):
    source = site.a_source(tmp_path / "source")
    site.build(source)
    site.write(source, {"static/notes.txt": "x"})
    site.build(source)
    site.build(source, fresh=True)
    paths = {page.path for page in drafts[0].pages}
    assert drafts[1].reason == "static/notes.txt changed"
    assert drafts[1].known.keys() == paths
    assert drafts[2].known is None


# Drafts of every page.


def test_a_new_address_that_another_page_had(tmp_path, reasons):
    source = site.a_source(tmp_path / "source", {**site.LISTINGS, f"static/{NEW_PAGE}": "mine"})
    site.build(source)
    site.write(source, NEW_DAY)
    with pytest.raises(Mistakes):
        site.build(source)
    assert reasons[1:] == [f"another page had the address {NEW_PAGE}, which was added or removed"]


def test_a_new_address_that_a_static_file_has_in_another_case(tmp_path, reasons):
    source = site.a_source(tmp_path / "source", {**site.LISTINGS, "static/papers/TIDES.html": "mine"})
    site.build(source)
    site.write(source, {"content/2025-03-14.md": "## On Tides\n- id: tides\n"})
    with pytest.raises(Mistakes):
        site.build(source)
    assert reasons[1:] == ["a static file has the address papers/tides.html, which was added or removed"]


def test_a_new_address_that_redirects_yaml_redirects_from(tmp_path, reasons):
    redirects = {"content/redirects.yaml": f"{NEW_PAGE}: about.html\n"}
    source = site.a_source(tmp_path / "source", {**site.LISTINGS, **redirects}, WITHOUT_REDIRECTS)
    site.build(source)
    site.write(source, NEW_DAY)
    with pytest.raises(Mistakes):
        site.build(source)
    assert reasons[1:] == [f"redirects.yaml has the address {NEW_PAGE}, which was added or removed"]


def test_a_new_address_that_redirects_yaml_redirects_from_in_another_case(tmp_path, reasons):
    redirects = {"content/redirects.yaml": "papers/On-Tides.html: about.html\n"}
    source = site.a_source(tmp_path / "source", {**site.LISTINGS, **redirects}, WITHOUT_REDIRECTS)
    site.build(source)
    site.write(source, {"content/2025-03-14.md": "## On Tides\n"})
    with pytest.raises(Mistakes, match="is the address of an existing page"):
        site.build(source)
    assert reasons[1:] == ["a redirect has the address papers/on-tides.html, which was added or removed"]


def test_a_new_address_from_which_a_paper_moved(tmp_path, reasons):
    moved = {"content/2025-03-13.md": "## On Tides\n", "content/2025-03-14.md": "## On Tides\n- arxiv: 2503.00009\n"}
    source = site.a_source(tmp_path / "source", {**site.LISTINGS, **moved})
    site.build(source)
    site.write(source, {"content/2025-03-15.md": "## Other\n- id: on-tides\n"})
    site.build(source)
    assert len(reasons) == 2
    assert site.differences(site.clean_build(source), site.files(source / "public")) == []


def test_full_builds_remove_templates_that_no_page_uses_any_more_from_the_cache(tmp_path):
    source = site.a_source(tmp_path / "source")
    template = (ROOT / "templates/day.html").read_text("utf-8")

    def build(files):
        """The names of the cached templates after a build."""
        site.write(source, files)
        site.build(source)
        with closing(sqlite3.connect(source / ".gazette/cache.sqlite")) as base:
            return {name for (name,) in base.execute("select name from templates")}

    first = build({"templates/day.html": template})
    assert build({"site.yaml": site.SETTINGS.replace("Small", "Large")}) == first
    second = build({"templates/day.html": f"{template}<!-- new -->"})
    assert (len(first - second), len(second - first)) == (1, 1)
    assert build(NEW_DAY) == second


def test_a_removed_address_that_redirects_yaml_redirects_to(tmp_path, reasons):
    redirects = {"content/redirects.yaml": f"old.html: {NEW_PAGE}\n"}
    source = site.a_source(tmp_path / "source", {**site.LISTINGS, **NEW_DAY, **redirects}, WITHOUT_REDIRECTS)
    site.build(source)
    (source / "content/2025-03-14.md").unlink()
    with pytest.raises(Mistakes):
        site.build(source)
    assert reasons[1:] == [f"redirects.yaml has the address {NEW_PAGE}, which was added or removed"]


def test_a_new_address_that_a_template_names(tmp_path, reasons):
    template = (
        (ROOT / "templates/day.html")
        .read_text("utf-8")
        .replace("{% block main %}", f"{{% block main %}}{{% set tides = '{NEW_PAGE}' %}}", 1)
    )
    source = site.a_source(tmp_path / "source", {**site.LISTINGS, "templates/day.html": template})
    site.build(source)
    site.write(source, NEW_DAY)
    site.build(source)
    assert reasons[1:] == [f"a template names the address {NEW_PAGE}, which was added or removed"]


def test_a_page_in_the_navigation_that_is_removed(tmp_path, reasons):
    settings = site.SETTINGS + "navigation:\n  Bandits: tags/bandits.html\n"
    source = site.a_source(tmp_path / "source", settings=settings)
    site.build(source)
    (source / "content/2025-03-12.md").unlink()
    with pytest.raises(Mistakes, match="navigation"):
        site.build(source)
    assert reasons[1:] == ["the navigation changed"]


def test_an_affected_page_with_an_error(tmp_path, reasons, monkeypatch):
    def odd(archive, *_):
        for day in archive.days[2:]:
            yield Page("odd.html", "", {"body": b""}, Ref("sprint", str(day.date)))

    kinds = pages.kinds()
    monkeypatch.setattr(pages, "kinds", lambda: (*kinds, SimpleNamespace(__name__="gazette.pages.odd", pages=odd)))
    source = site.a_source(tmp_path / "source")
    site.build(source)
    site.write(source, NEW_DAY)
    with pytest.raises(Mistakes, match="about a 'sprint'"):
        site.build(source)
    assert reasons[1:] == ["a page has an error"]


def test_every_build_prints_the_warnings_about_settings_and_hidden_files(tmp_path, drafts, capsys):
    source = site.a_source(tmp_path, {"static/.htaccess": "x"}, f"{site.SETTINGS}leave_out: [standing]\n")
    printed = []
    for number in range(3):
        site.write(source, {f"content/2025-03-2{number}.md": "## On Tides\n"})
        assert site.command("--source", source) == 0
        printed.append(capsys.readouterr().err)
    assert [bool(draft.reason) for draft in drafts] == [True, False, False]
    assert printed[0] == printed[1] == printed[2]
    assert printed[0].count("leave_out: 'standing' has a new name") == 1
    assert printed[0].count("static/.htaccess: not published") == 1

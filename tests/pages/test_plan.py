"""All pages together: unique paths, the kinds that are left out, and the links of the masthead."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from gazette import pages
from gazette.archive.affected import Affected, everything
from gazette.core.errors import Report
from gazette.core.model import Archive, Asset, Page, Ref, StandalonePage, UnchangedPage
from gazette.pages import standalone
from tests.make import AUG_20, a_listing, a_site, an_entry, merged

ABOUT = StandalonePage("about", "About", "")
SMALL = replace(merged([a_listing(AUG_20, an_entry("A", tags=("x",)))]), standalone=(ABOUT,))


def plan(found: Archive = SMALL, **settings):
    report = Report()
    return pages.plan(found, a_site(**settings), everything(found), report).pages, report


def paths(found: Archive = SMALL, **settings) -> set[str]:
    planned, report = plan(found, **settings)
    assert not report.errors
    return {page.path for page in planned}


def test_every_page_has_a_unique_path():
    planned, report = plan()
    assert len({page.path.casefold() for page in planned}) == len(planned)
    assert not report.errors


def test_a_site_has_its_pages():
    expected = "index.html 404.html about.html tags/index.html tags/x.html papers/a.html papers/date/2025-08-20.html"
    assert paths() >= {*expected.split(), "feed.xml", "sitemap.xml", "robots.txt", "_headers"}


FROM_PAGES = StandalonePage("archive", "Archive", "", path="content/pages/archive.md")


@pytest.mark.parametrize(
    ("found", "message"),
    [
        ({"assets": ["index.html"]}, "static/index.html: the home page has this address, index.html; rename the file"),
        (
            {"assets": ["FEED.xml"]},
            "static/FEED.xml: a page of the kind feed has this address, FEED.xml; "
            "rename the file, or add feed to leave_out in site.yaml",
        ),
        (
            {"assets": ["papers/week/2025-W34.html"]},
            "static/papers/week/2025-W34.html: a page of the kind week has this address, papers/week/2025-W34.html; "
            "rename the file, or add week to leave_out in site.yaml",
        ),
        (
            {"standalone": (FROM_PAGES,)},
            "content/pages/archive.md: a page of the kind archive has this address, archive.html; "
            "rename the file, or add archive to leave_out in site.yaml",
        ),
        (
            {"standalone": (replace(FROM_PAGES, name="mine"),), "assets": ["mine.html"]},
            "static/mine.html: content/pages/archive.md has the same address, mine.html; rename one of them",
        ),
        (
            {"assets": ["papers"]},
            "static/papers: papers is a file (kind static), but other pages need a folder of that name; "
            "rename the file",
        ),
    ],
)
def test_a_name_clash_is_blamed_on_the_file_that_causes_it(found, message):
    assets = tuple(Asset(name, b"") for name in found.pop("assets", []))
    _, report = plan(replace(SMALL, assets=assets, **found))
    assert list(map(str, report.errors)) == [message]


def test_two_pages_with_one_path_that_no_file_decides_are_an_error(monkeypatch):
    monkeypatch.setattr(standalone, "pages", lambda *_: iter([Page("feed.xml", "a.html", {})]))
    _, report = plan()
    assert [str(problem) for problem in report.errors] == [
        "site.yaml: two pages have the path feed.xml (kinds feed and standalone); "
        "rename one of them, or leave one kind out"
    ]


@pytest.mark.parametrize(("kind", "path"), [("feed", "feed.xml"), ("paper", "papers/a.html"), ("tag", "tags/x.html")])
def test_a_kind_can_be_left_out(kind, path):
    assert paths() - paths(leave_out=(kind,)) >= {path}


@pytest.mark.parametrize(
    ("kind", "message"),
    [
        ("feeds", "leave_out: no kind 'feeds'; did you mean 'feed'?"),
        ("home", "leave_out: 'home' is always needed; remove it from leave_out"),
        ("static", "leave_out: 'static' is always needed; remove it from leave_out"),
    ],
)
def test_an_unknown_or_required_kind_cannot_be_left_out(kind, message):
    lines = {("leave_out", kind): 7}
    assert str(plan(leave_out=(kind,), lines=lines)[1].errors[0]).startswith(f"site.yaml:7: {message}")


def test_a_kind_can_be_left_out_by_its_earlier_name_with_a_warning():
    planned, report = plan(leave_out=("standing",), lines={("leave_out", "standing"): 7})
    assert "about.html" not in {page.path for page in planned}
    assert list(map(str, report.warnings)) == ["site.yaml:7: leave_out: 'standing' has a new name; write 'standalone'"]
    assert not any("about" in str(page.shows) for page in planned if page.template == "sitemap.xml")


def navigation(found: Archive = SMALL, **settings):
    site, report = a_site(**settings), Report()
    planned, _ = pages.plan(found, site, everything(found), report)
    return pages.navigation(site, {page.path for page in planned}, report), report


def test_the_masthead_leaves_out_default_links_to_missing_pages():
    with_about, without = navigation()[0], navigation(replace(SMALL, standalone=()))[0]
    assert set(with_about) - set(without) == {("About", "about.html")}


def test_an_empty_navigation_has_no_links():
    assert navigation(navigation=())[0] == ()


@pytest.mark.parametrize(
    ("address", "way_out"),
    [
        ("contact.html", "create content/pages/contact.md, or remove the link"),
        ("our-lab.html", "create content/pages/our-lab.md, or remove the link"),
        ("Our Lab.html", "correct it, or remove the link"),
        ("people/us.html", "correct it, or remove the link"),
        ("trending.html", "did you mean 'papers/trending.html'?"),
        ("about", "did you mean 'about.html'?"),
        ("feeds.xml", "did you mean 'feed.xml'?"),
        ("zebra.xml", "correct it, or remove the link"),
    ],
)
def test_a_navigation_link_to_a_missing_page_says_how_to_create_it(address, way_out):
    _, report = navigation(navigation=(("A", address),))
    assert list(map(str, report.errors)) == [f"site.yaml: navigation: there is no page {address}; {way_out}"]


def test_a_navigation_link_to_a_missing_page_is_an_error():
    links, report = navigation(navigation=(("A", "abuot.html"), ("B", "https://b.example"), ("C", "feed.xml")))
    assert links == (("B", "https://b.example"), ("C", "feed.xml"))
    assert list(map(str, report.errors)) == [
        "site.yaml: navigation: there is no page abuot.html; did you mean 'about.html'?"
    ]


def test_a_page_about_a_thing_whose_changes_are_unknown_is_an_error(monkeypatch):
    """A rebuild would never draw it again."""
    page = Page("venues/a.html", "a.html", {}, Ref("venue", "a"))
    monkeypatch.setattr(standalone, "pages", lambda *_: iter([page]))
    _, report = plan()
    assert [str(problem) for problem in report.errors] == [
        "gazette/pages/standalone.py: venues/a.html is about a 'venue', and a build does not know when that changes; "
        "leave out `about`, or use one of: paper, day, tag, author, org, week, month, year, digest, asset, search"
    ]


def test_pages_of_affected_things_and_of_the_whole_archive_are_planned_again():
    planned, unchanged = pages.plan(SMALL, a_site(), Affected(frozenset([Ref("tag", "x")])), Report())
    paths = {page.path for page in planned}
    assert {"tags/x.html", "tags/x.xml", "index.html"} <= paths
    assert not {"papers/a.html", "papers/date/2025-08-20.html"} & paths
    assert unchanged == frozenset()


def test_a_page_that_is_certainly_unchanged_is_not_planned_but_its_path_is_known(monkeypatch):
    monkeypatch.setattr(standalone, "pages", lambda *_: iter([UnchangedPage("old.html", Ref("tag", "x"))]))
    found = pages.plan(SMALL, a_site(), Affected(frozenset()), Report())
    assert found.unchanged == {"old.html"}
    assert "old.html" not in {page.path for page in found.pages}


@pytest.mark.parametrize("kind", pages.kinds(), ids=lambda kind: kind.__name__.rpartition(".")[2])
def test_every_kind_of_page_has_a_test_file(kind):
    name = kind.__name__.rpartition(".")[2]
    assert Path(__file__).with_name(f"test_{name}.py").is_file()

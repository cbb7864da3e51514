"""All pages together: each path once, the kinds that are left out, the masthead; and the plainest kinds."""

import pytest
from msgspec.structs import replace

from gazette import pages
from gazette.core.errors import Report
from gazette.core.model import Archive, Asset, Page, Ref, StandalonePage
from gazette.pages import headers, missing, robots, standing, static
from tests import make
from tests.make import AUG_20, a_listing, a_site, an_entry, merged, shows

ABOUT = StandalonePage("about", "About", "")
SMALL = replace(merged([a_listing(AUG_20, an_entry("A", tags=("x",)))]), standalone=(ABOUT,))


def plan(found: Archive = SMALL, **settings):
    report = Report()
    return make.planned(found, a_site(**settings), report), report


def paths(found: Archive = SMALL, **settings) -> set[str]:
    planned, report = plan(found, **settings)
    assert not report.errors
    return {page.path for page in planned}


def test_every_page_has_a_path_of_its_own():
    planned, report = plan()
    assert len({page.path.casefold() for page in planned}) == len(planned)
    assert not report.errors


def test_a_site_has_its_pages():
    expected = "index.html 404.html about.html tags/index.html tags/x.html papers/a.html papers/date/2025-08-20.html"
    assert paths() >= {*expected.split(), "feed.xml", "sitemap.xml", "robots.txt", "_headers"}


@pytest.mark.parametrize("name", ["404.html", "FEED.xml", "Index.html"])
def test_two_that_want_one_path_are_told(name):
    _, report = plan(replace(SMALL, assets=(Asset(name, b""),)))
    [problem] = report.errors
    assert problem.path == "site.yaml"
    assert f"{name} is wanted by " in problem.what


def test_a_file_where_a_folder_is_wanted_is_told():
    _, report = plan(replace(SMALL, assets=(Asset("papers", b""),)))
    assert [problem.path for problem in report.errors] == ["site.yaml"]


@pytest.mark.parametrize(("kind", "path"), [("feed", "feed.xml"), ("paper", "papers/a.html"), ("tag", "tags/x.html")])
def test_a_kind_may_be_left_out(kind, path):
    assert paths() - paths(leave_out=(kind,)) >= {path}


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("feeds", "leave_out: no kind 'feeds'; did you mean 'feed'?"),
        ("home", "leave_out: 'home' cannot be left out"),
        ("static", "leave_out: 'static' cannot be left out"),
    ],
)
def test_a_kind_that_is_none_or_is_needed_cannot_be_left_out(kind, said):
    assert str(plan(leave_out=(kind,))[1].errors[0]).startswith(f"site.yaml: {said}")


def navigation(found: Archive = SMALL, **settings):
    site, report = a_site(**settings), Report()
    return pages.navigation(site, {page.path for page in make.planned(found, site, report)}, report), report


def test_the_masthead_passes_over_what_the_site_does_not_hold():
    with_about, without = navigation()[0], navigation(replace(SMALL, standalone=()))[0]
    assert set(with_about) - set(without) == {("About", "about.html")}


def test_what_the_masthead_was_asked_for_and_is_not_there_is_told():
    links, report = navigation(navigation=(("A", "abuot.html"), ("B", "https://b.example"), ("C", "feed.xml")))
    assert links == (("B", "https://b.example"), ("C", "feed.xml"))
    assert list(map(str, report.errors)) == [
        "site.yaml: navigation: there is no page abuot.html; did you mean 'about.html'?"
    ]


def test_what_a_person_wrote_has_a_page():
    assert shows(standing.pages, SMALL) == {"about.html": {"standing": ABOUT}}


def test_a_static_file_is_published_as_it_is():
    assert shows(static.pages, Archive(assets=(Asset("icons/a.svg", b"<svg/>"),))) == {
        "icons/a.svg": {"body": b"<svg/>"}
    }


@pytest.mark.parametrize(("kind", "path"), [(headers, "_headers"), (missing, "404.html"), (robots, "robots.txt")])
def test_hosts_and_crawlers_find_what_they_look_for(kind, path):
    assert list(shows(kind.pages, SMALL)) == [path]


def test_a_page_about_an_unknown_kind_of_thing_is_an_error(monkeypatch):
    """It would stay as it is when its papers change."""
    monkeypatch.setattr(standing, "pages", lambda *_: iter([Page("venues/a.html", "a.html", {}, Ref("venue", "a"))]))
    _, report = plan()
    assert [str(problem) for problem in report.errors] == [
        "gazette/pages/standing.py: venues/a.html is about a 'venue', and nothing says when that changes; "
        "leave `about` out, or name one of: paper, day, tag, author, org, week, month, year, asset"
    ]

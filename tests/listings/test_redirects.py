"""Where old addresses lead: what a person wrote, and what follows from the listings."""

import pytest
from msgspec.structs import replace

from gazette import pages
from gazette.archive import merge
from gazette.core.errors import Report
from gazette.core.model import Redirect
from gazette.listings import redirects
from tests.make import AUG_20, AUG_21, a_listing, a_site, a_source, an_entry

PATH = "content/redirects.yaml"
PAPER = "papers/2503.00001.html"
MOVED = [a_listing(AUG_20, an_entry("On Gaps")), a_listing(AUG_21, an_entry("On Gaps", arxiv="2503.00001"))]


def parse(written: str) -> tuple[tuple[Redirect, ...], list[str]]:
    report = Report()
    return redirects.parse(a_source(written, PATH), report), list(map(str, report.errors))


def whole(written: str, *listings, **settings) -> tuple[dict[str, tuple[str, str]], list[str]]:
    """The redirects of a site, as (new, gone) by their old address, and what had to be said of them."""
    report, known = Report(), merge.merge(listings or MOVED)
    written_down = redirects.parse(a_source(written, PATH), report)
    full = replace(known, redirects=written_down)
    planned = pages.plan(full, a_site(**settings), report)
    found = {page.path: page.shows for page in planned if page.template == "redirect.html"}
    return {old: (shows["new"], shows["gone"]) for old, shows in found.items()}, list(map(str, report.errors))


def test_an_old_address_leads_to_a_new_one_or_says_why_there_is_none():
    assert parse(f"a.html: {PAPER}\npapers/b.html: {{gone: ' the authors  asked for it'}}\n") == (
        (Redirect("a.html", PAPER), Redirect("papers/b.html", "", "the authors asked for it")),
        [],
    )


def test_every_redirect_knows_its_line():
    assert [each.line for each in parse("# a word\na.html: b.html\n\nc.html: d.html\n")[0]] == [2, 4]


@pytest.mark.parametrize("written", ["", "# nothing yet\n", "{}"])
def test_no_redirects_are_none(written):
    assert parse(written) == ((), [])


def test_no_file_is_no_mistake():
    assert redirects.parse(None, Report()) == ()


NOWHERE = "a.html leads nowhere; write an address, or `{gone: why}`"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        *(
            (f"a.html: {value}", NOWHERE)
            for value in ("", "''", "[b.html]", "{}", "{gone: }", "{gone: ' '}", "{new: b}")
        ),
        ("a.html: {gone: why, new: b.html}", NOWHERE),
        *(
            (f"{old}: b.html", f"{old.strip(chr(39))!r} is no address of a page; write it as papers/a-title.html")
            for old in (
                *("../a.html", "/a.html", "a//b.html", "a/./b.html", "a\\b.html", "a", "feed.xml", "'a?b.html'"),
                *("a b.html", "ä.html", "https://a.example/b.html", "''", ".html/"),
            )
        ),
        ("a.html: b.html\na.html: c.html", None),
    ],
)
def test_what_is_no_redirect_is_told_with_its_line(line, said):
    found, errors = parse(f"fine.html: {PAPER}\n{line}\n")
    assert [each.old for each in found] in ([], ["fine.html"])
    assert errors == (
        [f"{PATH}:2: {said}"] if said else [f"{PATH}:3: the key 'a.html' is repeated; keep one of them"]
    )


def test_a_file_that_is_no_mapping_is_told():
    assert parse("- a.html\n")[1] == [f"{PATH}:1: no mapping; write `old.html: new.html` lines"]


def test_an_address_too_long_for_a_disk_is_told():
    assert parse(f"{'a' * 300}.html: b.html\n")[1][0].endswith(
        "is no address of a page; write it as papers/a-title.html"
    )


# Where they lead.


def test_a_redirect_is_a_page():
    assert whole(f"a.html: {PAPER}")[0]["a.html"] == (PAPER, "")


def test_a_chain_ends_at_its_end():
    found, errors = whole(f"a.html: b.html\nb.html: c.html\nc.html: {PAPER}\n")
    assert {old: found[f"{old}.html"] for old in "abc"} == dict.fromkeys("abc", (PAPER, ""))
    assert errors == []


def test_a_chain_that_ends_at_what_is_gone_says_why():
    found, _ = whole("a.html: b.html\nb.html: c.html\nc.html: {gone: lost}\n")
    assert {old: found[f"{old}.html"] for old in "abc"} == dict.fromkeys("abc", ("", "lost"))


def test_a_redirect_may_lead_elsewhere():
    assert whole("a.html: https://a.example/b?c")[0]["a.html"] == ("https://a.example/b?c", "")


@pytest.mark.parametrize("address", ["javascript://x/%0aalert(1)", "data://x", "https://u@a.example/", "//a.example"])
def test_what_is_no_web_address_leads_nowhere(address):
    [said] = whole(f"a.html: '{address}'")[1]
    assert said.startswith(f"{PATH}:1: a.html leads to {address!r}, where no page is; ")


def test_a_redirect_to_nowhere_is_told_with_the_nearest_page():
    assert whole("\na.html: papers/2503.00002.html")[1] == [
        f"{PATH}:2: a.html leads to 'papers/2503.00002.html', where no page is; did you mean '{PAPER}'?"
    ]


def test_a_chain_to_nowhere_is_told_of_each_link():
    assert len(whole("a.html: b.html\nb.html: nowhere.html\n")[1]) == 2


@pytest.mark.parametrize(
    "written", ["a.html: a.html", "a.html: b.html\nb.html: a.html", "a.html: b.html\nb.html: c.html\nc.html: b.html"]
)
def test_a_circle_is_told_of_each_link_on_the_way(written):
    _, errors = whole(written)
    assert errors == [
        f"{PATH}:{line}: {'abc'[line - 1]}.html leads in a circle; let one of its addresses be a page"
        for line in range(1, written.count("\n") + 2)
    ]


@pytest.mark.parametrize("old", [PAPER, "index.html", "404.html", "archive.html", "Index.html", "papers/TRENDING.html"])
def test_a_redirect_away_from_a_page_that_exists_is_told_with_its_line(old):
    found, errors = whole(f"# a word\n{old}: papers/trending.html\n")
    assert errors[0] == f"{PATH}:2: {old} is a page that exists; remove the line"
    assert all(error.startswith(f"{PATH}:2: ") for error in errors)
    assert old not in found


def test_two_addresses_that_some_disks_take_for_one_are_told():
    assert "is wanted by redirect and by redirect" in whole(f"a.html: {PAPER}\nA.html: {PAPER}\n")[1][0]


# What follows from the listings.


def test_a_paper_that_learnt_its_id_is_found_at_its_old_address():
    assert whole("") == ({"papers/on-gaps.html": (PAPER, "")}, [])


def test_a_redirect_follows_a_paper_that_has_moved_since():
    assert whole("a.html: papers/on-gaps.html")[0]["a.html"] == (PAPER, "")
    assert whole("a.html: papers/on-gaps.html")[1] == []


def test_what_a_person_wrote_of_an_old_address_goes_before():
    assert whole("papers/on-gaps.html: {gone: two papers at once}")[0] == {
        "papers/on-gaps.html": ("", "two papers at once")
    }


def test_where_papers_have_no_pages_none_has_moved():
    assert whole("", leave_out=("paper",)) == ({}, [])


def test_an_old_address_that_another_paper_bears_now_is_its_own():
    assert whole("", *MOVED, a_listing(AUG_21, an_entry("Another", id="on-gaps"))) == ({}, [])

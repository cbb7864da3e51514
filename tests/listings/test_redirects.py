"""Redirects in redirects.yaml, and those that follow from the listings."""

import time

import pytest
from msgspec.structs import replace

from gazette.core.errors import Report
from gazette.core.model import Archive, Redirect
from gazette.listings import redirects
from tests.make import AUG_20, AUG_21, a_listing, a_site, a_source, an_entry, merged, planned

PATH = "content/redirects.yaml"
PAPER = "papers/2503.00001.html"
MOVED = [a_listing(AUG_20, an_entry("On Gaps")), a_listing(AUG_21, an_entry("On Gaps", arxiv="2503.00001"))]


def parse(written: str) -> tuple[tuple[Redirect, ...], list[str]]:
    report = Report()
    return redirects.parse(a_source(written, PATH), report), list(map(str, report.errors))


def built(written: str, *listings, **settings) -> tuple[dict[str, tuple[str, str]], list[str]]:
    """The redirects of a site, as (new, gone) by their old addresses, and the errors."""
    report = Report()
    archive = replace(merged(listings or MOVED), redirects=redirects.parse(a_source(written, PATH), report))
    found_pages = planned(archive, a_site(**settings), report)
    found = {page.path: page.shows for page in found_pages if page.template == "redirect.html"}
    return {old: (shows["new"], shows["gone"]) for old, shows in found.items()}, list(map(str, report.errors))


def test_redirect_has_a_new_address_or_a_reason():
    assert parse(f"a.html: {PAPER}\npapers/b.html: {{gone: ' the authors  asked for it'}}\n") == (
        (Redirect("a.html", PAPER), Redirect("papers/b.html", "", "the authors asked for it")),
        [],
    )


def test_redirect_has_its_line_number():
    assert [each.line for each in parse("# a comment\na.html: b.html\n\nc.html: d.html\n")[0]] == [2, 4]


@pytest.mark.parametrize("written", ["", "# nothing yet\n", "{}"])
def test_empty_file_has_no_redirects(written):
    assert parse(written) == ((), [])


def test_file_may_be_absent():
    assert redirects.parse(None, Report()) == ()


@pytest.mark.parametrize("name", [".hidden.html", "..html", "papers/.a.html", ".git/a.html", ".well-known/a.html"])
def test_a_redirect_cannot_make_a_hidden_file(name):
    found, [error] = parse(f"a.html: b.html\n{name}: index.html\n")
    assert [each.old for each in found] == ["a.html"]
    assert error.startswith(f"{PATH}:2: {name!r} cannot be the address of a page: ")
    assert error.endswith(" is a hidden name, which web servers do not show; remove the line")


@pytest.mark.parametrize(
    "name", ["papers/con.html", "CON.html", "aux.tar.html", "lpt1.html", "nul/a.html", "a./b.html", "conin$.html"]
)
def test_a_redirect_cannot_make_a_file_that_windows_reserves(name):
    found, [error] = parse(f"{name}: index.html\n")
    assert found == ()
    assert error.startswith(f"{PATH}:1: {name!r} cannot be the address of a page: ")
    assert error.endswith(" is a name that Windows reserves; remove the line")


@pytest.mark.parametrize(
    "name", ["console.html", "a.con.html", "papers/conference.html", "lpt10.html", "nulls/a.b.html"]
)
def test_names_that_only_resemble_reserved_ones_are_allowed(name):
    assert parse(f"{name}: index.html\n")[1] == []


WAY_OUT = "write it like papers/a-title.html or tags/a-tag.xml"
NO_ADDRESS = "a.html has no new address; write one, or the reason as `{gone: the authors asked for it}`"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        *(
            (f"a.html: {value}", NO_ADDRESS)
            for value in ("", "''", "[b.html]", "{}", "{gone: }", "{gone: ' '}", "{new: b}")
        ),
        ("a.html: {gone: why, new: b.html}", NO_ADDRESS),
        *(
            (
                f"{old}: b.html",
                f"'{old.strip(chr(39))}' is not the address of a page or a feed; {WAY_OUT}",
            )
            for old in (
                *("../a.html", "/a.html", "a//b.html", "a/./b.html", "a\\b.html", "a", "sitemap.xml", "'a?b.html'"),
                *("a b.html", "ä.html", "https://a.example/b.html", "''", ".html/"),
            )
        ),
        ("a.html: b.html\na.html: c.html", None),
    ],
)
def test_invalid_redirect_is_reported_with_its_line(line, message):
    found, errors = parse(f"fine.html: {PAPER}\n{line}\n")
    assert [each.old for each in found] in ([], ["fine.html"])
    assert errors == (
        [f"{PATH}:2: {message}"] if message else [f"{PATH}:3: the key 'a.html' is repeated; keep one of them"]
    )


def test_file_that_is_not_a_mapping_is_an_error():
    assert parse("- a.html\n")[1] == [f"{PATH}:1: the file is not a mapping; write `old.html: new.html` lines"]


def test_address_too_long_for_a_file_system_is_an_error():
    assert parse(f"{'a' * 300}.html: b.html\n")[1][0].endswith(f"is not the address of a page or a feed; {WAY_OUT}")


# Targets.


def test_redirect_becomes_a_page():
    assert built(f"a.html: {PAPER}")[0]["a.html"] == (PAPER, "")


def test_chain_of_redirects_leads_to_its_end():
    found, errors = built(f"a.html: b.html\nb.html: c.html\nc.html: {PAPER}\n")
    assert {old: found[f"{old}.html"] for old in "abc"} == dict.fromkeys("abc", (PAPER, ""))
    assert errors == []


def test_chain_that_ends_at_a_removed_page_gives_the_reason():
    found, _ = built("a.html: b.html\nb.html: c.html\nc.html: {gone: lost}\n")
    assert {old: found[f"{old}.html"] for old in "abc"} == dict.fromkeys("abc", ("", "lost"))


def test_redirect_to_another_site():
    assert built("a.html: https://a.example/b?c")[0]["a.html"] == ("https://a.example/b?c", "")


@pytest.mark.parametrize("address", ["javascript://x/%0aalert(1)", "data://x", "https://u@a.example/", "//a.example"])
def test_unsafe_address_is_an_error(address):
    [error] = built(f"a.html: '{address}'")[1]
    assert error.startswith(f"{PATH}:1: a.html redirects to {address!r}, which does not exist; ")


def test_missing_target_is_reported_with_the_nearest_page():
    assert built("\na.html: papers/2503.00002.html")[1] == [
        f"{PATH}:2: a.html redirects to 'papers/2503.00002.html', which does not exist; did you mean '{PAPER}'?"
    ]


def test_missing_target_is_reported_for_every_redirect_of_a_chain():
    assert len(built("a.html: b.html\nb.html: nowhere.html\n")[1]) == 2


@pytest.mark.parametrize(
    "written", ["a.html: a.html", "a.html: b.html\nb.html: a.html", "a.html: b.html\nb.html: c.html\nc.html: b.html"]
)
def test_circle_is_reported_for_every_redirect_that_leads_into_it(written):
    _, errors = built(written)
    assert errors == [
        f"{PATH}:{line}: {'abc'[line - 1]}.html redirects in a circle; point one of its redirects to a page"
        for line in range(1, written.count("\n") + 2)
    ]


@pytest.mark.parametrize("old", [PAPER, "index.html", "404.html", "archive.html", "Index.html", "papers/TRENDING.html"])
def test_redirect_from_an_existing_page_is_an_error(old):
    found, errors = built(f"# a comment\n{old}: papers/trending.html\n")
    assert errors[0] == f"{PATH}:2: {old} is the address of an existing page; remove the line"
    assert all(error.startswith(f"{PATH}:2: ") for error in errors)
    assert old not in found


def test_addresses_that_differ_only_in_case_are_an_error():
    assert "(kinds redirect and redirect)" in built(f"a.html: {PAPER}\nA.html: {PAPER}\n")[1][0]


# Redirects that follow from the listings.


def test_paper_that_gets_an_id_is_redirected_from_its_old_address():
    assert built("") == ({"papers/on-gaps.html": (PAPER, "")}, [])


def test_redirect_to_a_paper_that_moved_leads_to_its_new_address():
    assert built("a.html: papers/on-gaps.html")[0]["a.html"] == (PAPER, "")
    assert built("a.html: papers/on-gaps.html")[1] == []


def test_redirect_in_the_file_takes_precedence():
    assert built("papers/on-gaps.html: {gone: two papers at once}")[0] == {
        "papers/on-gaps.html": ("", "two papers at once")
    }


def test_no_redirects_of_papers_if_papers_are_left_out():
    assert built("", leave_out=("paper",)) == ({}, [])


def test_no_redirect_from_an_address_that_another_paper_has_now():
    assert built("", *MOVED, a_listing(AUG_21, an_entry("Another", id="on-gaps"))) == ({}, [])


# Feeds.


TAGGED = a_listing(AUG_20, an_entry("A", tags=("rl",)))


def feeds_of(written: str) -> tuple[dict[str, object], list[str]]:
    """What the feeds at old addresses show, and the errors."""
    report = Report()
    archive = replace(merged([TAGGED]), redirects=redirects.parse(a_source(written, PATH), report))
    found = {page.path: page.shows for page in planned(archive, a_site(), report) if page.template == "feed.xml"}
    return found, list(map(str, report.errors))


def test_a_feed_at_an_old_address_is_the_feed_at_the_new_one():
    found, errors = feeds_of("tags/old.xml: b.xml\nb.xml: tags/rl.xml\n")
    assert errors == []
    for old in ("tags/old.xml", "b.xml"):
        assert found[old]["notice"][1] == "This feed has a new address"
        assert {**found[old], "notice": ()} == found["tags/rl.xml"]


def test_a_feed_that_is_gone_says_why():
    found, errors = feeds_of("tags/old.xml: {gone: a mistake}\n")
    assert (found["tags/old.xml"]["notice"][1:], errors) == (("This feed has ended", "a mistake"), [])


@pytest.mark.parametrize("new", ["tags/rl.html", "https://a.example/feed.xml", "tags/rls.xml", "sitemap.xml"])
def test_a_feed_leads_only_to_a_feed_of_this_site(new):
    [error] = feeds_of(f"tags/old.xml: {new}\n")[1]
    assert error.startswith(f"{PATH}:1: tags/old.xml redirects to {new!r}, which is not a feed of this site; ")


def test_a_feed_that_exists_cannot_be_redirected():
    assert feeds_of("tags/rl.xml: feed.xml\n")[1] == [
        f"{PATH}:1: tags/rl.xml is the address of an existing page; remove the line"
    ]


@pytest.mark.parametrize("order", [1, -1])
def test_a_long_chain_is_followed_at_once(order):
    chain = [Redirect(f"{number}.html", f"{number + 1}.html", "", PATH, 1) for number in range(50_000)]
    started = time.process_time()
    found = list(redirects.resolve(Archive(redirects=tuple(chain[::order]))))
    assert {each.new for each in found} == {"50000.html"}
    assert time.process_time() - started < 2


def test_only_the_first_missing_targets_are_reported_with_the_nearest_page():
    lines = [f"{number}.html: papers/tending.html" for number in range(redirects.MAX_SUGGESTIONS + 5)]
    _, errors = built("\n".join(lines))
    ends = [error.partition("; ")[2] for error in errors]
    assert ends[:1] == ["did you mean 'papers/trending.html'?"] and ends[-1] == "use one that exists"
    assert len(errors) == len(lines)

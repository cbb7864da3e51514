"""Links in Markdown that lead nowhere are reported with their file and line, at every build and by `check`."""

import json

import pytest

from gazette.publishing import dead_links
from tests import site

LISTING = """\
---
date: 2025-03-12
---

See [this](about.html) and [a site](https://a.example/b#c).
{introduction}

## A Small Paper
- arxiv: 2503.00009

An abstract is no Markdown: [brackets](papers/none.html).

> A note.
> {note}
"""
ABOUT = "---\ntitle: About\n---\n\nSee [the start](index.html) and [its end](index.html#recent).\n\n{body}\n"


def a_site(tmp_path, introduction="", note="", body="", **files):
    source = site.a_source(tmp_path / "source")
    listing = LISTING.format(introduction=introduction, note=note)
    about = ABOUT.format(body=body)
    site.write(source, {"content/2025-03-12.md": listing, "content/pages/about.md": about, **files})
    return source


def warnings(capsys, source, *words):
    """The lines about dead links that a command prints, without the word before them."""
    assert site.command(*(words or ("build",)), "--source", source) == 0
    lines = capsys.readouterr().err.replace(": warning: ", ": ").splitlines()  # as `check` prints them
    lines = [line.removeprefix("warning: ") for line in lines]
    return [line for line in lines if line.startswith("content/") and any(words in line for words in ABOUT_LINKS)]


ABOUT_LINKS = ("has no page", "has no part", "not an address", "does not say which page")
NOWHERE = "the site has no page 'papers/none.html'; write the address of a page, from the root of the site"
NO_PART = "the page index.html has no part 'none'; correct what follows the `#`, or remove it"


@pytest.mark.parametrize(
    ("markdown", "message"),
    [
        ("[x](papers/none.html)", NOWHERE),
        ('[x](<papers/none.html> "A title")', NOWHERE),
        ("[x](papers/none.html#a)", NOWHERE),
        ("[x](index.html#none)", NO_PART),
        ("[x](about.html#none)", NO_PART.replace("index", "about")),
        ("[x](about.html#abstract)", NO_PART.replace("index", "about").replace("none", "abstract")),
        ("[x](#none)", "the link '#none' does not say which page; write the address of the page before the `#`"),
        (
            "[x](ftp://a.example/)",
            "'ftp://a.example/' is not an address that Gazette links to; write one that begins with https://",
        ),
        (
            "[x](//a.example/)",
            "'//a.example/' is not an address that Gazette links to; write one that begins with https://",
        ),
    ],
)
@pytest.mark.parametrize(
    ("place", "where"),
    [
        ("introduction", "content/2025-03-12.md:6"),
        ("note", "content/2025-03-12.md:14"),
        ("body", "content/pages/about.md:7"),
    ],
)
def test_a_dead_link_is_reported_with_its_file_and_line(place, where, markdown, message, tmp_path, capsys):
    source = a_site(tmp_path, **{place: markdown})
    assert warnings(capsys, source) == [f"{where}: {message}"]
    assert site.broken_links(source / "public") == []


@pytest.mark.parametrize(
    "address",
    [
        *(
            "about.html",
            "about.html#main",
            "about.html#top",
            "index.html#follow",
            "archive.html#y2025",
            "archive.html#m2025-03",
        ),
        *("papers/2503.00001.html#abstract", "papers/date/2025-03-10.html#p-2503.00001"),
        *("feed.xml", "feed.xml#x", "https://a.example/#x"),
    ],
)
def test_a_link_to_a_page_or_a_part_of_it_is_not_reported_and_stays(address, tmp_path, capsys):
    source = a_site(tmp_path, body=f"[x]({address})")
    assert warnings(capsys, source) == []
    assert f'href="{address}"' in (source / "public/about.html").read_text("utf-8")


def test_a_dead_link_is_shown_as_text_with_its_address(tmp_path):
    source = a_site(tmp_path, body="[here](index.html#none)")
    site.build(source)
    assert "<em>here</em> (index.html#none)" in (source / "public/about.html").read_text("utf-8")


def test_a_link_is_reported_at_each_line_that_has_it(tmp_path, capsys):
    dead = "[x](papers/none.html)"
    found = warnings(capsys, a_site(tmp_path, introduction=dead, note=dead, body=f"{dead}\n{dead}"))
    assert [line.removesuffix(f": {NOWHERE}") for line in found] == [
        *("content/2025-03-12.md:6", "content/2025-03-12.md:14"),
        *("content/pages/about.md:7", "content/pages/about.md:8"),
    ]


def test_a_link_in_a_note_of_a_json_listing_is_reported(tmp_path, capsys):
    papers = [{"title": "A", "note": "[x](papers/none.html)"}]
    listing = json.dumps({"date": "2025-03-14", "papers": papers}, indent=1)
    source = site.a_source(tmp_path / "source")
    site.write(source, {"content/2025-03-14.json": listing})
    assert warnings(capsys, source) == [f"content/2025-03-14.json:6: {NOWHERE}"]


def test_a_link_that_is_written_with_references_is_reported_without_a_line(tmp_path, capsys):
    source = a_site(tmp_path, body="[x](papers&#47;none.html)")
    assert warnings(capsys, source) == [f"content/pages/about.md: {NOWHERE}"]


def test_warnings_are_repeated_while_the_link_is_dead_whatever_else_changes(tmp_path, capsys):
    source = a_site(tmp_path, introduction="[x](papers/none.html)")
    expected = [f"content/2025-03-12.md:6: {NOWHERE}"]
    assert warnings(capsys, source) == expected
    assert warnings(capsys, source) == expected
    site.write(source, {"content/2025-03-20.md": "## Another\n"})
    assert warnings(capsys, source) == expected
    listing = (source / "content/2025-03-12.md").read_text("utf-8")
    site.write(source, {"content/2025-03-12.md": listing.replace("\n\nSee", "\n\n\n\nSee")})
    assert warnings(capsys, source) == [f"content/2025-03-12.md:8: {NOWHERE}"]
    site.write(source, {"content/2025-03-21.md": "## A page of that name\n- id: none\n"})
    assert warnings(capsys, source) == []


def test_a_part_that_a_template_gains_or_loses_changes_the_pages_that_link_to_it(tmp_path, capsys):
    source = a_site(tmp_path, note="[x](about.html#team)")
    template = "{% extends '_base.html' %}{% block main %}<p id='team'>Us</p>{{ page.body | markdown }}{% endblock %}"
    assert len(warnings(capsys, source)) == 1
    for files, count in (({"templates/standalone.html": template}, 0), ({"templates/standalone.html": "Us"}, 1)):
        site.write(source, files)
        assert len(warnings(capsys, source)) == count
        assert site.differences(site.files(source / "public"), site.clean_build(source)) == []


@pytest.mark.parametrize("built", [False, True])
def test_check_reports_what_a_build_reports(built, tmp_path, capsys):
    source = a_site(tmp_path, *["[x](papers/none.html)"] * 3)
    expected = warnings(capsys, source) if built else []
    if built:
        site.write(source, {"content/2025-03-20.md": "## Another\n"})
    assert len(warnings(capsys, source, "check")) == 3
    assert not built or warnings(capsys, source, "check") == expected


def test_a_day_that_only_the_home_page_shows_is_searched_for_its_links(tmp_path, capsys):
    source = a_site(tmp_path, introduction="[x](papers/none.html)")
    site.write(source, {"site.yaml": f"{site.SETTINGS}leave_out: [day]\n"})
    assert f"content/2025-03-12.md:6: {NOWHERE}" in warnings(capsys, source)


def test_a_dead_link_in_the_note_of_a_withdrawal_is_reported_by_builds_and_by_check(tmp_path, capsys):
    notice = "## First\n- id: first\n- withdrawn: 2025-03-20: an error\n\n> See [x](papers/none.html).\n"
    source = a_site(tmp_path, **{"content/2025-03-19.md": "## First\n- id: first\n", "content/2025-03-20.md": notice})
    assert warnings(capsys, source) == warnings(capsys, source, "check") == [f"content/2025-03-20.md:5: {NOWHERE}"]


def test_a_file_with_many_dead_links_is_searched_once(tmp_path, capsys, monkeypatch):
    papers = "".join(f"## Paper {at}\n- id: p{at}\n\n> [x](none-{at}.html)\n\n" for at in range(100))
    source, searched = a_site(tmp_path, **{"content/2025-03-20.md": papers}), []
    find = dead_links._targets
    monkeypatch.setattr(dead_links, "_targets", lambda rows, listing: searched.append(1) or find(rows, listing))
    assert len(warnings(capsys, source)) == 100
    assert len(searched) == 1

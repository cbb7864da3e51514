"""The build of every day: it takes the short way, and ends where the long one would."""

from datetime import date
from pathlib import Path

import pytest

import build as table_of_contents
from gazette import render
from gazette.errors import Mistakes, Report
from tests import site

SETTINGS = site.SETTINGS + "authors:\n  minimum: 2\ndescription: Of small things.\n"
NEW_DAY = "## On Tides\n- arxiv: 2503.00009\n- authors: Cy Third\n- tags: tides, theory\n- votes: 4\n\nWater moves.\n"


@pytest.fixture
def source(tmp_path):
    source = site.a_source(tmp_path / "source", settings=SETTINGS)
    site.build(source)
    return source


@pytest.fixture
def short_way(source, monkeypatch):
    """Once there is a site, whoever goes the long way is told."""

    def refuse(*_):
        raise AssertionError("the whole was read")

    monkeypatch.setattr(table_of_contents.content, "read", refuse)


def as_clean(source: Path, monkeypatch=None, **asked) -> list[str]:
    """Build, by the short way if it is watched; the names under which the site is not what a clean build gives."""
    site.build(source, **asked)
    if monkeypatch:
        monkeypatch.undo()
    return site.differing(site.clean(source, **asked), site.files(source / "public"))


FIRST, SECOND = "content/2025-03-10.md", "content/2025-03-12.md"
EDITS = {
    "a new day": {"content/2025-03-14.md": NEW_DAY},
    "a day before all others": {"content/2024-12-31.md": NEW_DAY},
    "a day in a gap": {"content/2025-03-11.md": NEW_DAY},
    "a second listing of a day": {"content/2025-03-12-b.md": NEW_DAY},
    "a quiet day": {"content/2025-03-14.md": "---\nquiet: true\n---\n\nNothing today.\n"},
    "an edited abstract": {SECOND: site.LISTINGS[SECOND].replace("missing", "lost")},
    "a paper taken out": {SECOND: site.LISTINGS[SECOND].split("## On Gaps")[0]},
    "other votes and ranks": {SECOND: "## On Gaps\n- id: gaps\n- votes: 30\n- tags: bandits\n\n" + NEW_DAY},
    "a paper listed again": {"content/2025-03-14.md": "## On Gaps\n- id: gaps\n- votes: 9\n"},
    "a tag that gets its page": {"content/2025-03-14.md": NEW_DAY, "content/2025-03-15.md": "## T\n- tags: tides\n"},
    "an author who gets a page": {"content/2025-03-14.md": "## More\n- authors: Ada Example\n"},
    "a page that Markdown leads to": {
        "content/2025-03-14.md": "## Later\n- arxiv: 2503.00007\n\n> See [it](papers/on-gaps.html).\n"
    },
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS.keys())
@pytest.mark.usefixtures("short_way")
def test_an_edit_is_built_by_the_short_way_and_undone_by_it(edit, source, monkeypatch):
    site.write(source, edit)
    assert as_clean(source, monkeypatch) == []
    for name in edit.keys() - site.LISTINGS.keys():
        (source / name).unlink()
    site.write(source, {name: site.LISTINGS[name] for name in edit.keys() & site.LISTINGS.keys()})
    assert as_clean(source) == []
    assert site.build(source).changed == []


@pytest.mark.usefixtures("short_way")
def test_a_day_taken_away_is_built_by_the_short_way(source, monkeypatch):
    (source / SECOND).unlink()
    assert as_clean(source, monkeypatch) == []
    site.write(source, {SECOND: site.LISTINGS[SECOND]})
    assert as_clean(source) == []


def test_a_day_that_first_spelt_a_tag_takes_its_spelling_along(source):
    site.write(source, {SECOND: site.LISTINGS[SECOND].replace("bandits", "Bandits")})
    site.build(source)
    (source / FIRST).unlink()
    assert as_clean(source) == []
    assert b"Bandits" in (source / "public/papers/gaps.html").read_bytes()
    site.write(source, {FIRST: site.LISTINGS[FIRST]})
    assert as_clean(source) == []
    assert b"Bandits" not in (source / "public/papers/gaps.html").read_bytes()


@pytest.mark.usefixtures("short_way")
def test_a_page_whose_markdown_leads_to_what_comes_is_drawn_again(source, monkeypatch):
    monkeypatch.undo()
    site.write(source, {"content/pages/about.md": "See [tides](papers/2503.00009.html).\n"})
    site.build(source)
    assert b"<em>tides" in (source / "public/about.html").read_bytes()
    monkeypatch.setattr(table_of_contents.content, "read", lambda *_: 1 / 0)
    site.write(source, {"content/2025-03-14.md": NEW_DAY})
    assert as_clean(source, monkeypatch) == []
    assert b'href="papers/2503.00009.html"' in (source / "public/about.html").read_bytes()
    (source / "content/2025-03-14.md").unlink()
    assert as_clean(source) == []


def test_an_address_that_two_papers_want_is_told_from_the_whole(source):
    site.write(source, {"content/2025-03-14.md": "## Gaps\n\nAnother.\n"})
    assert as_clean(source) == []
    assert len(list((source / "public/papers").glob("gaps*.html"))) == 2


def test_a_paper_that_learns_its_id_leaves_its_old_address_behind(source):
    site.write(source, {"content/2025-03-14.md": "## Only a Title Is Valid Too\n- arxiv: 2503.00042\n"})
    assert as_clean(source) == []
    assert b"moved" in (source / "public/papers/only-a-title-is-valid-too.html").read_bytes()


def test_a_mistake_changes_nothing_and_the_next_build_is_right(source):
    before = site.files(source / "public")
    site.write(source, {"content/2025-03-14.md": "## A\n- votes: many\n"})
    with pytest.raises(Mistakes, match=r"content/2025-03-14\.md:2: votes"):
        site.build(source)
    assert site.files(source / "public") == before
    site.write(source, {"content/2025-03-14.md": NEW_DAY})
    assert as_clean(source) == []


def test_a_failure_while_drawing_leaves_what_the_next_build_can_trust(source, monkeypatch):
    before = site.files(source / "public")
    site.write(source, {"content/2025-03-14.md": NEW_DAY})
    draw = render.Renderer.draw

    def fail(self, page):
        if page.path == "index.html":
            raise OSError("no more")
        return draw(self, page)

    monkeypatch.setattr(render.Renderer, "draw", fail)
    with pytest.raises(OSError, match="no more"):
        site.build(source)
    monkeypatch.undo()
    assert site.files(source / "public") == before
    assert as_clean(source) == []


@pytest.mark.usefixtures("short_way")
def test_a_day_that_is_held_back_stays_so(source, monkeypatch):
    monkeypatch.undo()
    until = date(2025, 3, 12)
    site.build(source, until=until)
    monkeypatch.setattr(table_of_contents.content, "read", lambda *_: 1 / 0)
    site.write(source, {"content/2025-03-14.md": NEW_DAY, SECOND: site.LISTINGS[SECOND] + "\n## Late\n"})
    assert as_clean(source, monkeypatch, until=until) == []
    assert not (source / "public/papers/2503.00009.html").exists()
    assert as_clean(source) == []


@pytest.mark.usefixtures("short_way")
def test_warnings_of_files_that_did_not_change_are_told_again(source, monkeypatch):
    monkeypatch.undo()
    site.write(source, {"content/photo.png": b"\x89", "content/2025-03-09.md": "##odd\n\n## Even\n- colour: red\n"})
    told = []
    for number in range(3):
        report = Report()
        table_of_contents.build(site.order(source), report)
        told.append(list(map(str, report.warnings)))
        monkeypatch.setattr(table_of_contents.content, "read", lambda *_: 1 / 0)
        site.write(source, {f"content/2025-04-0{number + 1}.md": NEW_DAY.replace("00009", f"0010{number}")})
    assert len(told[0]) == 3
    assert told[0] == told[1] == told[2]


ODD = {
    "a file that is passed over": {"content/photo.png": b"\x89"},
    "a passed over file and a day": {"content/2025-03-14.md": NEW_DAY, "content/2025/photo.png": b"\x89"},
    "a listing of warnings": {"content/2025-03-11.md": "##odd\n\n## Even\n- colour: red\n"},
}


@pytest.mark.usefixtures("short_way")
@pytest.mark.parametrize("edit", ODD.values(), ids=ODD.keys())
def test_new_warnings_are_told_every_time_as_a_clean_build_tells_them(edit, source, monkeypatch):
    site.write(source, edit)
    told = [warnings(source), warnings(source)]
    monkeypatch.undo()
    wanted = warnings(source, fresh=True)
    assert wanted
    assert told == [wanted, wanted]


def warnings(source, **asked) -> list[str]:
    report = Report()
    table_of_contents.build(site.order(source, **asked), report)
    return list(map(str, report.warnings))


def test_another_build_of_the_same_output_is_noticed(source):
    """The ledger and the memory are this source's, the output somebody else's by now."""
    other = site.a_source(source.with_name("other"), {**site.LISTINGS, "content/2025-03-20.md": NEW_DAY})
    site.build(other, source / "public")
    site.write(source, {"content/2025-03-14.md": NEW_DAY})
    assert as_clean(source) == []


def test_a_memory_that_was_touched_is_not_believed(source):
    memory = source / ".gazette/memory.sqlite"
    memory.write_bytes(memory.read_bytes())
    site.write(source, {"content/2025-03-14.md": NEW_DAY})
    assert as_clean(source) == []


def a_link_to_a_listing(source):
    site.write(source.parent / "elsewhere", {"2025-03-14.md": NEW_DAY})
    (source / "content/2025-03-14.md").symlink_to(source.parent / "elsewhere/2025-03-14.md")


def a_link_in_the_place_of_a_listing(source):
    (source / SECOND).rename(source / "elsewhere.md")
    (source / SECOND).symlink_to(source / "elsewhere.md")


def a_link_to_a_folder(source):
    site.write(source.parent / "elsewhere", {"2025-03-14.md": NEW_DAY})
    (source / "content/more").symlink_to(source.parent / "elsewhere")


def a_name_that_cannot_be_shown(source):
    site.write(source, {"content/2025-03-14-\x07.md": NEW_DAY})


def a_folder_that_cannot_be_shown(source):
    site.write(source, {"content/a\\b/2025-03-14.md": NEW_DAY})


REFUSED = [
    a_link_to_a_listing,
    a_link_in_the_place_of_a_listing,
    a_link_to_a_folder,
    a_name_that_cannot_be_shown,
    a_folder_that_cannot_be_shown,
]


@pytest.mark.parametrize("put", REFUSED)
def test_what_a_clean_build_refuses_is_refused_when_it_comes_later(put, source):
    before = site.files(source / "public")
    put(source)
    with pytest.raises(Mistakes) as wanted:
        site.clean(source)
    with pytest.raises(Mistakes) as found:
        site.build(source)
    assert str(found.value) == str(wanted.value)
    assert site.files(source / "public") == before

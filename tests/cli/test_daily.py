"""The build of every day: it takes the short way, and ends where the long one would."""

from datetime import date
from pathlib import Path

import pytest

import build as table_of_contents
from gazette.cache.database import Memory
from gazette.core.errors import Mistakes, Report
from gazette.publishing.edition import Edition
from gazette.rendering import renderer
from gazette.sources import scan
from gazette.sources.changes import Glance
from tests import site

SETTINGS = site.SETTINGS + "authors:\n  minimum: 2\ndescription: Of small things.\n"
NEW_DAY = "## On Tides\n- arxiv: 2503.00009\n- authors: Cy Third\n- tags: bandits, theory\n- votes: 4\n\nWater moves.\n"


@pytest.fixture
def source(tmp_path):
    source = site.a_source(tmp_path / "source", settings=SETTINGS)
    site.build(source)
    return source


@pytest.fixture
def short_way(source, monkeypatch):
    """From when this is called, whoever goes the long way with this very source is told."""
    read = table_of_contents.files.read

    def refuse(folder, *rest):
        assert folder != source, "the whole was read"
        return read(folder, *rest)

    return lambda: monkeypatch.setattr(table_of_contents.files, "read", refuse)


@pytest.fixture
def long_way(source, monkeypatch):
    """Gives how often the whole of this very source was read."""
    read, count = table_of_contents.files.read, []

    def noted(folder, *rest):
        count.extend([folder] * (folder == source))
        return read(folder, *rest)

    monkeypatch.setattr(table_of_contents.files, "read", noted)
    return lambda: len(count)


def as_clean(source: Path, **asked) -> list[str]:
    """Build; the names under which the site is then not what a clean build gives."""
    site.build(source, **asked)
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
    "a tag that gets its page": {
        "content/2025-03-14.md": "## S\n- tags: tides\n",
        "content/2025-03-15.md": "## T\n- tags: tides\n",
    },
    "an author who gets a page": {"content/2025-03-14.md": "## More\n- authors: Ada Example\n"},
    "a page that Markdown leads to": {
        "content/2025-03-14.md": "## Later\n- arxiv: 2503.00007\n\n> See [it](papers/on-gaps.html).\n"
    },
    "the last day gone": {SECOND: None},
    "one day gone and another come": {SECOND: None, "content/2025-03-14.md": NEW_DAY},
    "a listing of another name": {SECOND: None, "content/2025-03-13.md": site.LISTINGS[SECOND]},
}


FIRST_SPELLERS = ("a day before all others", "a tag that gets its page")
"""Who spells a tag when these are gone is told from the whole."""


def save(source: Path, files: dict[str, str | None]) -> None:
    """None is a file that goes."""
    site.write(source, {name: body for name, body in files.items() if body is not None})
    for name in files.keys() - {name for name, body in files.items() if body is not None}:
        (source / name).unlink()


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_is_built_by_the_short_way_and_undone_by_it(name, source, short_way, monkeypatch):
    edit, before = EDITS[name], site.files(source / "public")
    short_way()
    save(source, edit)
    assert as_clean(source) == []
    if name in FIRST_SPELLERS:
        monkeypatch.undo()
    save(source, {name: site.LISTINGS.get(name) for name in edit})
    site.build(source)
    assert site.differing(before, site.files(source / "public")) == []


def test_a_subject_that_gets_its_page_is_linked_from_the_pages_of_all_who_wrote_on_it(source, short_way):
    papers = "## Ebb\n- authors: Cy Third\n- tags: tides\n\n## Flow\n- authors: Cy Third\n"
    site.write(source, {"content/2025-03-13.md": papers})
    site.build(source)
    short_way()
    site.write(source, {"content/2025-03-14.md": "## Neap\n- tags: tides\n"})
    assert as_clean(source) == []
    assert b"../tags/tides.html" in (source / "public/authors/cy-third.html").read_bytes()


def test_when_an_authors_page_goes_the_papers_of_the_same_day_lead_there_no_more(source, short_way):
    papers = ["## Ebb\n- authors: Cy Third\n", "## Flow\n- authors: Cy Third\n"]
    site.write(source, {"content/2025-03-13.md": "\n".join(papers)})
    site.build(source)
    short_way()
    site.write(source, {"content/2025-03-13.md": papers[0]})
    assert as_clean(source) == []
    assert b"cy-third.html" not in (source / "public/papers/ebb.html").read_bytes()


def test_when_the_first_to_spell_a_tag_goes_the_site_is_told_from_the_whole(source, long_way):
    (source / FIRST).unlink()
    assert as_clean(source) == []
    assert long_way() == 1
    assert not (source / "public/papers/date/2025-03-10.html").exists()


def test_a_day_that_first_spelt_a_tag_takes_its_spelling_along(source):
    site.write(source, {SECOND: site.LISTINGS[SECOND].replace("bandits", "Bandits")})
    site.build(source)
    (source / FIRST).unlink()
    assert as_clean(source) == []
    assert b"Bandits" in (source / "public/papers/gaps.html").read_bytes()
    site.write(source, {FIRST: site.LISTINGS[FIRST]})
    assert as_clean(source) == []
    assert b"Bandits" not in (source / "public/papers/gaps.html").read_bytes()


@pytest.mark.parametrize(
    ("page", "leads"),
    {
        "about.html": {"content/pages/about.md": "See [it](papers/2503.00009.html).\n"},
        "papers/date/2025-03-09.html": {
            "content/2025-03-09.md": "---\nquiet: true\n---\n\n[It](papers/2503.00009.html).\n"
        },
        "papers/old.html": {"content/2025-03-09.md": "## Old\n- id: old\n\n> See [it](papers/2503.00009.html#top).\n"},
    }.items(),
)
def test_a_page_whose_markdown_leads_to_what_comes_is_drawn_again(page, leads, source, short_way):
    for number in range(1, 9):  # so that it is no neighbour of the new day
        site.write(source, {f"content/2025-03-{number + 12}.md": "## Between\n"})
    site.write(source, leads)
    site.build(source)
    short_way()
    site.write(source, {"content/2025-03-28.md": NEW_DAY})
    assert as_clean(source) == []
    assert b"papers/2503.00009.html" in (source / "public" / page).read_bytes()
    assert b"<em>it" not in (source / "public" / page).read_bytes().lower()
    (source / "content/2025-03-28.md").unlink()
    assert as_clean(source) == []
    assert b"<em>it" in (source / "public" / page).read_bytes().lower()


def test_an_address_that_two_papers_want_is_told_from_the_whole(source, long_way):
    site.write(source, {"content/2025-03-14.md": "## Gaps\n\nAnother.\n"})
    assert as_clean(source) == []
    assert long_way() == 1
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


def test_an_edit_beside_a_mistake_is_no_less_an_edit_when_that_is_mended(source):
    """The build that failed has learnt the edit, but the archive that is remembered has not."""
    site.write(source, {"content/2025-03-14.md": "## A\n- votes: many\n", SECOND: EDITS["a paper taken out"][SECOND]})
    with pytest.raises(Mistakes):
        site.build(source)
    site.write(source, {"content/2025-03-14.md": NEW_DAY})
    assert as_clean(source) == []
    assert not (source / "public/papers/on-gaps.html").exists()


def test_a_failure_while_drawing_leaves_what_the_next_build_can_trust(source, monkeypatch):
    before = site.files(source / "public")
    site.write(source, {"content/2025-03-14.md": NEW_DAY})
    draw = renderer.Renderer.draw

    def fail(self, page):
        if page.path == "index.html":
            raise OSError("no more")
        return draw(self, page)

    monkeypatch.setattr(renderer.Renderer, "draw", fail)
    with pytest.raises(OSError, match="no more"):
        site.build(source)
    monkeypatch.undo()
    assert site.files(source / "public") == before
    assert as_clean(source) == []


@pytest.mark.parametrize("step", [(Memory, "keep"), (Glance, "keep"), (Edition, "_swap")])
def test_a_build_that_dies_at_its_end_leaves_what_the_next_can_trust(step, source, monkeypatch):
    def die(*_):
        raise KeyboardInterrupt

    site.write(source, {"content/2025-03-14.md": NEW_DAY})
    monkeypatch.setattr(*step, die)
    with pytest.raises(KeyboardInterrupt):
        site.build(source)
    monkeypatch.undo()
    (source / "content/2025-03-14.md").unlink()
    site.write(source, {"content/2025-03-15.md": NEW_DAY.replace("Tides", "Ebbs")})
    assert as_clean(source) == []


def test_a_tag_and_an_author_get_their_pages_and_lose_them(source, short_way, monkeypatch):
    made = source / "public/tags/tides.html", source / "public/authors/ada-example.html"
    short_way()
    save(source, EDITS["a tag that gets its page"] | EDITS["an author who gets a page"])
    site.write(source, {"content/2025-03-16.md": "## S\n- tags: tides\n- authors: Ada Example\n"})
    assert as_clean(source) == []
    assert [path.exists() for path in made] == [True, True]
    monkeypatch.undo()
    for number in (15, 16):
        (source / f"content/2025-03-{number}.md").unlink()
    (source / "content/2025-03-14.md").unlink()
    assert as_clean(source) == []
    assert [path.exists() for path in made] == [False, False]


def test_a_day_that_is_held_back_stays_so(source, short_way, monkeypatch):
    until = date(2025, 3, 12)
    site.build(source, until=until)
    short_way()
    site.write(source, {"content/2025-03-14.md": NEW_DAY, SECOND: site.LISTINGS[SECOND] + "\n## Late\n"})
    assert as_clean(source, until=until) == []
    assert not (source / "public/papers/2503.00009.html").exists()
    monkeypatch.undo()  # another order is no other day
    assert as_clean(source) == []


def test_warnings_of_files_that_did_not_change_are_told_again(source, short_way):
    site.write(source, {"content/photo.png": b"\x89", "content/2025-03-09.md": "##odd\n\n## Even\n- colour: red\n"})
    site.write(source, {"content/2025-03-11.md": "## Uneven\n- colour: blue\n"})
    told = []
    for number in range(3):
        report = Report()
        table_of_contents.build(site.options(source), report)
        told.append(list(map(str, report.warnings)))
        short_way()
        site.write(source, {f"content/2025-04-0{number + 1}.md": NEW_DAY.replace("00009", f"0010{number}")})
    assert len(told[0]) == 4
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
    table_of_contents.build(site.options(source, **asked), report)
    return list(map(str, report.warnings))


def test_another_build_of_the_same_output_is_noticed(source):
    """The ledger and the memory are this source's, the output somebody else's by now."""
    other = site.a_source(source.with_name("other"), {**site.LISTINGS, "content/2025-03-20.md": NEW_DAY})
    site.build(other, source / "public")
    site.write(source, {"content/2025-03-14.md": NEW_DAY})
    assert as_clean(source) == []


def test_another_build_of_the_same_output_is_noticed_even_after_the_glance(source, monkeypatch):
    other = site.a_source(source.with_name("other"), {**site.LISTINGS, "content/2025-03-20.md": NEW_DAY})
    build = table_of_contents.daily.build

    def late(job):
        monkeypatch.undo()
        site.build(other, source / "public")
        return build(job)

    site.write(source, {"content/2025-03-14.md": "## Other\n"})
    monkeypatch.setattr(table_of_contents.daily, "build", late)
    assert as_clean(source) == []


def test_a_memory_of_another_time_is_not_believed(source):
    memory = source / ".gazette/memory.sqlite"
    old = memory.read_bytes()
    site.write(source, {"content/2025-03-14.md": NEW_DAY})
    site.build(source)
    memory.write_bytes(old)
    site.write(source, {"content/2025-03-15.md": "## Other\n"})
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


# What cannot be looked at is no absence.


@pytest.mark.parametrize("failing", ["content/2025", "content/2025/2025-03-14.md"])
def test_a_listing_that_cannot_be_looked_at_is_not_taken_for_gone(failing, source, monkeypatch):
    site.write(source, {"content/2025/2025-03-14.md": NEW_DAY})
    site.build(source)
    before, real = site.files(source / "public"), scan.os.scandir

    class Entry:
        """One that went away and came back, as an editor's save may."""

        def __init__(self, entry):
            self.entry = entry

        def __getattr__(self, name):
            return getattr(self.entry, name)

        def stat(self, **asked):
            raise FileNotFoundError if "2025-03-14" in self.entry.path else PermissionError

    class Entries(list):
        __enter__, __exit__ = (lambda self: self), (lambda self, *_: None)

    def scandir(path):
        if str(path) == str(source / failing):
            raise PermissionError(13, "Permission denied", str(path))
        found = real(path)
        return found if str(path) != str((source / failing).parent) else Entries(map(Entry, found))

    monkeypatch.setattr(scan.os, "scandir", scandir)
    if failing.endswith(".md"):
        site.build(source)
    else:
        with pytest.raises(Mistakes, match=r"^content/2025: the folder cannot be read: Permission denied; mend its"):
            site.build(source)
    assert site.files(source / "public") == before

import os
import stat
from pathlib import Path
from typing import ClassVar

import pytest

from gazette.core.errors import Refusal
from gazette.core.model import Page
from gazette.publishing import manifest
from gazette.publishing.edition import Edition
from tests import site


class Artist:
    """Draws what a page shows, and counts; a page's key is what it shows too."""

    links: ClassVar[dict[str, bool]] = {}

    def __init__(self):
        self.drawn = []

    def key(self, page):
        return page.shows["body"]

    def links_unchanged(self, links):
        return True

    def draw(self, page):
        self.drawn.append(page.path)
        return page.shows["body"]


def pages(files):
    return [Page(path, "", {"body": body.encode()}) for path, body in files.items()]


NOTHING = {}


def publish(output, files, drawn=NOTHING, artist=None):
    """An edition of these files, of which those in `drawn` are remembered; what was drawn, and the edition."""
    found = []
    with Edition(output, []) as edition:
        edition.fill(pages(files), artist or Artist(), drawn, remember=found.extend)
    return {path: made for path, _, made in found}, edition


def held(output):
    return {path: body.decode() for path, body in site.files(output).items() if path != manifest.NAME}


@pytest.fixture
def output(tmp_path):
    return tmp_path / "made" / "public"


def test_the_output_holds_the_pages_their_record_and_nothing_else(output):
    files = {"index.html": "home", "papers/date/2025-03-12.html": "a day"}
    _, edition = publish(output, files)
    assert held(output) == files
    assert sorted(manifest.read(output)) == sorted(files)
    assert os.listdir(output.parent) == ["public"]
    assert edition.size == len("homea day")


def test_an_edition_tells_what_changed_and_what_went(output):
    publish(output, {"same": "1", "changed": "1", "gone": "1"})
    _, edition = publish(output, {"same": "1", "changed": "2", "new": "1"})
    assert (edition.changed, edition.removed) == (["changed", "new"], ["gone"])


def test_what_is_as_it_was_is_neither_drawn_nor_written(output):
    files = {"index.html": "home", "a/b": "c"}
    drawn, _ = publish(output, files)
    stamps = site.stamps(output)
    artist = Artist()
    found, edition = publish(output, files, drawn, artist)
    assert (artist.drawn, found, edition.changed, site.stamps(output)) == ([], {}, [], stamps)


def test_what_was_forgotten_is_drawn_but_not_written(output):
    publish(output, {"index.html": "home"})
    stamps = site.stamps(output)
    artist = Artist()
    publish(output, {"index.html": "home"}, NOTHING, artist)
    assert (artist.drawn, site.stamps(output)) == (["index.html"], stamps)


def test_a_fresh_edition_is_written_whole(output):
    publish(output, {"index.html": "home"})
    (output / "index.html").write_text("spoilt")
    _, edition = publish(output, {"index.html": "home"}, None)
    assert (held(output), edition.changed) == ({"index.html": "home"}, ["index.html"])


def test_a_memory_that_lies_about_the_output_is_not_believed(output):
    drawn, _ = publish(output, {"index.html": "new"})
    publish(output, {"index.html": "old"})
    publish(output, {"index.html": "new"}, drawn)
    assert held(output) == {"index.html": "new"}


def test_folders_that_are_left_empty_go_too(output):
    publish(output, {"index.html": "1", "tags/gaps/1.html": "1"})
    publish(output, {"index.html": "1"})
    assert sorted(os.listdir(output)) == [manifest.NAME, "index.html"]


def test_a_file_may_become_a_folder_and_a_folder_a_file(output):
    for files in [{"a": "1", "b/c": "2", "b/d/e": "3"}, {"a/f": "4", "b": "5"}, {"a": "6", "b/d": "7"}]:
        publish(output, files)
        assert held(output) == files


def test_an_empty_edition_takes_all_away(output):
    publish(output, {"index.html": "1"})
    publish(output, {})
    assert held(output) == {}


def test_a_failure_while_drawing_leaves_all_as_it_was(output):
    class Clumsy(Artist):
        def draw(self, page):
            if page.path == "second":
                raise ZeroDivisionError
            return super().draw(page)

    publish(output, {"first": "1"})
    stamps = site.stamps(output)
    with pytest.raises(ZeroDivisionError):
        publish(output, {"first": "2", "second": "2"}, None, Clumsy())
    assert site.stamps(output) == stamps
    assert os.listdir(output.parent) == ["public"]


def test_a_file_is_readable_by_the_server(output):
    umask = os.umask(0o022)
    try:
        publish(output, {"index.html": "1"})
        publish(output, {"index.html": "2", "tags/index.html": "2"})
    finally:
        os.umask(umask)
    assert stat.S_IMODE((output / "index.html").stat().st_mode) == 0o644
    assert stat.S_IMODE((output / "tags").stat().st_mode) == 0o755


# Only what is Gazette's.


@pytest.mark.parametrize("path", ["../escaped", "/escaped", "a/../../escaped", "", manifest.NAME, "a\\b", "a//b"])
def test_a_path_that_leads_out_is_no_place_for_a_page(path, output, tmp_path):
    publish(output, {"index.html": "1"})
    before = site.files(tmp_path)
    with pytest.raises(Refusal, match="no place for a page"):
        publish(output, {"index.html": "2", path: "2"})
    assert site.files(tmp_path) == before


def test_files_that_others_put_beside_gazettes_stay(output):
    publish(output, {"index.html": "1", "tags/a.html": "1"})
    strange = {"CNAME": "example.org", "tags/mine.txt": "mine", "tags/.htaccess": "", "papers/x/y": "z"}
    site.write(output, strange)
    before = {path: stamp for path, stamp in site.stamps(output).items() if path.endswith(tuple(strange))}
    publish(output, {"index.html": "2", "papers/x.html": "2"})
    publish(output, {})
    assert held(output) == strange
    assert {path: site.stamps(output)[path] for path in before} == before


@pytest.mark.parametrize("strange", ["new.html", "new.html/inner", "new", "tags/new.html"])
def test_a_file_that_others_put_where_a_page_would_go_stops_the_edition(strange, output, tmp_path):
    publish(output, {"index.html": "1", "tags/a.html": "1"})
    site.write(output, {strange: "mine"})
    before = site.files(tmp_path), site.stamps(output)
    with pytest.raises(Refusal, match="move it away"):
        publish(output, {"index.html": "2", "new.html": "2", "new/a.html": "2", "tags/new.html": "2"})
    assert (site.files(tmp_path), site.stamps(output)) == before


def test_nothing_is_written_or_removed_through_a_link(output, tmp_path):
    publish(output, {"index.html": "1", "tags/a.html": "1", "tags/b.html": "1"})
    (output / "tags").rename(tmp_path / "elsewhere")
    (output / "tags").symlink_to(tmp_path / "elsewhere")
    before = site.files(tmp_path), site.stamps(output)
    for files in ({"index.html": "1", "tags/a.html": "2", "tags/b.html": "1"}, {"index.html": "1"}):
        with pytest.raises(Refusal, match="leads out of the output"):
            publish(output, files)
        assert (site.files(tmp_path), site.stamps(output)) == before


def test_a_link_in_the_place_of_a_file_is_replaced_not_followed(output, tmp_path):
    publish(output, {"index.html": "1", "gone.html": "1"})
    (tmp_path / "precious").write_text("mine")
    for name in ("index.html", "gone.html"):
        (output / name).unlink()
        (output / name).symlink_to(tmp_path / "precious")
    publish(output, {"index.html": "2"})
    assert (held(output), (tmp_path / "precious").read_text()) == ({"index.html": "2"}, "mine")


# The places that are refused, as people would name them.


def a_site(tmp_path):
    source = site.a_source(tmp_path / "source", {**site.LISTINGS, "static/notes.txt": "", "templates/_mine.html": ""})
    site.write(tmp_path / "full", {"thesis.tex": "my thesis"})
    (tmp_path / "a-link").symlink_to(tmp_path / "full")
    publish(tmp_path / "linking", {"index.html": "a site"})
    (tmp_path / "linking/tags").symlink_to(tmp_path / "full")
    return source


@pytest.mark.parametrize(
    ("output", "told"),
    [
        ("/", "no folder for a site alone"),
        ("HOME", "no folder for a site alone"),
        ("source", "holds the source"),
        (".", "holds the source"),
        ("full", r"holds thesis\.tex and no \.gazette-site"),
        ("full/thesis.tex", "is a file"),
        ("a-link", "is a symbolic link"),
        ("linking", "leads out of the output through a symbolic link"),
        ("source/content/public", "lies in the source"),
        ("source/content", "holds the source|lies in the source"),
        ("source/templates/public", "lies in the source"),
        ("source/static/public", "lies in the source"),
        ("GAZETTE/gazette/public", "lies in the source"),
        ("GAZETTE/templates/public", "lies in the source"),
        ("GAZETTE", "holds the source"),
    ],
)
def test_a_place_that_is_not_the_sites_is_refused_untouched(output, told, tmp_path, monkeypatch):
    source = a_site(tmp_path)
    home = tmp_path / "a home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    named = {"HOME": home, "/": Path("/")}.get(output) or tmp_path / output.replace("GAZETTE", str(site.ROOT))
    before = everything(tmp_path)
    with pytest.raises(Refusal, match=told):
        site.build(source, named)
    assert everything(tmp_path) == before
    assert not (site.ROOT / "gazette/public").exists()


def everything(folder):
    """What lies there, but for what builds remember."""
    return {path: body for path, body in site.files(folder).items() if ".gazette/" not in path}


# Whatever becomes of the record.


def test_a_site_whose_record_was_lost_is_nobodys(tmp_path):
    source = site.a_source(tmp_path / "source")
    site.build(source)
    (source / "public" / manifest.NAME).unlink()
    before = site.files(source / "public")
    with pytest.raises(Refusal, match="empty it, or name another folder"):
        site.build(source)
    assert site.files(source / "public") == before


def test_an_emptied_output_is_filled_again_whatever_is_remembered(tmp_path):
    source = site.a_source(tmp_path / "source")
    site.build(source)
    for path in sorted((source / "public").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    site.build(source)
    assert site.differences(site.clean_build(source), site.files(source / "public")) == []


def test_two_outputs_of_one_source_are_both_right(tmp_path):
    source = site.a_source(tmp_path / "source")
    for words in ("one", "two", "three"):
        site.write(source, {"content/2025-03-14.md": f"## {words}\n"})
        site.build(source, tmp_path / ("a" if words != "two" else "b"))
    site.build(source, tmp_path / "b")
    assert site.differences(site.files(tmp_path / "a"), site.files(tmp_path / "b")) == []


def test_what_a_dead_build_left_beside_the_output_is_cleared_away(tmp_path):
    source = site.a_source(tmp_path / "source")
    site.write(source, {".public.gazette-stage/index.html": "half", ".public.gazette-lock": ""})
    site.build(source)
    assert not list(source.glob(".public*"))


# Nothing stale, nothing orphaned.


def test_a_day_a_tag_and_a_paper_that_went_leave_no_trace(tmp_path):
    source = site.a_source(tmp_path / "source")
    site.write(source, {"content/2025-03-14.md": "## Ephemeral\n- tags: ephemera\n- authors: Eph Emeros\n"})
    site.write(source, {"content/2025-03-15.md": "## Ephemeral too\n- tags: ephemera\n"})
    site.build(source)
    assert any(b"phemer" in body for body in site.files(source / "public").values())
    for day in (14, 15):
        (source / f"content/2025-03-{day}.md").unlink()
    site.build(source)
    for path, body in site.files(source / "public").items():
        assert b"phem" not in path.encode() + body
        assert b"2025-03-14" not in path.encode() + body


@pytest.mark.parametrize("fault", range(5))
def test_a_disk_that_fills_while_pages_move_is_told_and_the_next_build_finishes(output, monkeypatch, fault):
    old, new = ({f"{n}.html": f"{word} {n}" for n in range(4)} for word in ("old", "new"))
    publish(output, old)
    replace, left = Path.replace, iter(range(fault))

    def full(self, target):
        if next(left, None) is None:
            raise OSError(28, "No space left on device", str(target))
        return replace(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", full)
        with pytest.raises((OSError, Refusal), match="No space left"):
            publish(output, new)
    assert set(held(output).values()) <= {*old.values(), *new.values()}
    publish(output, new)
    assert held(output) == new

"""A publish changes only what it must, only Gazette's files, and can be completed after a failure."""

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


class StubRenderer:
    """Draws the text of a page, which is also its key, and notes the paths."""

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


def publish(output, files, drawn=NOTHING, renderer=None):
    """Publish these files; `drawn` is what the cache has.  Returns what was drawn, and the edition."""
    found = []
    with Edition(output, []) as edition:
        edition.draw(pages(files), renderer or StubRenderer(), drawn, remember=found.extend)
    return {path: made for path, _, made in found}, edition


def published(output):
    """The text of each file in the output, without the manifest."""
    return {path: body.decode() for path, body in site.files(output).items() if path != manifest.NAME}


@pytest.fixture
def output(tmp_path):
    return tmp_path / "made" / "public"


def test_the_output_has_the_pages_the_manifest_and_nothing_else(output):
    files = {"index.html": "home", "papers/date/2025-03-12.html": "a day"}
    _, edition = publish(output, files)
    assert published(output) == files
    assert sorted(manifest.read(output)) == sorted(files)
    assert os.listdir(output.parent) == ["public"]
    assert edition.size == len("homea day")


def test_an_edition_lists_changed_and_removed_files(output):
    publish(output, {"same": "1", "changed": "1", "gone": "1"})
    _, edition = publish(output, {"same": "1", "changed": "2", "new": "1"})
    assert (edition.changed, edition.removed) == (["changed", "new"], ["gone"])


def test_pages_that_are_up_to_date_are_neither_drawn_nor_written(output):
    files = {"index.html": "home", "a/b": "c"}
    drawn, _ = publish(output, files)
    stamps = site.stamps(output)
    renderer = StubRenderer()
    found, edition = publish(output, files, drawn, renderer)
    assert (renderer.drawn, found, edition.changed, site.stamps(output)) == ([], {}, [], stamps)


def test_unchanged_pages_that_the_cache_lacks_are_drawn_but_not_written(output):
    publish(output, {"index.html": "home"})
    stamps = site.stamps(output)
    renderer = StubRenderer()
    publish(output, {"index.html": "home"}, NOTHING, renderer)
    assert (renderer.drawn, site.stamps(output)) == (["index.html"], stamps)


def test_a_fresh_edition_writes_every_page(output):
    publish(output, {"index.html": "home"})
    (output / "index.html").write_text("spoilt")
    _, edition = publish(output, {"index.html": "home"}, None)
    assert (published(output), edition.changed) == ({"index.html": "home"}, ["index.html"])


def test_a_cache_that_does_not_match_the_output_is_not_trusted(output):
    drawn, _ = publish(output, {"index.html": "new"})
    publish(output, {"index.html": "old"})
    publish(output, {"index.html": "new"}, drawn)
    assert published(output) == {"index.html": "new"}


def test_empty_folders_are_removed(output):
    publish(output, {"index.html": "1", "tags/gaps/1.html": "1"})
    publish(output, {"index.html": "1"})
    assert sorted(os.listdir(output)) == [manifest.NAME, "index.html"]


def test_a_file_can_become_a_folder_and_a_folder_a_file(output):
    for files in [{"a": "1", "b/c": "2", "b/d/e": "3"}, {"a/f": "4", "b": "5"}, {"a": "6", "b/d": "7"}]:
        publish(output, files)
        assert published(output) == files


def test_an_empty_edition_removes_every_page(output):
    publish(output, {"index.html": "1"})
    publish(output, {})
    assert published(output) == {}


def test_a_failure_while_drawing_changes_nothing(output):
    class FailingRenderer(StubRenderer):
        def draw(self, page):
            if page.path == "second":
                raise ZeroDivisionError
            return super().draw(page)

    publish(output, {"first": "1"})
    stamps = site.stamps(output)
    with pytest.raises(ZeroDivisionError):
        publish(output, {"first": "2", "second": "2"}, None, FailingRenderer())
    assert site.stamps(output) == stamps
    assert os.listdir(output.parent) == ["public"]


def test_files_are_readable_by_a_web_server(output):
    umask = os.umask(0o022)
    try:
        publish(output, {"index.html": "1"})
        publish(output, {"index.html": "2", "tags/index.html": "2"})
    finally:
        os.umask(umask)
    assert stat.S_IMODE((output / "index.html").stat().st_mode) == 0o644
    assert stat.S_IMODE((output / "tags").stat().st_mode) == 0o755


# Files that are not Gazette's.


@pytest.mark.parametrize("path", ["../escaped", "/escaped", "a/../../escaped", "", manifest.NAME, "a\\b", "a//b"])
def test_a_page_outside_the_output_is_refused(path, output, tmp_path):
    publish(output, {"index.html": "1"})
    before = site.files(tmp_path)
    with pytest.raises(Refusal, match="a page cannot have this path"):
        publish(output, {"index.html": "2", path: "2"})
    assert site.files(tmp_path) == before


def test_other_files_in_the_output_stay(output):
    publish(output, {"index.html": "1", "tags/a.html": "1"})
    foreign = {"CNAME": "example.org", "tags/mine.txt": "mine", "tags/.htaccess": "", "papers/x/y": "z"}
    site.write(output, foreign)
    before = {path: stamp for path, stamp in site.stamps(output).items() if path.endswith(tuple(foreign))}
    publish(output, {"index.html": "2", "papers/x.html": "2"})
    publish(output, {})
    assert published(output) == foreign
    assert {path: site.stamps(output)[path] for path in before} == before


@pytest.mark.parametrize("foreign", ["new.html", "new.html/inner", "new", "tags/new.html"])
def test_another_file_at_the_path_of_a_page_stops_the_edition(foreign, output, tmp_path):
    publish(output, {"index.html": "1", "tags/a.html": "1"})
    site.write(output, {foreign: "mine"})
    before = site.files(tmp_path), site.stamps(output)
    with pytest.raises(Refusal, match="move it away"):
        publish(output, {"index.html": "2", "new.html": "2", "new/a.html": "2", "tags/new.html": "2"})
    assert (site.files(tmp_path), site.stamps(output)) == before


def test_nothing_is_written_or_removed_through_a_symbolic_link(output, tmp_path):
    publish(output, {"index.html": "1", "tags/a.html": "1", "tags/b.html": "1"})
    (output / "tags").rename(tmp_path / "elsewhere")
    (output / "tags").symlink_to(tmp_path / "elsewhere")
    before = site.files(tmp_path), site.stamps(output)
    for files in ({"index.html": "1", "tags/a.html": "2", "tags/b.html": "1"}, {"index.html": "1"}):
        with pytest.raises(Refusal, match="leads out of the output"):
            publish(output, files)
        assert (site.files(tmp_path), site.stamps(output)) == before


def test_a_symbolic_link_at_the_path_of_a_page_is_replaced_not_followed(output, tmp_path):
    publish(output, {"index.html": "1", "gone.html": "1"})
    (tmp_path / "precious").write_text("mine")
    for name in ("index.html", "gone.html"):
        (output / name).unlink()
        (output / name).symlink_to(tmp_path / "precious")
    publish(output, {"index.html": "2"})
    assert (published(output), (tmp_path / "precious").read_text()) == ({"index.html": "2"}, "mine")


# Outputs that are refused.


def a_site(tmp_path):
    source = site.a_source(tmp_path / "source", {**site.LISTINGS, "static/notes.txt": "", "templates/_mine.html": ""})
    site.write(tmp_path / "full", {"thesis.tex": "my thesis"})
    (tmp_path / "a-link").symlink_to(tmp_path / "full")
    publish(tmp_path / "linking", {"index.html": "a site"})
    (tmp_path / "linking/tags").symlink_to(tmp_path / "full")
    return source


@pytest.mark.parametrize(
    ("output", "message"),
    [
        ("/", "cannot be the output"),
        ("HOME", "cannot be the output"),
        ("source", "contains the source"),
        (".", "contains the source"),
        ("full", r"contains thesis\.tex but no \.gazette-site"),
        ("full/thesis.tex", "is a file"),
        ("a-link", "is a symbolic link"),
        ("linking", "symbolic link leads out of the output"),
        ("source/content/public", "inside the source"),
        ("source/content", "contains the source|inside the source"),
        ("source/templates/public", "inside the source"),
        ("source/static/public", "inside the source"),
        ("GAZETTE/gazette/public", "inside the source"),
        ("GAZETTE/templates/public", "inside the source"),
        ("GAZETTE", "contains the source"),
    ],
)
def test_an_output_that_is_not_a_site_is_refused_and_not_changed(output, message, tmp_path, monkeypatch):
    source = a_site(tmp_path)
    home = tmp_path / "a home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    named = {"HOME": home, "/": Path("/")}.get(output) or tmp_path / output.replace("GAZETTE", str(site.ROOT))
    before = without_cache(tmp_path)
    with pytest.raises(Refusal, match=message):
        site.build(source, named)
    assert without_cache(tmp_path) == before
    assert not (site.ROOT / "gazette/public").exists()


def without_cache(folder):
    """The files of a folder, except the caches of builds."""
    return {path: body for path, body in site.files(folder).items() if ".gazette/" not in path}


# Lost manifests, emptied outputs, interrupted builds.


def test_a_site_without_its_manifest_is_refused(tmp_path):
    source = site.a_source(tmp_path / "source")
    site.build(source)
    (source / "public" / manifest.NAME).unlink()
    before = site.files(source / "public")
    with pytest.raises(Refusal, match="empty it, or choose another folder"):
        site.build(source)
    assert site.files(source / "public") == before


def test_an_emptied_output_is_built_completely_although_the_cache_knows_the_pages(tmp_path):
    source = site.a_source(tmp_path / "source")
    site.build(source)
    for path in sorted((source / "public").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    site.build(source)
    assert site.differences(site.clean_build(source), site.files(source / "public")) == []


def test_two_outputs_of_one_source_are_both_correct(tmp_path):
    source = site.a_source(tmp_path / "source")
    for words in ("one", "two", "three"):
        site.write(source, {"content/2025-03-14.md": f"## {words}\n"})
        site.build(source, tmp_path / ("a" if words != "two" else "b"))
    site.build(source, tmp_path / "b")
    assert site.differences(site.files(tmp_path / "a"), site.files(tmp_path / "b")) == []


def test_the_files_of_an_interrupted_build_are_removed(tmp_path):
    source = site.a_source(tmp_path / "source")
    site.write(source, {".public.gazette-stage/index.html": "half", ".public.gazette-lock": ""})
    site.build(source)
    assert not list(source.glob(".public*"))


# Removed content.


def test_no_page_names_a_removed_day_tag_or_paper(tmp_path):
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

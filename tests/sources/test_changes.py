"""Which files changed since they were noted, mostly without reading them."""

import os
import time

import pytest

from gazette.sources import changes
from gazette.sources.changes import compare, state_of
from tests import site

OLD = time.time() - 60


@pytest.fixture
def folder(tmp_path):
    """A folder of two files that did not change for a minute."""
    site.write(tmp_path / "in", {"a.md": "one", "deep/b.md": "two"})
    for path in (tmp_path / "in").rglob("*.md"):
        os.utime(path, (OLD, OLD))
    return tmp_path / "in"


@pytest.fixture
def settled(monkeypatch):
    """The clock is ahead, so that the times of every file can be trusted."""
    now = time.time_ns
    monkeypatch.setattr(changes.time, "time_ns", lambda: now() + 10 * changes.SETTLED)


def look(folder, known=None):
    return compare([folder], [folder.parent / "single"], known or {})


def changed(folder, known):
    return {path.removeprefix(f"{folder}/") for path in look(folder, known).changed}


def test_every_file_is_new_if_none_is_known(folder):
    assert changed(folder, {}) == {"a.md", "deep/b.md"}


def test_what_was_noted_has_not_changed(folder):
    assert changed(folder, look(folder).files) == set()


@pytest.mark.usefixtures("settled")
def test_a_file_with_new_times_and_the_same_bytes_has_not_changed(folder):
    known = look(folder).files
    os.utime(folder / "a.md")
    found = look(folder, known)
    assert found.changed == []
    assert found.files != known


def test_an_edit_of_the_same_size_a_moment_later_is_noticed(folder):
    known = look(folder).files
    (folder / "a.md").write_text("eno")
    assert changed(folder, known) == {"a.md"}


def test_a_young_file_is_read_even_if_its_times_are_the_same(folder, monkeypatch):
    """As where a clock is coarse: the same size, times and inode, and other bytes."""
    known = look(folder).files
    assert [file.settled for file in known.values()] == [False, False]
    (folder / "a.md").write_text("eno")
    monkeypatch.setattr(changes.scan, "snapshot", lambda *_: {path: file[:4] for path, file in known.items()})
    assert changed(folder, known) == {"a.md"}


@pytest.mark.usefixtures("settled")
def test_an_edit_whose_time_is_set_back_is_noticed_by_the_change_of_its_inode(folder):
    known = look(folder).files
    before = (folder / "a.md").stat()
    (folder / "a.md").write_text("eno")
    os.utime(folder / "a.md", ns=(before.st_atime_ns, before.st_mtime_ns))
    assert changed(folder, known) == {"a.md"}


@pytest.mark.usefixtures("settled")
def test_a_settled_file_is_not_read_again(folder, monkeypatch):
    known = look(folder).files
    monkeypatch.setattr(changes, "_digest", lambda path, follow: 1 / 0)
    assert changed(folder, known) == set()


def test_files_that_come_and_go_have_changed(folder):
    known = look(folder).files
    (folder / "deep/b.md").rename(folder / "c.md")
    assert changed(folder, known) == {"deep/b.md", "c.md"}


@pytest.mark.usefixtures("settled")
def test_a_link_in_a_folder_always_counts_as_changed(folder):
    """Its target can change without it."""
    (folder / "link.md").symlink_to("a.md")
    assert changed(folder, look(folder).files) == {"link.md"}


@pytest.mark.usefixtures("settled")
def test_a_single_file_may_be_a_link_and_changes_with_its_target(folder):
    (folder.parent / "single").symlink_to("in/a.md")
    known = look(folder).files
    assert changed(folder, known) == set()
    (folder / "a.md").write_text("other")
    assert changed(folder, known) == {"a.md", str(folder.parent / "single")}


@pytest.mark.usefixtures("settled")
def test_a_single_folder_changes_with_the_packages_in_it(folder):
    (folder.parent / "single/one-1.0.dist-info").mkdir(parents=True)
    known = look(folder).files
    (folder.parent / "single/other").mkdir()
    assert changed(folder, known) == set()
    (folder.parent / "single/two-2.0.dist-info").mkdir()
    assert changed(folder, known) == {str(folder.parent / "single")}


@pytest.mark.usefixtures("settled")
@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_nobody_waits_for_a_pipe(folder):
    os.mkfifo(folder / "pipe")
    assert changed(folder, look(folder).files) == {"pipe"}


def test_an_inode_fits_into_a_database(folder, monkeypatch):
    monkeypatch.setattr(changes.scan, "snapshot", lambda *_: {str(folder / "a.md"): (3, 1, 2, (1 << 64) - 1)})
    known = look(folder).files
    assert known[str(folder / "a.md")].inode < 1 << 63
    assert changed(folder, known) == set()


def test_the_state_of_one_file_or_nothing(folder):
    assert list(state_of(folder / "a.md")) == [str(folder / "a.md")]
    assert state_of(folder / "none.md") == {}


def test_an_edit_behind_a_linked_template_is_noticed(tmp_path, settled):
    template = (site.ROOT / "templates/_paper.html").read_text("utf-8")
    site.write(tmp_path, {"shared.html": template})
    source = site.a_source(tmp_path / "source")
    (source / "templates").mkdir()
    (source / "templates/_paper.html").symlink_to(tmp_path / "shared.html")
    site.build(source)
    site.write(tmp_path, {"shared.html": template.replace("PDF", "The PDF")})
    assert "papers/date/2025-03-10.html" in site.build(source).changed
    assert site.differences(site.clean_build(source), site.files(source / "public")) == []

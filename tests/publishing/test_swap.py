"""The steps of a swap can be undone, whatever was at the paths before."""

import os

import pytest

from gazette.publishing import swap
from gazette.publishing.swap import Swap
from tests import site

OLD = {"same": "1", "changed": "1", "gone": "1", "a/gone": "1", "b": "a file"}
NEW = {"changed": "2", "new": "2", "c/d/new": "2", "a/new": "2"}


@pytest.fixture
def folders(tmp_path):
    output, new, old = (tmp_path / name for name in ("output", "new", "old"))
    site.write(output, OLD)
    site.write(new, NEW)
    old.mkdir()
    return output, new, old


def take_steps(folders):
    steps = Swap(*folders)
    steps.back_up(NEW)
    for path in NEW:
        steps.move_in(path)
    for path in ("gone", "a/gone", "missing", "nowhere/missing"):
        steps.move_out(path)
    return steps


def test_files_are_added_replaced_and_removed(folders):
    take_steps(folders)
    expected = {"same": b"1", "b": b"a file"} | {path: body.encode() for path, body in NEW.items()}
    assert site.files(folders[0]) == expected


def test_undoing_gives_the_old_files_back_and_removes_new_folders(folders):
    before = site.files(folders[0]), (folders[0] / "changed").stat().st_ino
    assert take_steps(folders).undo() == 0
    assert (site.files(folders[0]), (folders[0] / "changed").stat().st_ino) == before


def test_without_hard_links_old_files_are_copied(folders, monkeypatch):
    def fail(*_, **__):
        raise OSError(1, "Operation not permitted")

    before = site.files(folders[0])
    monkeypatch.setattr(swap.os, "link", fail)
    assert take_steps(folders).undo() == 0
    assert site.files(folders[0]) == before


def test_a_symbolic_link_is_put_back_as_a_link(folders, tmp_path):
    (tmp_path / "precious").write_text("mine")
    (folders[0] / "changed").unlink()
    (folders[0] / "changed").symlink_to(tmp_path / "precious")
    before = site.files(folders[0])
    steps = take_steps(folders)
    assert (folders[0] / "changed").read_text() == "2"
    assert steps.undo() == 0
    assert site.files(folders[0]) == before
    assert (tmp_path / "precious").read_text() == "mine"


def test_a_file_becomes_a_folder_and_a_folder_a_file_and_both_are_undone(folders):
    output, new, _ = folders
    site.write(new, {"b/inner": "2"})
    before = site.files(output)
    steps = Swap(*folders)
    steps.back_up(["b/inner"])
    steps.move_out("b")
    steps.move_in("b/inner")
    steps.move_out("a/gone")
    steps.remove_folder("a")
    assert site.files(output) == {"same": b"1", "changed": b"1", "gone": b"1", "b/inner": b"2"}
    assert steps.undo() == 0
    assert site.files(output) == before


def test_undoing_stops_at_the_first_step_that_fails(folders, monkeypatch):
    steps = take_steps(folders)
    after = site.files(folders[0])

    def fail(*_):
        raise OSError(30, "Read-only file system")

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", fail)
        left = steps.undo()
    assert left > len(NEW)
    assert site.files(folders[0]) == after
    assert steps.undo() == 0

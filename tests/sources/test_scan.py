"""Every save shows in a look, and nothing that is none."""

import os

import pytest

from gazette.sources import scan
from tests import serving


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep/listing.md").write_bytes(b"as it was")
    return tmp_path


@pytest.mark.parametrize("way", serving.WAYS, ids=lambda way: way.__name__)
def test_a_look_tells_of_every_way_to_save(folder, way):
    before = scan.look([folder], [])
    way(folder / "deep/listing.md", b"as it is!")  # of the same length
    assert scan.changed(before, scan.look([folder], [])) == [str(folder / "deep/listing.md")]


def test_new_files_removed_ones_and_other_names_are_told(folder):
    before = scan.look([folder], [folder / "single.yaml"])
    (folder / "single.yaml").write_text("x")
    (folder / "deep/listing.md").rename(folder / "deep/other.md")
    after = scan.look([folder / "deep"], [folder / "single.yaml"])
    names = ("deep/listing.md", "deep/other.md", "single.yaml")
    assert scan.changed(before, after) == [str(folder / name) for name in names]


def test_hidden_files_and_what_python_compiled_are_no_saves(folder):
    before = scan.look([folder], [])
    for name in (".listing.md.swp", ".git/index", "deep/__pycache__/x.pyc"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("x")
    assert scan.look([folder, folder / "nowhere"], [folder / "nothing"]) == before


@pytest.mark.parametrize("what", ["deep", "deep/listing.md"])
def test_what_cannot_be_looked_at_is_no_more_as_it_was(what, folder, monkeypatch):
    """As a folder that may not be read, a failing disk, or no more handles: none is as if nothing were there."""
    before, real = scan.look([folder], []), os.scandir

    def failing(path):
        return real(path) if str(path) != str(folder / what) else broken()

    def broken(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(scan.os, "scandir", failing)
    if what.endswith(".md"):
        monkeypatch.setattr(scan, "_marks", broken)
    after = scan.look([folder], [])
    assert after[str(folder / what)] == scan.UNSEEN
    assert str(folder / what) in scan.changed(before, after)


def test_a_file_that_goes_while_one_looks_takes_no_other_with_it(folder, monkeypatch):
    for name in "abc":
        (folder / name).touch()
    real, told = scan._marks, []

    def gone_at_first(found):
        if not told:
            told.append(found)
            raise FileNotFoundError
        return real(found)

    monkeypatch.setattr(scan, "_marks", gone_at_first)
    assert len(scan.look([folder], [])) == 3


def looks(*several):
    """One look after the other, and the last for ever."""
    rest = list(several)
    return lambda: rest.pop(0) if len(rest) > 1 else rest[0]


def a_file(size, time=0):
    return {"a": (size, time, time, 1)}


def test_it_waits_until_nothing_changes_any_more():
    assert scan.rested(looks(a_file(1), a_file(2), a_file(3)), a_file(9)) == a_file(3)


@pytest.mark.parametrize("half", [{}, a_file(0)])
def test_for_the_second_half_of_a_save_it_waits_longer(half):
    slow = [half] * int(0.2 / scan.TICK)  # longer than it waits otherwise
    assert scan.rested(looks(*slow, a_file(2)), a_file(1)) == a_file(2)
    assert scan.rested(looks(half), a_file(1)) == half  # but not for ever

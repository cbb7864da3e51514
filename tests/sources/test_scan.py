"""Snapshots show every save, and nothing else."""

import os

import pytest

from gazette.sources import scan
from tests import serving


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep/listing.md").write_bytes(b"as it was")
    return tmp_path


@pytest.mark.parametrize("save", serving.WAYS, ids=lambda save: save.__name__)
def test_a_snapshot_shows_every_way_to_save(folder, save):
    before = scan.snapshot([folder], [])
    save(folder / "deep/listing.md", b"as it is!")  # of the same length
    assert scan.changed(before, scan.snapshot([folder], [])) == [str(folder / "deep/listing.md")]


def test_added_removed_and_renamed_files_are_changes(folder):
    before = scan.snapshot([folder], [folder / "single.yaml"])
    (folder / "single.yaml").write_text("x")
    (folder / "deep/listing.md").rename(folder / "deep/other.md")
    after = scan.snapshot([folder / "deep"], [folder / "single.yaml"])
    names = ("deep/listing.md", "deep/other.md", "single.yaml")
    assert scan.changed(before, after) == [str(folder / name) for name in names]


def test_hidden_files_and_python_caches_are_ignored(folder):
    before = scan.snapshot([folder], [])
    for name in (".listing.md.swp", ".git/index", "deep/__pycache__/x.pyc"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("x")
    assert scan.snapshot([folder, folder / "nowhere"], [folder / "nothing"]) == before


@pytest.mark.parametrize(
    ("name", "hidden"),
    [(".git", True), (".a.md.swp", True), ("__pycache__", True), (".nojekyll", False), ("a.md", False)],
)
def test_names_that_begin_with_a_dot_are_hidden_except_one(name, hidden):
    assert scan.is_hidden(name) == hidden


@pytest.mark.parametrize("name", ["deep", "deep/listing.md"])
def test_what_cannot_be_read_counts_as_changed(name, folder, monkeypatch):
    """A folder without permission, a failing disk, or too many open files must not look like a removal."""
    before, real = scan.snapshot([folder], []), os.scandir

    def failing(path):
        return real(path) if str(path) != str(folder / name) else fail()

    def fail(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(scan.os, "scandir", failing)
    if name.endswith(".md"):
        monkeypatch.setattr(scan, "_stamp", fail)
    after = scan.snapshot([folder], [])
    assert after[str(folder / name)] == scan.UNREADABLE
    assert str(folder / name) in scan.changed(before, after)


def test_a_file_removed_during_the_scan_does_not_hide_others(folder, monkeypatch):
    for name in "abc":
        (folder / name).touch()
    real, calls = scan._stamp, []

    def gone_at_first(status):
        calls.append(status)
        if len(calls) == 1:
            raise FileNotFoundError
        return real(status)

    monkeypatch.setattr(scan, "_stamp", gone_at_first)
    assert len(scan.snapshot([folder], [])) == 3


def snapshots(*several):
    """A function that returns one snapshot after the other, and then the last one again and again."""
    rest = list(several)
    return lambda: rest.pop(0) if len(rest) > 1 else rest[0]


def a_file(size, time=0):
    return {"a": (size, time, time, 1)}


def test_it_waits_until_nothing_changes():
    assert scan.wait_until_quiet(snapshots(a_file(1), a_file(2), a_file(3)), a_file(9)) == a_file(3)


@pytest.mark.parametrize("half", [{}, a_file(0)])
def test_it_waits_longer_for_the_second_half_of_a_save(half):
    slow = [half] * int(0.2 / scan.POLL)  # longer than the usual wait
    assert scan.wait_until_quiet(snapshots(*slow, a_file(2)), a_file(1)) == a_file(2)
    assert scan.wait_until_quiet(snapshots(half), a_file(1)) == half  # but not forever

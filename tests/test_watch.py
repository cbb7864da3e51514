"""Every save shows in a look, and nothing that is none."""

import pytest

from gazette import watch
from tests import serving


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep/listing.md").write_bytes(b"as it was")
    return tmp_path


@pytest.mark.parametrize("way", serving.WAYS, ids=lambda way: way.__name__)
def test_a_look_tells_of_every_way_to_save(folder, way):
    before = watch.look([folder], [])
    way(folder / "deep/listing.md", b"as it is!")  # of the same length
    assert watch.changed(before, watch.look([folder], [])) == [str(folder / "deep/listing.md")]


def test_new_files_removed_ones_and_other_names_are_told(folder):
    before = watch.look([folder], [folder / "single.yaml"])
    (folder / "single.yaml").write_text("x")
    (folder / "deep/listing.md").rename(folder / "deep/other.md")
    after = watch.look([folder / "deep"], [folder / "single.yaml"])
    names = ("deep/listing.md", "deep/other.md", "single.yaml")
    assert watch.changed(before, after) == [str(folder / name) for name in names]


def test_hidden_files_and_what_python_compiled_are_no_saves(folder):
    before = watch.look([folder], [])
    for name in (".listing.md.swp", ".git/index", "deep/__pycache__/x.pyc"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("x")
    assert watch.look([folder, folder / "nowhere"], [folder / "nothing"]) == before


def looks(*several):
    """One look after the other, and the last for ever."""
    rest = list(several)
    return lambda: rest.pop(0) if len(rest) > 1 else rest[0]


def a_file(size, time=0):
    return {"a": (size, time, time, 1)}


def test_it_waits_until_nothing_changes_any_more():
    assert watch.rested(looks(a_file(1), a_file(2), a_file(3)), a_file(9)) == a_file(3)


@pytest.mark.parametrize("half", [{}, a_file(0)])
def test_for_the_second_half_of_a_save_it_waits_longer(half):
    slow = [half] * int(0.2 / watch.TICK)  # longer than it waits otherwise
    assert watch.rested(looks(*slow, a_file(2)), a_file(1)) == a_file(2)
    assert watch.rested(looks(half), a_file(1)) == half  # but not for ever

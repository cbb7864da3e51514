"""Files are written completely or the error is raised; an output that is a file system of its own is recognised."""

import errno
import os
import sys

import pytest

from gazette.publishing import disk


def test_a_body_that_one_call_does_not_write_is_completed_by_others(tmp_path, monkeypatch):
    write = os.write
    monkeypatch.setattr(os, "write", lambda handle, body: write(handle, body[:3]))
    os.close(disk.write(tmp_path / "a", b"a long body"))
    assert (tmp_path / "a").read_bytes() == b"a long body"


def test_a_disk_that_takes_no_more_is_an_error_and_the_file_is_closed(tmp_path, monkeypatch):
    before = os.listdir("/dev/fd")
    monkeypatch.setattr(os, "write", lambda handle, body: 0)
    with pytest.raises(OSError, match="No space left") as found:
        disk.write(tmp_path / "a", b"xy")
    assert found.value.errno == errno.ENOSPC
    assert os.listdir("/dev/fd") == before


def test_an_ordinary_output_has_its_files_next_to_it(tmp_path):
    output = tmp_path / "public"
    assert not disk.is_separate(output)
    output.mkdir()
    assert not disk.is_separate(output)
    assert disk.own_paths(output, False) == (tmp_path / ".public.gazette-lock", tmp_path / ".public.gazette-stage")
    assert os.listdir(tmp_path) == ["public"]
    assert os.listdir(output) == []


@pytest.mark.parametrize("code", [errno.EXDEV, errno.EBUSY])
def test_an_output_into_which_nothing_can_be_moved_has_its_files_inside(code, tmp_path, monkeypatch):
    def fail(*_):
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "rename", fail)
    assert disk.is_separate(tmp_path)
    assert disk.own_paths(tmp_path, True) == (tmp_path / ".gazette-lock", tmp_path / ".gazette-stage")


@pytest.mark.skipif(not os.path.ismount("/dev/shm"), reason="needs a mounted /dev/shm")
def test_a_real_mount_point_is_separate():
    assert disk.is_separate(disk.Path("/dev/shm"))


@pytest.mark.skipif(sys.platform != "linux", reason="needs permissions that root does not override")
def test_an_output_in_a_folder_in_which_the_user_may_not_write_has_its_files_inside(tmp_path, monkeypatch):
    output = tmp_path / "public"
    output.mkdir()
    monkeypatch.setattr(os, "access", lambda path, mode: path != tmp_path)
    assert disk.is_separate(output)


def test_sync_raises_what_the_disk_reports(tmp_path, monkeypatch):
    def fail(_):
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="Input/output"):
        disk.sync(tmp_path)

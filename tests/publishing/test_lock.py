"""One process at a time has the lock of an output."""

import errno
import multiprocessing
import os
import threading
import time

import pytest

from gazette.publishing import lock as lock_module
from gazette.publishing.lock import Lock


def test_the_file_of_a_lock_exists_until_it_is_released(tmp_path):
    lock = Lock(tmp_path / "lock")
    lock.acquire()
    assert lock.path.exists()
    lock.release()
    assert not lock.path.exists()


def test_a_released_lock_can_be_acquired_again(tmp_path):
    lock = Lock(tmp_path / "lock")
    for _ in range(3):
        lock.acquire()
        lock.release()
    assert list(tmp_path.iterdir()) == []


def test_a_second_process_waits_for_the_first(tmp_path):
    finished = []

    def second():
        lock = Lock(tmp_path / "lock")
        lock.acquire()
        finished.append("second")
        lock.release()

    first = Lock(tmp_path / "lock")
    first.acquire()
    waiting = threading.Thread(target=second)
    waiting.start()
    time.sleep(0.1)
    finished.append("first")
    first.release()
    waiting.join(10)
    assert finished == ["first", "second"]


def test_a_lock_admits_one_at_a_time_although_each_release_removes_the_file(tmp_path):
    inside, most = [], []

    def worker():
        for _ in range(20):
            lock = Lock(tmp_path / "lock")
            lock.acquire()
            inside.append(1)
            most.append(len(inside))
            inside.pop()
            lock.release()

    threads = [threading.Thread(target=worker) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(most) == 120
    assert max(most) == 1


def acquire_and_exit(path):
    Lock(path).acquire()
    os._exit(1)


def test_a_lock_ends_with_the_process_that_has_it(tmp_path):
    process = multiprocessing.get_context("spawn").Process(target=acquire_and_exit, args=(tmp_path / "lock",))
    process.start()
    process.join(30)
    process.close()
    assert (tmp_path / "lock").exists()
    lock = Lock(tmp_path / "lock")
    lock.acquire()
    lock.release()


@pytest.mark.skipif(not hasattr(os, "O_NOFOLLOW"), reason="the system cannot refuse symbolic links")
def test_a_symbolic_link_at_the_path_of_a_lock_is_not_followed(tmp_path):
    (tmp_path / "lock").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OSError, match="symbolic links"):
        Lock(tmp_path / "lock").acquire()
    assert not (tmp_path / "elsewhere").exists()


def test_a_wait_is_announced_once_and_has_a_limit(tmp_path, monkeypatch):
    monkeypatch.setattr(lock_module, "PATIENCE", 0.01)
    holder, announced = Lock(tmp_path / "lock"), []
    holder.acquire()
    with pytest.raises(TimeoutError):
        Lock(tmp_path / "lock").acquire(0.1, lambda: announced.append(1))
    assert announced == [1]
    holder.release()
    Lock(tmp_path / "lock").acquire(0, lambda: announced.append(2))
    assert announced == [1]


def test_an_error_of_the_lock_itself_is_raised(tmp_path, monkeypatch):
    def fail(*_):
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(lock_module, "_take", fail)
    with pytest.raises(OSError, match="No locks available"):
        Lock(tmp_path / "lock").acquire()

import multiprocessing
import os
import threading
import time

import pytest

from gazette.publishing.lock import Lock


def test_a_lock_is_a_file_only_while_it_is_held(tmp_path):
    lock = Lock(tmp_path / "lock")
    lock.acquire()
    assert lock.path.exists()
    lock.release()
    assert not lock.path.exists()


def test_a_lock_can_be_taken_again(tmp_path):
    lock = Lock(tmp_path / "lock")
    for _ in range(3):
        lock.acquire()
        lock.release()
    assert list(tmp_path.iterdir()) == []


def test_whoever_comes_second_waits_for_the_first(tmp_path):
    told = []

    def second():
        lock = Lock(tmp_path / "lock")
        lock.acquire()
        told.append("second")
        lock.release()

    first = Lock(tmp_path / "lock")
    first.acquire()
    waiting = threading.Thread(target=second)
    waiting.start()
    time.sleep(0.1)
    told.append("first")
    first.release()
    waiting.join(10)
    assert told == ["first", "second"]


def test_no_two_are_ever_inside_though_each_removes_the_file(tmp_path):
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


def holds_and_dies(path):
    Lock(path).acquire()
    os._exit(1)


def test_a_lock_goes_with_the_process_that_held_it(tmp_path):
    process = multiprocessing.get_context("spawn").Process(target=holds_and_dies, args=(tmp_path / "lock",))
    process.start()
    process.join(30)
    process.close()
    assert (tmp_path / "lock").exists()
    lock = Lock(tmp_path / "lock")
    lock.acquire()
    lock.release()


@pytest.mark.skipif(not hasattr(os, "O_NOFOLLOW"), reason="needs a system that can refuse links")
def test_a_link_in_the_place_of_a_lock_is_not_followed(tmp_path):
    (tmp_path / "lock").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OSError, match="symbolic links"):
        Lock(tmp_path / "lock").acquire()
    assert not (tmp_path / "elsewhere").exists()

"""Work on many items is done once for each, in any number of processes."""

import gc
import multiprocessing
import os
import subprocess
import sys

import pytest

from gazette.core import parallel
from gazette.core.errors import Refusal


@pytest.mark.parametrize("jobs", [1, 2, 3])
@pytest.mark.parametrize("count", [0, 1, 7, 33, 200])
def test_every_item_is_in_one_chunk(jobs, count):
    done = parallel.map_chunks(range(count), lambda chunk: (os.getpid(), list(chunk)), jobs, minimum=2)
    chunks = list(done)
    assert sorted(item for _, chunk in chunks for item in chunk) == list(range(count))
    assert all(chunk == list(range(chunk[0], chunk[-1] + 1)) for _, chunk in chunks if chunk)
    if jobs > 1 and count > 2:
        assert os.getpid() not in {process for process, _ in chunks}


def test_below_the_minimum_all_work_is_done_here_in_one_chunk():
    assert list(parallel.map_chunks([1, 2], lambda chunk: (os.getpid(), chunk), 2, 3)) == [(os.getpid(), [1, 2])]


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_error_in_a_worker_is_raised_here(jobs):
    with pytest.raises(ZeroDivisionError):
        list(parallel.map_chunks(range(50), lambda chunk: [1 // (item - 31) for item in chunk], jobs, minimum=2))
    assert list(parallel.map_chunks([1], lambda chunk: sum(chunk), jobs, 2)) == [1]


@pytest.mark.parametrize("jobs", [1, 2])
def test_meanwhile_is_called_once_in_this_process(jobs):
    called = []
    list(parallel.map_chunks(range(50), len, jobs, 2, lambda: called.append(os.getpid())))
    assert called == [os.getpid()]
    with pytest.raises(LookupError):
        list(parallel.map_chunks(range(50), len, jobs, 2, lambda: {}["nothing"]))


def test_an_error_leaves_no_worker_and_no_state_behind():
    for work, meanwhile in ((lambda chunk: 1 // 0, lambda: None), (len, lambda: 1 // 0)):
        with pytest.raises(ZeroDivisionError):
            list(parallel.map_chunks(range(50), work, 2, 2, meanwhile))
        assert (multiprocessing.active_children(), parallel._task, gc.get_freeze_count()) == ([], None, 0)
        assert sum(parallel.map_chunks(range(50), len, 2, 2)) == 50


def test_a_killed_worker_is_reported_with_a_way_out():
    with pytest.raises(Refusal, match=r"^a process was killed.*; run the command again with --jobs 1$"):
        list(parallel.map_chunks(range(50), lambda chunk: os._exit(1), 2, 2))


SLOW = """
import os, sys, time
from gazette.core import parallel

def work(chunk):
    if chunk:
        print(os.getpid(), flush=True)
    time.sleep(60)

list(parallel.map_chunks(range(40), work, 3, minimum=2))
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that can fork and kill")
def test_workers_end_when_the_first_process_is_killed():
    """Each of them has what the first had open: a lock, and its end of this pipe."""
    with subprocess.Popen([sys.executable, "-c", SLOW], stdout=subprocess.PIPE, text=True) as first:
        assert first.stdout
        workers = {first.stdout.readline() for _ in range(3)}
        first.kill()
        assert first.stdout.read() == ""  # returns when all processes that write to the pipe are gone
        assert first.wait() < 0
    assert len(workers) == 3

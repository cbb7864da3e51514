"""Work is done over all things, each once, by however many processes."""

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
def test_every_thing_is_worked_at_once(jobs, count):
    done = parallel.over(range(count), lambda share: (os.getpid(), list(share)), jobs, fewest=2)
    shares = list(done)
    assert sorted(thing for _, share in shares for thing in share) == list(range(count))
    assert all(share == list(range(share[0], share[-1] + 1)) for _, share in shares if share)
    if jobs > 1 and count > 2:
        assert os.getpid() not in {process for process, _ in shares}


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_error_of_a_share_is_raised_here(jobs):
    with pytest.raises(ZeroDivisionError):
        list(parallel.over(range(50), lambda share: [1 // (thing - 31) for thing in share], jobs, fewest=2))
    assert list(parallel.over([1], lambda share: sum(share), jobs, 2)) == [1]


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_is_done_meanwhile_is_done_here_and_once(jobs):
    told = []
    list(parallel.over(range(50), len, jobs, 2, lambda: told.append(os.getpid())))
    assert told == [os.getpid()]
    with pytest.raises(LookupError):
        list(parallel.over(range(50), len, jobs, 2, lambda: {}["nothing"]))


def test_after_an_error_nothing_is_left_behind():
    """Neither a copy that goes on, nor the task, nor frozen garbage; and the next work is done."""
    for work, meanwhile in ((lambda share: 1 // 0, lambda: None), (len, lambda: 1 // 0)):
        with pytest.raises(ZeroDivisionError):
            list(parallel.over(range(50), work, 2, 2, meanwhile))
        assert (multiprocessing.active_children(), parallel._task, gc.get_freeze_count()) == ([], None, 0)
        assert sum(parallel.over(range(50), len, 2, 2)) == 50


def test_a_copy_that_dies_is_told_of_with_a_way_out():
    with pytest.raises(Refusal, match=r"^one of the processes was killed.*; type it again with --jobs 1$"):
        list(parallel.over(range(50), lambda share: os._exit(1), 2, 2))


SLOW = """
import os, sys, time
from gazette.core import parallel

def work(share):
    if share:
        print(os.getpid(), flush=True)
    time.sleep(60)

list(parallel.over(range(40), work, 3, fewest=2))
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that can fork and kill")
def test_copies_end_when_the_first_process_is_killed():
    """Each holds what that one held: a lock, and its side of this pipe."""
    with subprocess.Popen([sys.executable, "-c", SLOW], stdout=subprocess.PIPE, text=True) as first:
        assert first.stdout
        copies = {first.stdout.readline() for _ in range(3)}
        first.kill()
        assert first.stdout.read() == ""  # which comes when nobody holds the pipe any more, or after a minute
        assert first.wait() < 0
    assert len(copies) == 3

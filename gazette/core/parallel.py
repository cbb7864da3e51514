"""Work over many things in several processes, each a copy of this one from where it stands.

What a copy learns stays with it, so `work` must give back all that is to be known.  Things that stand together go
to one copy, which may so use for one what it made for another: each begins with a stretch of its own, and who is
done helps with the end of another's.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from gazette.core.errors import Refusal

if TYPE_CHECKING:
    from concurrent.futures import Future

SHARES = 16
"""So many to each process: the last to be done must not keep the others waiting long."""

T = TypeVar("T")
R = TypeVar("R")


class _Task:
    """What the copies find when they begin: the work, the things, and which shares of each stretch are still to do."""

    def __init__(self, work: Callable[[Any], Any], things: Sequence[Any], jobs: int, context: Any) -> None:
        self.work, self.things = work, things
        self.size = -(-len(things) // (jobs * SHARES))
        self.copies = context.Value("l", 0)
        self.ends = context.Array("l", [end for job in range(jobs) for end in (job * SHARES, (job + 1) * SHARES)])
        self.life = os.pipe()
        """Ends for the copies when the process that began the task does: no other keeps the side for writing open."""

    def next(self, job: int) -> int:
        """The number of a share that nobody has; there must be one."""
        with self.ends.get_lock():
            own = 2 * job
            if self.ends[own] < self.ends[own + 1]:
                self.ends[own] += 1
                return int(self.ends[own]) - 1
            left = [self.ends[at + 1] - self.ends[at] for at in range(0, len(self.ends), 2)]
            most = 2 * left.index(max(left))
            self.ends[most + 1] -= 1
            return int(self.ends[most + 1])


_task: _Task | None = None
_job = 0


def over(
    things: Sequence[T],
    work: Callable[[Sequence[T]], R],
    jobs: int,
    fewest: int,
    meanwhile: Callable[[], None] = lambda: None,
) -> Iterator[R]:
    """What `work` makes of each share of the things, in any order; `meanwhile` is done here beside it.

    Of fewer things than `fewest` all is done here: a second process would cost more than it saves.

    An error of either is raised here; Refusal if a copy was killed.
    """
    if jobs < 2 or len(things) < fewest or not hasattr(os, "fork"):
        meanwhile()
        yield work(things)
        return
    with _copies(things, work, jobs) as pool:
        shares = [pool.submit(_share) for _ in range(jobs * SHARES)]
        meanwhile()
        shares.reverse()
        while shares:
            yield _result(shares.pop())


def _result(share: Future[R]) -> R:
    from concurrent.futures.process import BrokenProcessPool

    try:
        return share.result()
    except BrokenProcessPool as trouble:
        what = "one of the processes was killed, perhaps for want of memory; type it again with --jobs 1"
        raise Refusal(what) from trouble


@contextmanager
def _copies(things: Sequence[Any], work: Callable[[Any], Any], jobs: int) -> Iterator[Any]:
    """Copies of this process that know what is to be done."""
    import multiprocessing  # which a small build does without
    from concurrent.futures import ProcessPoolExecutor

    global _task  # a copied process knows what stood here, and nothing has to be sent to it
    context = multiprocessing.get_context("fork")
    _task = _Task(work, things, jobs, context)
    gc.freeze()
    pool = ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin)
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)
        for end in _task.life:
            os.close(end)
        _task = None
        gc.unfreeze()


def _begin() -> None:
    """A copy takes its number, and ties its life to that of the first process.

    Should that be killed, nobody would ever end the copies, nor free the lock that they hold as it did.
    """
    from threading import Thread  # which multiprocessing has loaded

    global _job
    assert _task
    os.close(_task.life[1])
    Thread(target=_end_with_the_first, args=(_task.life[0],), daemon=True).start()
    with _task.copies.get_lock():
        _job = _task.copies.value
        _task.copies.value += 1


def _end_with_the_first(life: int) -> None:
    os.read(life, 1)
    os._exit(1)


def _share() -> Any:
    assert _task
    number = _task.next(_job)
    return _task.work(_task.things[number * _task.size : (number + 1) * _task.size])

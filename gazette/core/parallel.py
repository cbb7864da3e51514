"""Work on many items in several processes, which are forks of this one.

A worker sees everything that this process has in memory. What it changes there is lost, so its function must return
all results. Neighbouring items go to the same worker, which can use for one item what it computed for the last:
each worker begins with a range of its own, and takes chunks from the ends of other ranges when that is done.
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

CHUNKS = 16
"""Chunks in the range of a worker. With few large ones, all would wait for the last."""

T = TypeVar("T")
R = TypeVar("R")


def map_chunks(
    items: Sequence[T],
    work: Callable[[Sequence[T]], R],
    jobs: int,
    minimum: int,
    meanwhile: Callable[[], object] = lambda: None,
) -> Iterator[R]:
    """Yield what `work` returns for each chunk of the items, in any order, from `jobs` processes.

    With fewer items than `minimum` all work is done here, in one chunk: more processes would cost more than they save.
    `meanwhile` is called once in this process. Errors of both functions are raised here, and Refusal if a worker was
    killed.
    """
    if jobs < 2 or len(items) < minimum or not hasattr(os, "fork"):
        meanwhile()
        yield work(items)
        return
    with _pool(items, work, jobs) as pool:
        chunks = [pool.submit(_next_chunk) for _ in range(jobs * CHUNKS)]
        meanwhile()
        chunks.reverse()
        while chunks:
            yield _result(chunks.pop())


def _result(chunk: Future[R]) -> R:
    from concurrent.futures.process import BrokenProcessPool

    try:
        return chunk.result()
    except BrokenProcessPool as error:
        what = "a process was killed, perhaps because there was too little memory; run the command again with --jobs 1"
        raise Refusal(what) from error


@contextmanager
def _pool(items: Sequence[Any], work: Callable[[Any], Any], jobs: int) -> Iterator[Any]:
    import multiprocessing  # slow to import, and small builds do not need it
    from concurrent.futures import ProcessPoolExecutor

    global _task  # workers inherit it, so that the items need not be sent to them
    context = multiprocessing.get_context("fork")
    _task = _Task(work, items, jobs, context)
    gc.freeze()
    pool = ProcessPoolExecutor(jobs, mp_context=context, initializer=_start_worker)
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)
        for end in _task.alive:
            os.close(end)
        _task = None
        gc.unfreeze()


class _Task:
    """What all workers inherit: the function, the items, and which chunks of each range are left."""

    def __init__(self, work: Callable[[Any], Any], items: Sequence[Any], jobs: int, context: Any) -> None:
        self.work, self.items = work, items
        self.size = -(-len(items) // (jobs * CHUNKS))
        self.workers = context.Value("l", 0)
        self.ranges = context.Array("l", [end for job in range(jobs) for end in (job * CHUNKS, (job + 1) * CHUNKS)])
        self.alive = os.pipe()
        """Only the first process keeps the end for writing, so workers see the end of the file when it ends."""

    def take(self, worker: int) -> int:
        """The number of a chunk that no worker has taken; at least one must be left."""
        with self.ranges.get_lock():
            own = 2 * worker
            if self.ranges[own] < self.ranges[own + 1]:
                self.ranges[own] += 1
                return int(self.ranges[own]) - 1
            left = [self.ranges[at + 1] - self.ranges[at] for at in range(0, len(self.ranges), 2)]
            longest = 2 * left.index(max(left))
            self.ranges[longest + 1] -= 1
            return int(self.ranges[longest + 1])


_task: _Task | None = None
_worker = 0


def _start_worker() -> None:
    """Number this worker, and let it end when the first process does.

    If that one is killed, nothing else would end the workers, and they would hold the lock of the output.
    """
    from threading import Thread  # already imported by multiprocessing

    global _worker
    assert _task
    os.close(_task.alive[1])
    Thread(target=_exit_with_first_process, args=(_task.alive[0],), daemon=True).start()
    with _task.workers.get_lock():
        _worker = _task.workers.value
        _task.workers.value += 1


def _exit_with_first_process(alive: int) -> None:
    os.read(alive, 1)
    os._exit(1)


def _next_chunk() -> Any:
    assert _task
    number = _task.take(_worker)
    return _task.work(_task.items[number * _task.size : (number + 1) * _task.size])

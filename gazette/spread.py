"""Work over many things in several processes, each a copy of this one from where it stands.

What a copy learns stays with it, so `work` must give back all that is to be known.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

FEWEST = 400
"""Below so many things a second process costs more than it saves."""

T = TypeVar("T")
R = TypeVar("R")

_task: tuple[Callable[[Any], Any], list[Any]] | None = None
"""What the copies find when they begin: a function, and a share of the things for each."""


def over(things: Sequence[T], work: Callable[[Sequence[T]], R], jobs: int, fewest: int = FEWEST) -> list[R]:
    """What `work` makes of each share of the things; an error of a share is raised here."""
    if jobs < 2 or len(things) < fewest or not hasattr(os, "fork"):
        return [work(things)]
    import multiprocessing  # which a small build does without
    from concurrent.futures import ProcessPoolExecutor

    global _task  # a copied process knows what stood here, and nothing has to be sent to it
    _task = work, [things[start::jobs] for start in range(jobs)]
    gc.freeze()
    try:
        with ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("fork")) as pool:
            return list(pool.map(_share, range(jobs)))
    finally:
        _task = None
        gc.unfreeze()


def _share(number: int) -> Any:
    assert _task
    work, shares = _task
    return work(shares[number])

"""Blocks on one process or several: same answers, whatever the number and the order."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from itertools import islice
from multiprocessing import forkserver, get_context, parent_process
from multiprocessing.connection import wait as wait_for
from typing import Any, TypeVar

Result = TypeVar("Result")

_SINGLE_THREADED = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"), "1"
)
_QUEUED = 2  # blocks waiting or running for each worker: bounds what an interruption throws away


def run_blocks(
    work: Callable[[range], Result],
    blocks: list[range],
    jobs: int,
    done: Callable[[Result], None],
) -> None:
    """Do the work for every block and hand each result to ``done``, here, as it comes.

    Parameters
    ----------
    work : callable
        A pure function of the block; it must survive pickling if ``jobs`` > 1.
    blocks : list of range
        Worlds of each block.
    jobs : int
        Processes, >= 1; with 1, or a single block, everything happens in this one.
    done : callable
        Called in this process, in order of completion.

    Raises
    ------
    Exception
        The first that ``work`` raises, after the workers were stopped; so too an interruption.
    """
    if jobs == 1 or len(blocks) < 2:
        for block in blocks:
            done(work(block))
        return
    pool = _started(min(jobs, len(blocks)))
    try:
        _feed(pool, work, blocks, _QUEUED * jobs, done)
    except BaseException:
        _stop(pool)
        raise
    pool.shutdown()


def _feed(
    pool: ProcessPoolExecutor,
    work: Callable[[range], Result],
    blocks: list[range],
    queued: int,
    done: Callable[[Result], None],
) -> None:
    left = iter(blocks)
    with _program_left_alone():
        running: set[Future[Result]] = {pool.submit(work, block) for block in islice(left, queued)}
    while running:
        finished, running = wait(running, return_when=FIRST_COMPLETED)
        running |= {pool.submit(work, block) for block in islice(left, len(finished))}
        for future in finished:
            done(future.result())


def _started(jobs: int) -> ProcessPoolExecutor:
    """A pool whose workers fork from a clean server that has imported the model once."""
    context = get_context("forkserver")
    context.set_forkserver_preload(["sim.ensemble.block"])
    with _environment(_SINGLE_THREADED), _program_left_alone():
        forkserver.ensure_running()
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=_start_worker)


def _start_worker() -> None:
    """Leave Ctrl-C to the parent, and die with it: an orphan would wait for work for ever."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_die_with_parent, daemon=True).start()


def _die_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        wait_for([parent.sentinel])
        os._exit(1)


def _stop(pool: ProcessPoolExecutor) -> None:
    """End the workers at once: a block is stored whole or not at all, so nothing can break."""
    workers = list((getattr(pool, "_processes", None) or {}).values())
    pool.shutdown(wait=False, cancel_futures=True)
    for worker in workers:
        worker.terminate()


@contextmanager
def _program_left_alone() -> Iterator[None]:
    """Start workers without importing the user's program in each of them.

    They need nothing of it, and a script without a ``__main__`` guard would run again in every
    worker. What multiprocessing imports there is named by the main module's file and spec.
    """
    main = sys.modules["__main__"]
    hidden: dict[str, Any] = {
        key: vars(main).pop(key) for key in ("__file__", "__spec__") if key in vars(main)
    }
    main.__spec__ = None
    try:
        yield
    finally:
        vars(main).update(hidden)


@contextmanager
def _environment(settings: dict[str, str]) -> Iterator[None]:
    """Environment variables for what starts inside; those the user has set stay."""
    ours = {key: value for key, value in settings.items() if key not in os.environ}
    os.environ.update(ours)
    try:
        yield
    finally:
        for key in ours:
            os.environ.pop(key, None)

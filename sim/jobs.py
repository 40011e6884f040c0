"""Processes beside this one: how many, and the clean server that they are forked from.

It knows nothing of the model and imports next to nothing, so that the server can be started before
this process has imported anything large: both do so at the same time.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing import forkserver, get_context, resource_tracker
from multiprocessing.context import ForkServerContext
from threading import Thread
from typing import Any

_MANY = 20_000  # worlds from which starting processes pays
_MODEL = "sim.ensemble.block"
_SINGLE_THREADED = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"), "1"
)


def sensible_jobs(worlds: int) -> int:
    """One process for a small run, all cores for a large one."""
    return 1 if worlds < _MANY else cores()


def cores() -> int:
    """Processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def server() -> ForkServerContext:
    """Where workers come from: a clean server that has imported the model."""
    context = get_context("forkserver")
    context.set_forkserver_preload([_MODEL])
    return context


def start_server() -> None:
    """Start it ahead of need; what goes wrong is told by the first worker that is wanted."""
    server()

    def start() -> None:
        with suppress(OSError):
            leave_interrupts_to_the_parent()
            forkserver.ensure_running()

    with apart():
        thread = Thread(target=start, daemon=True)
        thread.start()
        thread.join()


def leave_interrupts_to_the_parent() -> None:
    """For what this thread starts, from the beginning; not for the main thread, which heeds them.

    The server would else be interrupted while it imports the model, and say so at length. It
    inherits what this thread has put off. The tracker comes first: starting it, Python 3.11 lets
    Ctrl-C through again.
    """
    resource_tracker.ensure_running()
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})


@contextmanager
def apart() -> Iterator[None]:
    """Where processes are started outside the user's program, each on one thread.

    The server inherits what holds here, and all workers inherit it from the server.
    """
    with _environment(_SINGLE_THREADED), _program_left_alone():
        yield


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

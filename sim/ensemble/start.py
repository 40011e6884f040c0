"""Starting a worker outside the user's program, on one thread, and out of the way of Ctrl-C."""

from __future__ import annotations

import os
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_context, resource_tracker
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

from sim.ensemble.serve import serve

_SINGLE_THREADED = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"), "1"
)


def unborn() -> tuple[BaseProcess, Connection[Any, Any], Connection[Any, Any]]:
    """A process that is still to be started, and both ends of its pipe: ours and its own.

    It is forked from a clean server that has imported the model. A daemon: what is left of it is
    ended with the interpreter instead of being waited for.
    """
    context = get_context("forkserver")
    context.set_forkserver_preload(["sim.ensemble.block"])
    ours, theirs = context.Pipe()
    return context.Process(target=serve, args=(theirs,), daemon=True), ours, theirs


def start(process: BaseProcess, pipe: Connection[Any, Any]) -> None:
    """Start a process that serves a pipe, and leaves Ctrl-C to its parent from the beginning.

    The server would else be interrupted while it imports the model, and say so at length. It
    inherits what this thread has put off. The tracker comes first: starting it, Python 3.11 lets
    Ctrl-C through again.
    """
    resource_tracker.ensure_running()
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    with pipe:  # from then on the process alone has it
        process.start()


def why_not(error: OSError) -> str:
    """What keeps this machine from starting a process, and what to do."""
    if "path too long" in str(error):
        folder = tempfile.gettempdir()
        return f"the temporary folder {folder} has too long a name: set TMPDIR to another, or -j 1"
    return f"{error}; -j 1 needs none"


@contextmanager
def apart() -> Iterator[None]:
    """Where processes are started: the server is started by the first of them.

    It inherits what holds here, and all workers inherit it from the server.
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

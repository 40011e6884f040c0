"""Who works on blocks: this process, or others beside it, each replaced when it dies.

`run_blocks` knows only the protocol below, so a cluster may stand in for local processes: give it
a crew whose executor is the cluster's.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from multiprocessing import forkserver, get_context, parent_process
from multiprocessing.connection import wait as wait_for
from typing import Any, ParamSpec, Protocol, TypeVar

P = ParamSpec("P")
Result = TypeVar("Result")

_SINGLE_THREADED = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"), "1"
)
_PATIENCE = 0.5  # seconds for a thread to notice that its process was killed


class Crew(Protocol):
    """Executors side by side.

    Attributes
    ----------
    executors : int
        How many.
    depth : int
        Blocks given to each at once, >= 1: bounds what an interruption throws away.
    """

    executors: int
    depth: int

    def start(self) -> Executor:
        """A fresh executor."""

    def stop(self, executor: Executor) -> None:
        """End an executor at once, whatever it is doing: a block is stored whole or not at all."""

    def died(self, error: BaseException) -> bool:
        """Whether a block's error says that its worker died, rather than that the work raised."""

    def after_death(self, executor: Executor) -> Executor:
        """The executor to go on with once a worker of this one has died."""

    def unstick(self, executor: Executor) -> None:
        """Called now and then while blocks run: free an executor that waits for the dead."""


class Here:
    """The process itself: one block after the other, nothing to start and nothing to die."""

    executors = depth = 1

    def start(self) -> Executor:
        """An executor that has done the work when it returns the future."""
        return _Here()

    def stop(self, executor: Executor) -> None:
        """Nothing runs any more."""

    def died(self, error: BaseException) -> bool:
        """Whoever could ask has not died."""
        return False

    def after_death(self, executor: Executor) -> Executor:
        """As before."""
        return executor

    def unstick(self, executor: Executor) -> None:
        """Nothing waits."""


class _Here(Executor):
    def submit(
        self, fn: Callable[P, Result], /, *args: P.args, **kwargs: P.kwargs
    ) -> Future[Result]:
        future: Future[Result] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


class Processes:
    """Local processes: for each an executor of its own, with one block at a time.

    So a death is that block's alone, the other processes never notice, and no two processes share
    a pipe that one of them could die in the middle of.

    Parameters
    ----------
    jobs : int
        How many, >= 1.
    """

    depth = 1

    def __init__(self, jobs: int) -> None:
        self.executors = jobs

    def start(self) -> Executor:
        """A process forked, when first needed, from a clean server that has imported the model."""
        return _Process()

    def stop(self, executor: Executor) -> None:
        """Kill the process; it holds nothing but a block that will be run again."""
        keeper = getattr(executor, "_executor_manager_thread", None)
        for worker in _workers(executor):
            with suppress(OSError, ValueError):
                worker.kill()
        executor.shutdown(wait=False, cancel_futures=True)
        # The thread that keeps the process ends with it. An interpreter that ends while it does
        # may meet a pipe that it is just closing, and complain.
        if keeper is not None:
            keeper.join(_PATIENCE)

    def died(self, error: BaseException) -> bool:
        """Whether the process ended before its block did."""
        return isinstance(error, BrokenExecutor)

    def after_death(self, executor: Executor) -> Executor:
        """A fresh process in place of the dead one."""
        self.stop(executor)
        return self.start()

    def unstick(self, executor: Executor) -> None:
        """Close our end of the pipe of a dead process, or half a result is waited for for ever."""
        workers = _workers(executor)
        if workers and not any(worker.is_alive() for worker in workers):
            results = getattr(executor, "_result_queue", None)
            with suppress(AttributeError, OSError):
                results._writer.close()  # type: ignore[union-attr]


def crew(jobs: int) -> Crew:
    """The process itself for one job, else so many others."""
    return Here() if jobs == 1 else Processes(jobs)


class _Process(ProcessPoolExecutor):
    """One worker, started outside the user's program and on one thread."""

    def __init__(self) -> None:
        context = get_context("forkserver")
        context.set_forkserver_preload(["sim.ensemble.block"])
        super().__init__(1, mp_context=context, initializer=_start_worker)

    def submit(
        self, fn: Callable[P, Result], /, *args: P.args, **kwargs: P.kwargs
    ) -> Future[Result]:
        # The worker is started by the first block, the server by the first worker (again, if it
        # was killed): both inherit what holds right here.
        with _environment(_SINGLE_THREADED), _program_left_alone():
            with _interrupts_put_off():
                forkserver.ensure_running()
            return super().submit(fn, *args, **kwargs)


def end_server() -> None:
    """End the process that workers are forked from, for good: no more will be asked for.

    A worker that is just being born would else find its parent gone, and complain.
    """
    server = getattr(forkserver, "_forkserver", None)
    number = getattr(server, "_forkserver_pid", None)
    if number is not None:
        with suppress(OSError):
            os.kill(number, signal.SIGKILL)


def _workers(executor: Executor) -> list[Any]:
    """The executor's processes; none any more once it has noticed their end."""
    return list((getattr(executor, "_processes", None) or {}).values())


def _start_worker() -> None:
    """Leave Ctrl-C to the parent, and die with it: an orphan would wait for work for ever."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_die_with_parent, daemon=True).start()


def _die_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        wait_for([parent.sentinel])
        os._exit(1)


@contextmanager
def _interrupts_put_off() -> Iterator[None]:
    """Ctrl-C waits: a process started inside inherits that and leaves it to its parent.

    The server would else be interrupted while it imports the model, and say so at length.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


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

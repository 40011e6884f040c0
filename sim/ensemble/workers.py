"""Who works on blocks: this process, or others beside it, each replaced when it dies.

`run_blocks` knows only the protocol below, so a cluster may stand in for local processes: give it
workers whose executor is the cluster's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from contextvars import ContextVar
from typing import ParamSpec, Protocol, TypeVar

from sim.ensemble.failure import WorkerDied
from sim.ensemble.worker import WorkerProcess

P = ParamSpec("P")
Result = TypeVar("Result")


class Workers(Protocol):
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


class InProcess:
    """The process itself: one block after the other, nothing to start and nothing to die."""

    executors = depth = 1

    def start(self) -> Executor:
        """An executor that has done the work when it returns the future."""
        return _Immediate()

    def stop(self, executor: Executor) -> None:
        """Nothing runs any more."""

    def died(self, error: BaseException) -> bool:
        """Never: if this process dies, nobody is left to ask."""
        return False

    def after_death(self, executor: Executor) -> Executor:
        """As before."""
        return executor

    def unstick(self, executor: Executor) -> None:
        """Nothing waits."""


class _Immediate(Executor):
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

    So a death is that block's alone, and the other processes never notice.

    Parameters
    ----------
    jobs : int
        How many, >= 1.
    """

    depth = 1

    def __init__(self, jobs: int) -> None:
        self.executors = jobs

    def start(self) -> Executor:
        """A process, started when first needed."""
        return WorkerProcess()

    def stop(self, executor: Executor) -> None:
        """Kill the process; it holds nothing but a block that will be run again."""
        assert isinstance(executor, WorkerProcess)
        executor.kill()

    def died(self, error: BaseException) -> bool:
        """Whether the process ended before its block did."""
        return isinstance(error, WorkerDied)

    def after_death(self, executor: Executor) -> Executor:
        """A fresh process in place of the dead one."""
        self.stop(executor)
        return self.start()

    def unstick(self, executor: Executor) -> None:
        """Nothing waits for the dead: their pipe ends with them."""


_led_by: ContextVar[Workers | None] = ContextVar("led_by", default=None)


@contextmanager
def led_by(team: Workers) -> Iterator[None]:
    """Within it, every question that is asked has these workers."""
    before = _led_by.set(team)
    try:
        yield
    finally:
        _led_by.reset(before)


def workers_for(jobs: int) -> Workers:
    """Those that lead here (`led_by`), else so many processes of this machine."""
    return _led_by.get() or local_workers(jobs)


def how_many(team: Workers) -> int:
    """Blocks that a small run is cut into, so that all of them have something to do."""
    return int(getattr(team, "pieces", team.executors))


def local_workers(jobs: int) -> Workers:
    """The process itself for one job, else so many others."""
    return InProcess() if jobs == 1 else Processes(jobs)

"""An executor of tasks on a Dask scheduler, which says within bounded time that it is lost."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from concurrent.futures import CancelledError, Executor, Future
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar, cast

from sim.ensemble.failure import ClusterLost
from sim.ensemble.greeting import greet
from sim.ensemble.remote import on_worker, versions

if TYPE_CHECKING:
    from distributed.security import Security

P = ParamSpec("P")
Result = TypeVar("Result")

_CONNECTED_WITHIN = 10.0  # seconds
_PULSE = 2.0  # seconds between questions to the scheduler
_SILENCE = 20.0  # seconds without an answer from which the scheduler counts as lost
_CLOSED_WITHIN = 1.0  # seconds for taking leave; Ctrl-C ends within two
_LOUD = (
    *("distributed", "distributed.client", "distributed.core", "distributed.comm"),
    *("tornado", "tornado.application"),
)


class Connection(Executor):
    """Blocks for the workers of a scheduler.

    Parameters
    ----------
    address : str
        Of the scheduler.
    look : callable
        Called before each block is sent.
    security : Security, optional
        Dask's credentials; default: those of its own configuration.

    Attributes
    ----------
    workers : int
        Workers that the scheduler named last.
    went_well : int
        Blocks done.
    running : int
        Blocks sent and not yet come to an end.

    Raises
    ------
    ClusterLost
        If no scheduler answers.
    """

    def __init__(
        self, address: str, look: Callable[[], None], security: Security | None = None
    ) -> None:
        for name in _LOUD:  # what matters of it is told by us, once
            logging.getLogger(name).setLevel(logging.CRITICAL)
        from distributed import Client

        for name in _LOUD:  # its import sets levels of its own
            logging.getLogger(name).setLevel(logging.CRITICAL)
        self.address, self._look = address, look
        self.workers = self.running = self.went_well = 0
        greet(address, security, _CONNECTED_WITHIN)
        options = {"timeout": _CONNECTED_WITHIN, "set_as_default": False, "security": security}
        try:
            self._client = Client(address, **options)
        except OSError as error:
            raise ClusterLost(f"no scheduler answers at {address} ({error})") from None
        self._stream = self._client.scheduler_comm
        self._tasks = self._client.get_executor(pure=False)
        self._versions = versions()
        self._asked, self._question = time.monotonic(), self._ask()
        with suppress(Exception):  # the pulse will tell what it is
            self.workers = len(self._question.result(_CONNECTED_WITHIN))

    def submit(
        self, fn: Callable[P, Result], /, *args: P.args, **kwargs: P.kwargs
    ) -> Future[Result]:
        """Send a block's task."""
        self._look()
        ours: Future[Result] = Future()
        self.running += 1
        work = cast(Callable[[range], Any], fn)
        theirs = self._tasks.submit(partial(on_worker, work, self._versions), *args, **kwargs)
        theirs.add_done_callback(partial(self._deliver, ours))
        return ours

    def pulse(self) -> None:
        """See that the scheduler is there, and how many workers it has.

        Raises
        ------
        ClusterLost
            If the connection broke, even if it was made again: the tasks are forgotten then. Or
            if the scheduler has not answered for long.
        """
        if self._client.status != "running" or self._client.scheduler_comm is not self._stream:
            raise self._lost("broke")
        now = time.monotonic()
        if self._question.done():
            if now - self._asked < _PULSE:
                return
            with suppress(Exception):  # what fails here ends the connection too
                self.workers = len(self._question.result())
            self._asked, self._question = now, self._ask()
        elif now - self._asked > _SILENCE:
            raise self._lost(f"has been silent for {_SILENCE:.0f} s")

    def close(self) -> None:
        """Take leave, which makes the scheduler drop what no worker has begun."""
        with suppress(Exception):
            self._client.close(timeout=_CLOSED_WITHIN)

    def _ask(self) -> Future[dict[str, int]]:
        """Ask the scheduler for its workers, without waiting."""
        answer = self._client.scheduler.ncores_running()
        return asyncio.run_coroutine_threadsafe(answer, self._client.loop.asyncio_loop)

    def _deliver(self, ours: Future[Any], theirs: Future[Any]) -> None:
        self.running -= 1
        try:
            result = theirs.result()
        except CancelledError:
            ours.set_exception(self._lost("broke"))  # nobody else cancels
        except Exception as error:
            ours.set_exception(error)
        else:
            self.went_well += 1
            ours.set_result(result)

    def _lost(self, how: str) -> ClusterLost:
        return ClusterLost(f"lost the cluster: the connection to {self.address} {how}")

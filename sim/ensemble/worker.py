"""A process beside this one that runs a block at a time, and whose death is that block's alone.

Nothing is shared with it but one pipe, both ends of which have one owner each: when the process
dies, even within an answer, the pipe ends, and whoever waits for the answer knows at once.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future
from concurrent.futures import wait as wait_for_all
from contextlib import suppress
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, ParamSpec, TypeVar

from sim.ensemble.failure import WorkerDied
from sim.ensemble.start import start, unborn, why_not
from sim.jobs import apart

P = ParamSpec("P")
Result = TypeVar("Result")

_GONE_WITHIN = 1.0  # seconds from a kill to the end of a process


class WorkerProcess(Executor):
    """One process, started when first needed.

    It works on one task at a time: submit the next when the last is done.
    """

    def __init__(self) -> None:
        self._process: BaseProcess | None = None
        self._pipe: Connection[Any, Any] | None = None
        self._asked: list[Future[Any]] = []  # the last task

    def submit(
        self, fn: Callable[P, Result], /, *args: P.args, **kwargs: P.kwargs
    ) -> Future[Result]:
        """Send a task to the process.

        Raises
        ------
        WorkerDied
            If the process cannot be born, because what it is forked from was killed.
        OSError
            If this machine starts no process at all.
        """
        if self._pipe is None:
            self._pipe = self._born()
        future = in_a_thread(partial(_answer, self._pipe, partial(fn, *args, **kwargs)))
        self._asked = [future]
        return future

    def _born(self) -> Connection[Any, Any]:
        """Start the process; our end of its pipe."""
        self._process, ours, theirs = unborn()
        with apart():
            try:
                in_a_thread(partial(start, self._process, theirs)).result()
            except (EOFError, ConnectionError) as error:
                raise WorkerDied("the process it is forked from was killed") from error
            except OSError as error:
                raise OSError(
                    f"no process can be started beside this one: {why_not(error)}"
                ) from None
        return ours

    def kill(self) -> None:
        """End the process at once; it holds nothing but a block that will be run again."""
        if self._process is not None and self._process.pid is not None:
            with suppress(OSError):
                self._process.kill()
        self.shutdown()

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Let go of the process: it ends with its pipe once the last task is done."""
        wait_for_all(self._asked, _GONE_WITHIN)  # its thread still reads the pipe
        if self._pipe is not None:
            self._pipe.close()
        if self._process is not None and self._process.pid is not None:
            self._process.join(_GONE_WITHIN)


def in_a_thread(work: Callable[[], Result]) -> Future[Result]:
    """Do it where no signal interrupts it half-way, and where nobody must wait for its end."""
    future: Future[Result] = Future()

    def run() -> None:
        try:
            result = work()
        except BaseException as error:
            future.set_exception(error)
        else:
            future.set_result(result)

    threading.Thread(target=run, daemon=True).start()
    return future


def _answer(pipe: Connection[Any, Any], task: Callable[[], Result]) -> Result:
    """What the process at the other end makes of a task."""
    try:
        pipe.send(task)
        result, error = pipe.recv()
    except (EOFError, OSError):
        raise WorkerDied("it was killed, or ended itself") from None
    if error is not None:
        raise error
    answer: Result = result
    return answer

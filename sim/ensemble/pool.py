"""Blocks on one process, several, or a cluster: same answers, whatever the number and the order.

A block that fails is halved until the guilty world is alone; a block whose worker died is tried
again in a fresh one, and halved if it keeps dying. All other worlds finish.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import dataclass
from typing import Generic, TypeVar

from sim.ensemble.failure import BlockFailed
from sim.ensemble.workers import Workers

Result = TypeVar("Result")
Failed = Callable[[int, BaseException], None]

_DEATHS = 2  # of a block's worker, after which the block is halved
_LAST_DEATHS = 3  # of a single world's worker, after which the world counts as failed
_LOOK = 1.0  # seconds between looks at executors that say nothing


def no_world_may_fail(world: int, error: BaseException) -> None:
    """Raise what a world raised, for runs that cannot record it."""
    raise error


def run_blocks(
    work: Callable[[range], Result],
    blocks: Iterable[range],
    workers: Workers,
    done: Callable[[Result], None],
    failed: Failed = no_world_may_fail,
) -> None:
    """Do the work for every block and hand each result to ``done``, here, as it comes.

    Parameters
    ----------
    work : callable
        A pure function of the block; it must survive pickling if other processes do it.
    blocks : iterable of range
        Worlds of each block. They may be cut into smaller ones on the way.
    workers : Workers
        Who does it.
    done : callable
        Called in this process, in order of completion.
    failed : callable
        Called here with the number of a world that cannot be run and what came of trying:
        `BlockFailed`, or the error that says that its worker died.

    Raises
    ------
    Exception
        The first that ``work`` raises other than `BlockFailed`, or that ``done`` or ``failed``
        raise, after the workers were stopped; so too an interruption.
    """
    dispatch = _Dispatch(work, blocks, workers, done, failed)
    try:
        dispatch.run()
    except BaseException:
        for executor in dispatch.executors:
            workers.stop(executor)
        raise
    for executor in dispatch.executors:
        executor.shutdown()


@dataclass(frozen=True)
class _Task:
    block: range
    deaths: int = 0

    @property
    def halves(self) -> list[_Task]:
        """Both halves; they are one death nearer to being halved than a new block."""
        middle = self.block.start + len(self.block) // 2
        parts = range(self.block.start, middle), range(middle, self.block.stop)
        return [_Task(part, min(self.deaths, _DEATHS - 1)) for part in parts]


class _Dispatch(Generic[Result]):
    """Blocks that wait, blocks that run, and on which executor."""

    def __init__(
        self,
        work: Callable[[range], Result],
        blocks: Iterable[range],
        workers: Workers,
        done: Callable[[Result], None],
        failed: Failed,
    ) -> None:
        self.work, self.workers, self.done, self.failed = work, workers, done, failed
        self.waiting = deque(map(_Task, blocks))
        self.executors = [workers.start() for _ in range(min(workers.executors, len(self.waiting)))]
        self.running: dict[Future[Result], tuple[int, _Task]] = {}

    def run(self) -> None:
        """Until nothing waits and nothing runs."""
        while self.waiting or self.running:
            self._hand_out()
            finished, _ = wait(self.running, timeout=_LOOK, return_when=FIRST_COMPLETED)
            for future in finished:
                place, task = self.running.pop(future)
                self._take(future, place, task)
            if not finished:
                for executor in self.executors:
                    self.workers.unstick(executor)

    def _hand_out(self) -> None:
        busy = [place for place, _ in self.running.values()]
        for place, executor in enumerate(self.executors):
            for _ in range(min(self.workers.depth - busy.count(place), len(self.waiting))):
                self._submit(executor, place)

    def _submit(self, executor: Executor, place: int) -> None:
        task = self.waiting.popleft()
        try:
            future = executor.submit(self.work, task.block)
        except Exception as error:
            if not self.workers.died(error):
                raise
            future = Future()  # it died while idle, or between two blocks
            future.set_exception(error)
        self.running[future] = place, task

    def _take(self, future: Future[Result], place: int, task: _Task) -> None:
        error = future.exception()
        if error is None:
            self.done(future.result())
        elif self.workers.died(error):
            self.executors[place] = self.workers.after_death(self.executors[place])
            self._again(_Task(task.block, task.deaths + 1), error)
        elif isinstance(error, BlockFailed):
            self._halve(task, error)
        else:
            raise error

    def _again(self, task: _Task, error: BaseException) -> None:
        """Another try after a death, which may have been the machine's doing or the block's."""
        if task.deaths < (_DEATHS if len(task.block) > 1 else _LAST_DEATHS):
            self.waiting.appendleft(task)
        else:
            self._halve(task, error)

    def _halve(self, task: _Task, error: BaseException) -> None:
        """Look for the guilty world in both halves, the next things to be run."""
        if len(task.block) > 1:
            self.waiting.extendleft(reversed(task.halves))
        else:
            self.failed(task.block.start, error)

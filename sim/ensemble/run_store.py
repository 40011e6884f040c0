"""Where the worlds of a run are kept: in memory, or in a folder that survives anything."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.ensemble.failure import BlockFailed, told
from sim.ensemble.identity import Identity
from sim.results.failure import DIED, RAISED, Failure
from sim.results.parts import Part, Parts, joined
from sim.results.run import Run
from sim.results.store import StoredBlock, missing

if TYPE_CHECKING:
    from sim.results.block import Block

Progress = Callable[[int], None]
_MANY_FAIL = 100  # failed worlds, and one in so many, from which a run is given up


class RunStore(ABC):
    """Keeps blocks and failed worlds, knows which are missing, and gives them back.

    Parameters
    ----------
    identity : Identity
        Scenario, seed and code.
    report : callable
        Called with the number of worlds finished since the last call.
    """

    def __init__(self, identity: Identity, report: Progress) -> None:
        self.identity, self.report = identity, report
        self.failures: list[Failure] = []

    @abstractmethod
    def missing(self, worlds: int, size: int) -> list[range]:
        """Blocks of at most ``size`` worlds that are still to be run."""

    @property
    @abstractmethod
    def work(self) -> Callable[[range], Any]:
        """The task of a block: a pure function that survives pickling."""

    @abstractmethod
    def done(self, result: Any) -> None:
        """Take what the task gave back."""

    @abstractmethod
    def keep(self, failure: Failure) -> None:
        """Record a world that failed."""

    @abstractmethod
    def parts(self, worlds: int) -> Parts:
        """The first worlds, to be read a portion at a time."""

    @abstractmethod
    def run(self, worlds: int) -> Run:
        """The finished run."""

    @abstractmethod
    def set_out(self, worlds: int) -> None:
        """So many worlds are about to be run."""

    def failed(self, world: int, error: BaseException) -> None:
        """A world cannot be run; far too many of them are a broken model, and no run at all.

        Raises
        ------
        BlockFailed
            If hardly a world works.
        """
        raised = isinstance(error, BlockFailed)
        why = error.why if isinstance(error, BlockFailed) else f"its process died: {told(error)}"
        failure = Failure(world, self.identity.seed, RAISED if raised else DIED, why)
        self.keep(failure)
        self.failures.append(failure)
        if len(self.failures) > max(_MANY_FAIL, world // _MANY_FAIL):
            raise _as_bug(self.identity, failure) from error
        self.report(1)

    def some_world_worked(self, worlds: int) -> None:
        """Raise if all worlds failed: then there is nothing to show."""
        lost = [failure for failure in self.failures if failure.world < worlds]
        if len(lost) == worlds:
            raise _as_bug(self.identity, lost[0])


def _as_bug(identity: Identity, failure: Failure) -> BlockFailed:
    name, world = identity.scenario.name, failure.world
    return BlockFailed(name, world, world + 1, failure.error)


class InMemory(RunStore):
    """All blocks of a run that is not saved."""

    def __init__(self, identity: Identity, report: Progress, command: str) -> None:
        super().__init__(identity, report)
        self.command = command
        self.blocks: list[Block] = []

    def missing(self, worlds: int, size: int) -> list[range]:
        """What lies beyond the worlds run so far: earlier ones are all here."""
        here = sum(block.worlds for block in self.blocks) + len(self.failures)
        return missing([StoredBlock(0, here, Path())] if here else [], worlds, size)

    def set_out(self, worlds: int) -> None:
        """Nothing to write down."""

    @property
    def work(self) -> Callable[[range], Any]:
        """Run a block and send it here."""
        from sim.ensemble.block import run_block

        identity = self.identity
        scenario, seed, design = identity.scenario, identity.seed, identity.design
        return partial(run_block, scenario, seed, code=identity.code, design=design)

    def done(self, result: Block) -> None:
        """Keep a block."""
        self.blocks.append(result)
        self.report(result.worlds)

    def keep(self, failure: Failure) -> None:
        """It is in the list of failures."""

    def parts(self, worlds: int) -> Parts:
        """The blocks, and the gaps where worlds failed."""
        ran = [Part(each.first, each.end, Parts.of(each.outcomes).table) for each in self.blocks]
        lost = [Part(each.world, each.world + 1, None) for each in self.failures]
        return Parts(sorted([*ran, *lost], key=lambda part: part.first)).first_worlds(worlds)

    def run(self, worlds: int) -> Run:
        """The run as one table."""
        ordered = sorted(self.blocks, key=lambda block: block.first)
        daily = [block.daily for block in ordered if block.daily is not None]
        manifest = self.identity.manifest(worlds, self.command, True, sorted(self.failures))
        table = self.parts(worlds).table()
        scenario = self.identity.scenario
        return Run(manifest, table, joined(daily) if daily else None, scenario=scenario)

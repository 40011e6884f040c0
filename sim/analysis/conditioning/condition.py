"""A run given what has happened: of the same worlds, those that contradict it weigh nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.analysis.conditioning.events import Happened, events
from sim.ensemble.identity import Identity
from sim.ensemble.pool import run_blocks
from sim.ensemble.run_store import InMemory, Progress
from sim.ensemble.runner import BLOCK_SIZE, even_size
from sim.ensemble.workers import how_many, workers_for
from sim.errors import Usage
from sim.jobs import cores
from sim.results import Run
from sim.results.block import WEIGHT
from sim.scenario import Scenario, load

if TYPE_CHECKING:
    import pandas as pd

ALL_WORLDS, GIVEN = "all worlds", "given the events"


@dataclass(frozen=True)
class Conditioned:
    """A run before and after one knows what happened.

    Attributes
    ----------
    before, after : Run
        The same worlds; in ``after`` those that contradict what happened have weight 0.
    left : int
        How many worlds agree with all of it.
    """

    before: Run
    after: Run
    left: int

    @property
    def frame(self) -> pd.DataFrame:
        """Before, after and their difference, a row a quantity; as :func:`sim.compare`."""
        from sim.analysis.side_by_side import compare

        return compare(self.before, self.after)


def condition(
    scenario: str | Path,
    happened: str | Path | Happened,
    worlds: int = 2000,
    seed: int = 1,
    set: Mapping[str, object] | Sequence[str] = (),
    jobs: int | None = 1,
) -> Conditioned:
    """How outcomes move, given what has happened since the start.

    Parameters
    ----------
    scenario : str or Path
    happened : str, Path or Happened
        A file of events, or what was read from one.
    worlds, seed, set, jobs
        As in :func:`sim.run`.

    Raises
    ------
    Usage
        If no world agrees with what happened.
    ScenarioError
        If the scenario or the file of events has mistakes.
    """
    read = load(scenario, set)
    known = happened if isinstance(happened, Happened) else events(happened, read)
    return conditioned(read, known, worlds, seed, jobs)


def conditioned(
    scenario: Scenario,
    happened: Happened,
    worlds: int,
    seed: int,
    jobs: int | None = 1,
    tell: Progress = lambda worlds: None,
) -> Conditioned:
    """The same of a scenario that was read; ``tell`` hears of worlds as they are played."""
    store = _Conditioning(Identity(scenario, seed), tell, happened)
    team = workers_for(jobs or cores())
    blocks = store.missing(worlds, even_size(worlds, BLOCK_SIZE, how_many(team)))
    run_blocks(store.work, blocks, team, store.done, store.failed)
    store.some_world_worked(worlds)
    after = store.run(worlds)
    return _told(after, scenario)


class _Conditioning(InMemory):
    """Worlds that are held against what happened as they are played."""

    def __init__(self, identity: Identity, tell: Progress, happened: Happened) -> None:
        super().__init__(identity, tell, "")
        self.happened = happened

    @property
    def work(self) -> Callable[[range], Any]:
        """Run a block, and weigh its worlds."""
        work: Callable[..., Any] = super().work
        return partial(work, known=self.happened)


def _told(after: Run, scenario: Scenario) -> Conditioned:
    weights = after.weights
    assert weights is not None
    left = int(np.count_nonzero(weights))
    if left == 0:
        raise Usage(
            f"none of {after.worlds:,} worlds agrees with all that happened: more worlds (-n), or "
            "wider spans of days"
        )
    table = after.table.drop_columns([WEIGHT])
    before = Run(after.manifest | {"run_id": ALL_WORLDS}, table, after.daily, scenario=scenario)
    given = Run(after.manifest | {"run_id": GIVEN}, after.table, after.daily, scenario=scenario)
    return Conditioned(before, given, left)

"""One block of worlds, run from nothing: a pure function of scenario, seed and which worlds."""

from __future__ import annotations

import gc
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np

from sim.ensemble.failure import BlockFailed, told
from sim.errors import Usage

# Named so that all of them are imported before CODE is taken: `outcomes` imports them late.
from sim.outcomes import (  # noqa: F401
    declared,
    efficiency,
    ending,
    meetings,
    outcomes,
    why,
)
from sim.results.block import Block, daily_table, outcomes_table
from sim.results.files import CodeChanged
from sim.results.fingerprint import code_on_disk
from sim.results.store import write_block
from sim.scenario import Scenario, ScenarioError
from sim.simulation import simulate
from sim.trajectory import Trajectory
from sim.worlds import Bools, Design, Floats

_ENOUGH = 2048  # worlds between two looks for memory to free
CODE = code_on_disk()  # after the imports above: what is edited later does not run here


Known = Callable[[Trajectory], Bools]
"""What is known to have happened: the worlds, (worlds,), in which it did."""


def run_block(
    scenario: Scenario,
    seed: int,
    worlds: range,
    code: str = CODE,
    design: Design | None = None,
    known: Known | None = None,
) -> Block:
    """Run neighbouring worlds and ask the questions; the trajectory is not kept.

    Parameters
    ----------
    scenario : Scenario
    seed : int
        0 <= seed < 2**64.
    worlds : range
        Their numbers, neighbours, at least one.
    code : str
        Fingerprint of the code that was asked; this process may have imported another.
    design : Design, optional
        Places the worlds' parameters; by default noise does.
    known : callable, optional
        What is known to have happened; other worlds get the weight 0.

    Raises
    ------
    CodeChanged
        If this process runs other code.
    ScenarioError
        If the priors contradict the history.
    Usage
        If a measure of the user's own is none.
    BlockFailed
        If the model or an outcome raises anything; the cause is attached.
    """
    if code != CODE:
        raise CodeChanged("the program was edited while it ran: run the same command again")
    block = _run(scenario, seed, worlds, design, known)
    _rest.after(len(worlds))
    return block


def _run(
    scenario: Scenario, seed: int, worlds: range, design: Design | None, known: Known | None
) -> Block:
    play = simulate if design is None else partial(simulate, design=design)
    try:
        trajectory = play(scenario, seed, worlds.start, len(worlds))
        table = outcomes_table(
            worlds.start,
            declared(scenario),
            outcomes(trajectory),
            trajectory.sampled,
            _weights(trajectory, known),
        )
        daily = daily_table(worlds.start + trajectory.traced, trajectory.series())
    except (ScenarioError, Usage):  # whose fault is the user's, and no world's
        raise
    except Exception as error:
        raise BlockFailed(scenario.name, worlds.start, worlds.stop, told(error)) from error
    return Block(worlds.start, table, daily)


def _weights(trajectory: Trajectory, known: Known | None) -> Floats | None:
    """(worlds,): what each counts for; None if all count alike."""
    if known is None:
        return trajectory.weights
    there = known(trajectory).astype(np.float64)
    return there if trajectory.weights is None else there * trajectory.weights


class _Rest:
    """Frees memory now and then: the objects of a model refer to each other in a circle.

    Python looks for such circles by how many objects there are, not how large; without this, a
    worker holds a hundred megabytes more after each ten blocks.
    """

    def __init__(self) -> None:
        self.worlds = 0

    def after(self, worlds: int) -> None:
        """So many worlds have been run; looking takes some .05 s."""
        self.worlds += worlds
        if self.worlds >= _ENOUGH:
            self.worlds = 0
            gc.collect()


_rest = _Rest()


def save_block(
    folder: Path,
    scenario: Scenario,
    seed: int,
    worlds: range,
    code: str,
    run: str,
    design: Design | None = None,
) -> int:
    """Run neighbouring worlds and store them; returns how many, since little should travel.

    ``run`` is the hash of the run that they belong to.
    """
    write_block(folder, run_block(scenario, seed, worlds, code, design), run)
    return len(worlds)

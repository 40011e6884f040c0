"""How long many worlds take, from a few that are played and timed now."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from sim.ensemble import run
from sim.ensemble.runner import BLOCK_SIZE
from sim.scenario import Scenario
from sim.scenario.cost import cost

_FEW, _MANY = 20, 200  # worlds of the trials


@dataclass(frozen=True)
class Expected:
    """What worlds take.

    Attributes
    ----------
    seconds : float
        Until the end, with all processes.
    memory : float
        Bytes, of all processes.
    """

    seconds: float
    memory: float


def expected(scenario: Scenario, worlds: int, jobs: int) -> Expected:
    """What so many worlds of a scenario take; good to a third where nothing else runs."""
    alone = seconds(lambda many: run(scenario, many), worlds)
    return Expected(alone / jobs, cost(scenario, worlds, BLOCK_SIZE, jobs).bytes)


def seconds(play: Callable[[int], object], worlds: int) -> float:
    """Seconds that so many worlds take: a line through two trials.

    Parameters
    ----------
    play : callable
        Plays as many worlds as it is told.
    worlds : int
        How many are meant.
    """
    _timed(play, 1)  # what is imported and read once
    many = min(worlds, _MANY)
    few = min(_FEW, many)
    one, other = _timed(play, few), _timed(play, many)
    slope = max(other - one, 0.0) / max(many - few, 1)
    return other + slope * (worlds - many)


def _timed(play: Callable[[int], object], worlds: int) -> float:
    start = time.perf_counter()
    play(worlds)
    return time.perf_counter() - start

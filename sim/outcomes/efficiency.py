"""Where an accord stands among the packages: gains, the frontier, and the points of theory."""

from __future__ import annotations

from functools import reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.agreement.packages import at
from sim.agreement.seats import ByParty
from sim.outcomes.declared import accord_classes
from sim.outcomes.ending import ended_in
from sim.table import tiles
from sim.theory import bargaining
from sim.trajectory import ACCORD, Trajectory
from sim.worlds import Floats, Ints

_POINTS = {f"from_{name}": name for name in ("nash", "kalai_smorodinsky", "egalitarian")}


def answers(trajectory: Trajectory) -> dict[str, NDArray[Any]]:
    """Gains of the accord over war, its distance from three points, the best of each class."""
    gains_of = [f"gain.{name}" for name in trajectory.parties]
    names = [*_POINTS, *gains_of, "on_frontier"]
    measures = {name: np.full(trajectory.worlds, np.nan) for name in names}
    for rows in tiles(np.flatnonzero(ended_in(trajectory, ACCORD))):
        valuation = trajectory.valuation(rows, trajectory.final["ended_on"][rows])
        gains, package = valuation.gains(), trajectory.final["package"][rows]
        own = [at(gain, package) for gain in gains]
        for name, gain in zip(gains_of, own, strict=True):
            measures[name][rows] = gain
        dominated = bargaining.is_dominated(gains, own, valuation.signable)
        measures["on_frontier"][rows] = ~dominated
        for name, solution in _POINTS.items():
            point = bargaining.solution(solution, gains, valuation.signable)
            measures[name][rows] = _distance(gains, own, point)
    return {**measures, **_best_values(trajectory)}


def _distance(gains: ByParty, own: list[Floats], point: Ints) -> Floats:
    """Euclidean distance in gains; NaN where there is no such point."""
    apart = [at(gain, point) - mine for gain, mine in zip(gains, own, strict=True)]
    return np.where(point >= 0, reduce(np.hypot, apart), np.nan)


def _best_values(trajectory: Trajectory) -> dict[str, Floats]:
    """Every side's value, on the first day, of each class's package with the best smaller gain.

    On the first day as if nothing had been agreed behind anybody's back.
    """
    assert trajectory.valuer is not None
    best: dict[str, Floats] = {}
    for code, kind in enumerate(accord_classes(trajectory.scenario)):
        of_kind = np.flatnonzero(trajectory.packages.outcome_of == code)
        values = [worth.total[:, of_kind] for worth in trajectory.valuer.worths]
        gains = [
            value - trajectory.daily[f"war_value.{name}"][0][:, None]
            for value, name in zip(values, trajectory.parties, strict=True)
        ]
        for name, value in zip(trajectory.parties, values, strict=True):
            best[f"best_value.{kind}.{name}"] = _at_best(value, gains)
    return best


def _at_best(value: Floats, gains: list[Floats]) -> Floats:
    """(worlds,): worth of the package with the largest smaller gain; NaN where there is none."""
    if not value.shape[1]:
        return np.full(value.shape[0], np.nan)
    return at(value, bargaining.smaller_gain(*gains).argmax(axis=1))

"""Where an accord stands among the packages: gains, the frontier, and the points of theory."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.outcomes.declared import accord_classes
from sim.outcomes.ending import ended_in
from sim.table import tiles
from sim.theory import bargaining
from sim.trajectory import ACCORD, Tables, Trajectory
from sim.worlds import Bools, Floats, Ints

_POINTS = ("from_nash", "from_kalai_smorodinsky", "from_egalitarian")


def answers(trajectory: Trajectory) -> dict[str, NDArray[Any]]:
    """Gains of the accord over war, its distance from three points, the best of each class."""
    first, second = trajectory.parties
    measures = {name: np.full(trajectory.worlds, np.nan) for name in _POINTS}
    measures |= {f"gain.{name}": np.full(trajectory.worlds, np.nan) for name in (first, second)}
    measures["on_frontier"] = np.full(trajectory.worlds, np.nan)
    for rows in tiles(np.flatnonzero(ended_in(trajectory, ACCORD))):
        gains, holds = _at_signing(trajectory, rows)
        package = trajectory.final["package"][rows][:, None]
        own = [np.take_along_axis(gain, package, axis=1)[:, 0] for gain in gains]
        measures[f"gain.{first}"][rows], measures[f"gain.{second}"][rows] = own
        measures["on_frontier"][rows] = ~_is_dominated(gains, own, holds)
        for name, point in zip(_POINTS, _points(gains, holds), strict=True):
            measures[name][rows] = _distance(gains, own, point)
    return {**measures, **_best_values(trajectory)}


def _at_signing(trajectory: Trajectory, rows: Ints) -> tuple[list[Floats], Bools]:
    """(rows, packages): gains of every package over war on the day of signing, and which hold."""
    tables, day = _tables(trajectory), trajectory.final["ended_on"][rows]
    resentment = trajectory.daily["resentment"][day, rows]
    insistence = np.zeros(trajectory.worlds)
    insistence[rows] = trajectory.daily["insistence"][day, rows]
    holds = tables.staying[rows] >= tables.staying_needed(insistence)[rows][:, None]
    gains = []
    for i, name in enumerate(trajectory.parties):
        war = trajectory.daily[f"war_value.{name}"][day, rows]
        lost = tables.exclusion[i][rows] * resentment + war
        gains.append(tables.values[i][rows] - lost[:, None])
    return gains, holds


def _tables(trajectory: Trajectory) -> Tables:
    assert trajectory.tables is not None
    return trajectory.tables


def _is_dominated(gains: list[Floats], own: list[Floats], holds: Bools) -> Bools:
    no_worse = [gain >= mine[:, None] for gain, mine in zip(gains, own, strict=True)]
    better = [gain > mine[:, None] for gain, mine in zip(gains, own, strict=True)]
    dominating = holds & no_worse[0] & no_worse[1] & (better[0] | better[1])
    dominated: Bools = np.logical_or.reduce(dominating, axis=1)
    return dominated


def _points(gains: list[Floats], holds: Bools) -> list[Ints]:
    """Packages of the Nash, Kalai-Smorodinsky and egalitarian points; -1 where no range is open."""
    inside = holds & (gains[0] > 0) & (gains[1] > 0)
    scores = [
        bargaining.log_nash_product(gains[0], gains[1], np.full((1, 1), 0.5)),
        bargaining.kalai_smorodinsky(gains[0], gains[1], inside),
        bargaining.smaller_gain(gains[0], gains[1]),
    ]
    return [bargaining.best(score, inside)[0] for score in scores]


def _distance(gains: list[Floats], own: list[Floats], point: Ints) -> Floats:
    """Euclidean distance in gains; NaN where there is no such point."""
    at = np.maximum(point, 0)[:, None]
    apart = [
        np.take_along_axis(gain, at, axis=1)[:, 0] - mine
        for gain, mine in zip(gains, own, strict=True)
    ]
    return np.where(point >= 0, np.hypot(apart[0], apart[1]), np.nan)


def _at_best(value: Floats, gains: list[Floats]) -> Floats:
    """(worlds,): worth of the package with the largest smaller gain; NaN where there is none."""
    if not value.shape[1]:
        return np.full(value.shape[0], np.nan)
    choice = bargaining.smaller_gain(gains[0], gains[1]).argmax(axis=1)[:, None]
    return np.take_along_axis(value, choice, axis=1)[:, 0]


def _best_values(trajectory: Trajectory) -> dict[str, Floats]:
    """Both sides' value, on the first day, of each class's package with the best smaller gain."""
    tables, packages = _tables(trajectory), trajectory.packages
    war = [trajectory.daily[f"war_value.{name}"][0] for name in trajectory.parties]
    best: dict[str, Floats] = {}
    for code, kind in enumerate(accord_classes(trajectory.scenario)):
        of_kind = np.flatnonzero(packages.outcome_of == code)
        values = [table[:, of_kind] for table in tables.values]
        gains = [v - w[:, None] for v, w in zip(values, war, strict=True)]
        for name, value in zip(trajectory.parties, values, strict=True):
            best[f"best_value.{kind}.{name}"] = _at_best(value, gains)
    return best

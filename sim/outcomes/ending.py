"""How a world ends: the first absorbing event, or how the talks stand at the horizon."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.outcomes.declared import SCOPES, STATUSES, accord_classes
from sim.theory import durability
from sim.trajectory import ACCORD, FORCE, Trajectory
from sim.worlds import Bools, Floats, Ints

_PARTIAL = list(SCOPES).index("partial")


def answers(trajectory: Trajectory) -> dict[str, NDArray[Any]]:
    """Class, day, package, scope and fate of every world."""
    final, accord = trajectory.final, ended_in(trajectory, ACCORD)
    fate = _fate(trajectory)
    years = trajectory.scenario.file.accord.durable_years.value
    in_time = accord & by_deadline(trajectory)
    scope = _scope(trajectory, accord)
    return {
        "outcome": _class(trajectory),
        "scope": scope,
        "outcome_day": np.where(_is_open(trajectory), trajectory.days - 1, final["ended_on"]),
        "package": final["package"],
        "accord": in_time,
        "comprehensive": in_time & (scope == list(SCOPES).index("comprehensive")),
        "durable_peace": in_time & (fate > years),
        "taken_by_force": ended_in(trajectory, FORCE) & by_deadline(trajectory),
        "p_hold": durability.holds(final["hazard"], np.full(accord.shape, years)),
        "renewed_after": fate,
        "ceasefire_day": np.where(accord, final["fighting_until"], np.nan),
    }


def ended_in(trajectory: Trajectory, phase: int) -> Bools:
    """Worlds that ended in that phase."""
    ended: Bools = trajectory.daily["phase"][-1] == phase
    return ended


def by_deadline(trajectory: Trajectory) -> Bools:
    """Worlds that ended on or before the scenario's deadline."""
    ended_on = trajectory.final["ended_on"]
    in_time: Bools = (ended_on >= 0) & (ended_on <= deadline_day(trajectory))
    return in_time


def deadline_day(trajectory: Trajectory) -> int:
    """Day of the scenario's own deadline; later ones do not move the question."""
    scenario = trajectory.scenario
    return scenario.day(scenario.file.deadline.date)


def _is_open(trajectory: Trajectory) -> Bools:
    return ~ended_in(trajectory, ACCORD) & ~ended_in(trajectory, FORCE)


def _class(trajectory: Trajectory) -> Ints:
    """Code of the ending: exclusive, exhaustive, never revised."""
    final, accords = trajectory.final, len(accord_classes(trajectory.scenario))
    code = {name: accords + i for i, name in enumerate(STATUSES)}
    status = np.where(final["broken"], code["collapsed"], code["talks_go_on"])
    status = np.where(_has_left(trajectory), code["mediator_left"], status)
    status = np.where(ended_in(trajectory, FORCE), code["taken_by_force"], status)
    kind = trajectory.packages.outcome_of[np.maximum(final["package"], 0)]
    return np.where(ended_in(trajectory, ACCORD), kind, status).astype(np.int8)


def _has_left(trajectory: Trajectory) -> Bools:
    mediated = trajectory.scenario.file.talks.protocol == "mediated"
    left: Bools = ~trajectory.final["mediator_present"].astype(bool) & mediated
    return left


def _scope(trajectory: Trajectory, accord: Bools) -> Ints:
    packages, scopes = trajectory.packages, trajectory.scenario.file.accord.scopes
    package = np.maximum(trajectory.final["package"], 0)
    scope = np.full(accord.shape, _PARTIAL)
    for i, name in enumerate(SCOPES):
        if i != _PARTIAL:
            scope = np.where(packages.rungs[getattr(scopes, name)][package], i, scope)
    return np.where(accord, scope, -1).astype(np.int8)


def _fate(trajectory: Trajectory) -> Floats:
    """Years from the accord to renewed war."""
    return durability.renewal_time(trajectory.final["fate"], trajectory.final["hazard"])

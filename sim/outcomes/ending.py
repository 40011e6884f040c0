"""How a world ends: the first absorbing event, or how the talks stand at the horizon."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.outcome import SCOPES
from sim.outcomes.codes import codes
from sim.outcomes.declared import accord_classes, endings, statuses
from sim.scenario.schema.agreement import Scopes
from sim.theory import durability
from sim.trajectory import ACCORD, FORCE, Trajectory
from sim.worlds import Bools, Floats, Ints

_PARTIAL = list(SCOPES).index("partial")


def answers(trajectory: Trajectory) -> dict[str, NDArray[Any]]:
    """Class, day, package, scope and fate of every world."""
    final, accord = trajectory.final, ended_in(trajectory, ACCORD)
    in_time = accord & by_deadline(trajectory)
    return {
        "outcome": _class(trajectory),
        "outcome_day": np.where(_is_open(trajectory), trajectory.days - 1, final["ended_on"]),
        "package": final["package"],
        "accord": in_time,
        "mediator_left_day": final["mediator_left_on"],
        **_lasting(trajectory, accord, in_time),
        **_scopes(trajectory, accord, in_time),
    }


def _lasting(trajectory: Trajectory, accord: Bools, in_time: Bools) -> dict[str, NDArray[Any]]:
    """Does the accord hold? Nothing where the file does not say what makes one hold."""
    spec = trajectory.scenario.file.accord
    if spec is None:
        return {}
    years, final = spec.durable_years.value, trajectory.final
    renewed, settled = _fate(trajectory), _settled(trajectory)
    first = settled < renewed
    holds = durability.holding(final["hazard"], final["settles"], np.full(accord.shape, years))
    return {
        "durable_peace": in_time & (first | (renewed > years)),
        "p_hold": holds,
        "renewed_after": np.where(first, np.nan, renewed),
        **({"settled_after": np.where(first, settled, np.nan)} if spec.talks_go_on else {}),
    }


def _scopes(trajectory: Trajectory, accord: Bools, in_time: Bools) -> dict[str, NDArray[Any]]:
    """How much the accord settles; nothing where the file has no scopes."""
    spec = trajectory.scenario.file.accord
    if spec is None or spec.scopes is None:
        return {}
    scope = _scope(trajectory, spec.scopes, accord)
    whole = list(SCOPES).index("comprehensive")
    return {"scope": scope, "comprehensive": in_time & (scope == whole)}


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
    return trajectory.deadline


def _is_open(trajectory: Trajectory) -> Bools:
    return ~ended_in(trajectory, ACCORD) & ~ended_in(trajectory, FORCE)


def _class(trajectory: Trajectory) -> Ints:
    """Code of the ending: exclusive, exhaustive, never revised."""
    scenario, accords = trajectory.scenario, len(accord_classes(trajectory.scenario))
    code = {name: accords + i for i, name in enumerate(statuses(scenario))}
    status = np.full(trajectory.worlds, code["talks_go_on"])
    for ending in endings(scenario):
        if not ending.absorbing:
            status = np.where(ending.where(trajectory), code[ending.name], status)
    if "mediator_left" in code:
        status = np.where(_has_left(trajectory), code["mediator_left"], status)
    for ending in endings(scenario):
        if ending.absorbing:
            status = np.where(ending.where(trajectory), code[ending.name], status)
    kind = trajectory.packages.outcome_of[np.maximum(trajectory.final["package"], 0)]
    ended = np.where(ended_in(trajectory, ACCORD), kind, status)
    return codes(ended, accords + len(code))


def _has_left(trajectory: Trajectory) -> Bools:
    mediated = trajectory.scenario.file.mediated
    left: Bools = ~trajectory.final["mediator_present"].astype(bool) & mediated
    return left


def _scope(trajectory: Trajectory, scopes: Scopes, accord: Bools) -> Ints:
    packages = trajectory.packages
    package = np.maximum(trajectory.final["package"], 0)
    scope = np.full(accord.shape, _PARTIAL)
    for i, name in enumerate(SCOPES):
        if i != _PARTIAL:
            scope = np.where(packages.rungs[getattr(scopes, name)][package], i, scope)
    return codes(np.where(accord, scope, -1), len(SCOPES))


def _settled(trajectory: Trajectory) -> Floats:
    """Years from the accord until talks under it settle the rest; infinity where they never do."""
    rate, u = trajectory.final["settles"], trajectory.final["settling"]
    years = np.full(rate.shape, np.inf)
    np.divide(-np.log(u), rate, out=years, where=rate > 0.0)
    return years


def _fate(trajectory: Trajectory) -> Floats:
    """Years from the accord to renewed war, if nothing is settled before."""
    return durability.renewal_time(trajectory.final["fate"], trajectory.final["hazard"])

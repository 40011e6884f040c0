"""No number leaves a block that is none: looked at once, when its worlds have ended.

A share of worlds would otherwise count them among those without an accord, and nobody would know.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from sim.model import NegotiationModel
from sim.scenario import Scenario, ScenarioError
from sim.scenario.mistakes import Mistake
from sim.trajectory import NO_DATE, Trajectory

_MAY_BE_MISSING = {"hazard", "fighting_until"}  # of worlds without an accord
_ATTRIBUTES = {"deadline": "clock"}
_MAY_NEVER_COME = {"left_on", "mediator_left_on", "broke_off_on"}  # days of what may not happen

Looked = Iterator[tuple[str, str, NDArray[np.bool_]]]
"""Section, name, and where it is no number: the last axis is the world."""


def check_numbers(model: NegotiationModel, trajectory: Trajectory) -> None:
    """Raise a located mistake if anything that answers rest on is not a number.

    Raises
    ------
    ScenarioError
        At the parameter, or the section, that is most likely at fault.
    """
    for section, name, wrong in _looked_at(model, trajectory):
        if wrong.any():
            worlds = np.flatnonzero(wrong.reshape(-1, trajectory.worlds).any(axis=0))
            raise _mistake(trajectory.scenario, section, name, trajectory.first + int(worlds[0]))


def _looked_at(model: NegotiationModel, trajectory: Trajectory) -> Looked:
    """Causes first, so that they are named."""
    for name, values in trajectory.sampled.items():
        yield name, name, ~np.isfinite(values)
    for process in model.processes:
        for part in (process, *process.parts()):
            yield from _state(part, process.name)
    for section in ("deadline", "calendar", "mediator"):
        yield from _state(getattr(model, _ATTRIBUTES.get(section, section)), section)
    for side, worth in zip(model.sides, model.parties.valuer.worths, strict=True):
        yield from _state(side, f"parties.{side.name}")
        yield f"parties.{side.name}", "worth of a package", ~np.isfinite(worth.total.T)
    yield from _kept(trajectory)


def _state(process: object, section: str) -> Looked:
    """Own arrays, a number a world; infinity can stand for never."""
    for name, values in vars(process).items():
        if name in _MAY_NEVER_COME or not isinstance(values, np.ndarray):
            continue
        if values.ndim == 1 and values.dtype.kind == "f":
            yield section, name.replace("_", " "), np.isnan(values)


def _kept(trajectory: Trajectory) -> Looked:
    """What questions are asked of."""
    for name, values in trajectory.final.items():
        if name not in _MAY_BE_MISSING | _MAY_NEVER_COME and values.dtype.kind == "f":
            yield "start", name.replace("_", " "), ~np.isfinite(values)
    on_dates = trajectory.daily["date"] != NO_DATE
    yield "parties", "margin", np.isnan(trajectory.daily["margin"]) & on_dates
    for party in trajectory.parties:
        for kind in ("war_value", "shared_war_value"):
            wrong = ~np.isfinite(trajectory.daily[f"{kind}.{party}"])
            yield f"parties.{party}", "worth of fighting on", wrong


def _mistake(scenario: Scenario, section: str, name: str, world: int) -> ScenarioError:
    node = scenario.tree.at(section)
    ends = [
        q.name
        for q in scenario.quantities.values()
        if q.name.startswith(section) and q.fixed and q.value in {q.low, q.high} and q.place
    ]
    hint = f"at the end of its range: {', '.join(ends[:3])}" if ends else ""
    told = (
        f"'{section}' leads out of the numbers that can be counted with: {name} of world {world} "
        "is none; take less extreme values"
    )
    return ScenarioError([Mistake(told, node.spot if node else None, hint, section)])

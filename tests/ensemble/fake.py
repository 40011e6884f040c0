"""A model of one line: every number is addressed by its world, as in the real one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.outcomes import Outcome
from sim.scenario import Scenario
from sim.worlds import Noise

DAYS = 20
DECLARED = (
    Outcome("outcome", "how it ends", "-", "class", ("zone", "talks_go_on"), ("a zone", "talks")),
    Outcome(
        "reason", "why not", "-", "class", ("empty_range", "no_round"), ("no range", "no date")
    ),
    Outcome("red_line", "in the way", "-", "class", ("russia.freeze",), ("the freeze (Russia)",)),
    Outcome("outcome_day", "day", "days", "count"),
    Outcome("rounds", "rounds held", "rounds", "count"),
    Outcome("accord", "an accord", "-", "flag"),
    Outcome("durable_peace", "an accord that holds", "-", "flag"),
    Outcome("taken_by_force", "taken by force", "-", "flag"),
    Outcome("p_hold", "probability that it holds", "-", "measure"),
    Outcome("km2_changed", "land that changed hands", "km2", "measure"),
)


@dataclass
class FakeTrajectory:
    """What the ensemble reads of a trajectory."""

    uniform: NDArray[np.float64]
    traced: NDArray[np.int64]
    sampled: dict[str, NDArray[np.float64]] = field(default_factory=dict)
    weights: NDArray[np.float64] | None = None

    def series(self) -> dict[str, NDArray[Any]]:
        """A ramp that starts at the world's number in (0, 1)."""
        return {"held_area": self.uniform[self.traced] + np.arange(DAYS + 1.0)[:, None]}


def simulate(scenario: Scenario, seed: int, first: int, worlds: int) -> FakeTrajectory:
    """Stands in for the model."""
    noise = Noise(seed, first, worlds)
    traced = np.flatnonzero(first + np.arange(worlds) < 200)
    sampled = {"war.drift": noise.uniform("prior:war.drift")}
    return FakeTrajectory(noise.uniform("all"), traced, sampled)


def declared(scenario: Scenario) -> tuple[Outcome, ...]:
    """Stands in for the declared outcomes."""
    return DECLARED


def outcomes(trajectory: FakeTrajectory) -> dict[str, NDArray[Any]]:
    """A quarter of the worlds have an accord; half of those hold."""
    u = trajectory.uniform
    accord = u < 0.25
    without = np.where(accord, -1, (u > 0.4).astype(int)).astype(np.int8)
    return {
        "outcome": np.where(accord, 0, 1).astype(np.int8),
        "reason": without,
        "red_line": np.where(without == 0, 0, -1).astype(np.int8),
        "outcome_day": np.where(accord, (u * 400).astype(np.int64), 327),
        "rounds": (u * 10).astype(np.int64),
        "accord": accord,
        "durable_peace": u < 0.125,
        "taken_by_force": np.zeros(u.size, dtype=bool),
        "p_hold": np.where(accord, u, np.nan),
        "km2_changed": 100 * u,
    }


def fails_at_world_417(trajectory: FakeTrajectory) -> dict[str, NDArray[Any]]:
    """Stands in for a bug of ours."""
    raise ZeroDivisionError("world 417")

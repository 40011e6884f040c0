"""Dates and rounds, and what processes brought beside the accord."""

from __future__ import annotations

from typing import Any

from numpy.typing import NDArray

from sim.outcomes.declared import of_processes
from sim.trajectory import HELD, NO_DATE, Trajectory


def answers(trajectory: Trajectory) -> dict[str, NDArray[Any]]:
    """Rounds, and the outcomes of every process of the scenario."""
    date = trajectory.daily["date"]
    return {
        "dates": (date != NO_DATE).sum(axis=0),
        "rounds": (date == HELD).sum(axis=0),
        **{
            outcome.name: outcome.answer(trajectory)
            for outcome in of_processes(trajectory.scenario)
            if outcome.answer is not None
        },
    }
